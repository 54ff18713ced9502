import { useCallback, useEffect, useRef, useState } from "react";

export interface Transport {
  readonly seconds: number;
  readonly length: number;
  readonly playing: boolean;
  /** Give to each `video` element; it says how to take it away again. */
  readonly attach: (video: HTMLVideoElement) => () => void;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly step: (frames: number) => void;
}

/** Clips of one comparison are stepped in the frames of the usual rate. */
const STEP_SECONDS = 1 / 30;
/** A clip that is farther off than this is set right. */
const DRIFT_SECONDS = 0.08;

/** Plays, stops and steps every clip together; at the end of the longest all begin again. */
export const useTransport = (length: number): Transport => {
  const videos = useRef(new Set<HTMLVideoElement>());
  const [seconds, setSeconds] = useState(0);
  const shown = useRef(0);
  const [playing, setPlaying] = useState(false);

  const set = useCallback((to: number): void => {
    setSeconds(to);
    shown.current = to;
    for (const video of videos.current) video.currentTime = Math.min(to, lastOf(video));
  }, []);

  useEffect(() => {
    if (!playing || length === 0) return;
    const followed = videos.current;
    let frame = 0;
    const from = performance.now() - seconds * 1000;
    const tick = (): void => {
      const now = ((performance.now() - from) / 1000) % length;
      setSeconds(now);
      for (const video of followed) follow(video, now);
      frame = requestAnimationFrame(tick);
    };
    tick();
    return () => {
      cancelAnimationFrame(frame);
      for (const video of followed) video.pause();
    };
    // Begins where it stopped: the time that it counts itself must not start it anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [playing, length]);

  return {
    seconds,
    length,
    playing,
    attach: useCallback((video: HTMLVideoElement) => {
      videos.current.add(video);
      // One that comes later begins where the others stand.
      if (shown.current > 0) video.currentTime = Math.min(shown.current, lastOf(video));
      return () => videos.current.delete(video);
    }, []),
    toggle: () => setPlaying(!playing),
    seek: (to) => {
      setPlaying(false);
      set(Math.min(length, Math.max(0, to)));
    },
    step: (frames) => {
      setPlaying(false);
      set(Math.min(length, Math.max(0, seconds + frames * STEP_SECONDS)));
    },
  };
};

/** Where a clip holds its last frame. Before its length is known, it takes any time and keeps it until then. */
const lastOf = ({ duration }: HTMLVideoElement): number =>
  Number.isFinite(duration) ? Math.max(0, duration - 0.02) : Infinity;

const follow = (video: HTMLVideoElement, seconds: number): void => {
  if (seconds >= lastOf(video)) {
    video.pause();
    return;
  }
  if (Math.abs(video.currentTime - seconds) > DRIFT_SECONDS) video.currentTime = seconds;
  if (video.paused) video.play().catch(() => undefined);
};
