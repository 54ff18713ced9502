import { useCallback, useEffect, useRef, useState } from "react";

export const SPEEDS = [0.25, 0.5, 1, 2] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Player {
  /** Give to the `video` element. */
  readonly attach: (video: HTMLVideoElement | null) => void;
  readonly seconds: number;
  readonly length: number;
  readonly playing: boolean;
  readonly loop: boolean;
  readonly speed: Speed;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  /** Stops and goes by so many frames. */
  readonly step: (frames: number) => void;
  readonly toggleLoop: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

const wantsStillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Follows a video while it plays: its time is read at each frame that the page draws. */
const useTime = (video: HTMLVideoElement | null, playing: boolean) => {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (video === null) return;
    const read = (): void => setSeconds(video.currentTime);
    video.addEventListener("seeked", read);
    video.addEventListener("timeupdate", read);
    let frame = 0;
    const tick = (): void => {
      read();
      frame = requestAnimationFrame(tick);
    };
    if (playing) tick();
    return () => {
      cancelAnimationFrame(frame);
      video.removeEventListener("seeked", read);
      video.removeEventListener("timeupdate", read);
    };
  }, [video, playing]);
  return seconds;
};

/** Plays by itself, muted and in a loop, except where a person wants less motion. */
export const usePlayer = (lengthSeconds: number, fps: number): Player => {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [playing, setPlaying] = useState(false);
  const [loop, setLoop] = useState(true);
  const [speed, setSpeed] = useState<Speed>(1);
  const begun = useRef(false);
  const seconds = useTime(video, playing);

  useEffect(() => {
    if (video === null) return;
    video.loop = loop;
    video.playbackRate = speed;
  }, [video, loop, speed]);

  useEffect(() => {
    if (video === null) return;
    const read = (): void => setPlaying(!video.paused);
    const events = ["play", "pause", "ended"] as const;
    for (const event of events) video.addEventListener(event, read);
    if (!begun.current && !wantsStillness()) {
      begun.current = true;
      // A browser that forbids it leaves the first frame and the Play button.
      video.play().catch(() => undefined);
    }
    return () => {
      for (const event of events) video.removeEventListener(event, read);
    };
  }, [video]);

  const seek = (to: number): void => {
    if (video !== null) video.currentTime = Math.min(Math.max(0, to), Math.max(0, lengthSeconds - 0.5 / fps));
  };
  return {
    attach: useCallback((element: HTMLVideoElement | null) => setVideo(element), []),
    seconds,
    length: lengthSeconds,
    playing,
    loop,
    speed,
    toggle: () => {
      if (video === null) return;
      if (video.paused) video.play().catch(() => undefined);
      else video.pause();
    },
    seek,
    step: (frames) => {
      video?.pause();
      seek((Math.round(seconds * fps) + frames + 0.5) / fps);
    },
    toggleLoop: () => setLoop(!loop),
    setSpeed,
  };
};
