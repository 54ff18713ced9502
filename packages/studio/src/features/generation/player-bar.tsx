import type { KeyboardEvent, PointerEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { Leaves } from "../../parts/leaves.tsx";
import { Segments } from "../../parts/segments.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useShortcuts } from "../create/tools.ts";
import { SPEEDS, type Player, type Speed } from "./use-player.ts";

export type WatchMode = "video" | "split";

interface PlayerBarProps {
  readonly player: Player;
  readonly fps: number;
  readonly mode: WatchMode;
  readonly onMode: (mode: WatchMode) => void;
}

const fullScreen = (): void => {
  if (document.fullscreenElement === null) void document.querySelector("[data-player]")?.requestFullscreen();
  else void document.exitFullscreen();
};

const nextSpeed = (speed: Speed): Speed => SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;

/** The timeline and the buttons under it, each with a letter. */
export const PlayerBar = (props: PlayerBarProps) => {
  const { player, mode, onMode } = props;
  useShortcuts({
    letters: {
      " ": player.toggle,
      ",": () => player.step(-1),
      ".": () => player.step(1),
      l: player.toggleLoop,
      f: fullScreen,
      b: () => onMode(mode === "video" ? "split" : "video"),
      ...Object.fromEntries(SPEEDS.map((speed, index) => [String(index + 1), () => player.setSpeed(speed)])),
    },
  });
  return (
    <>
      <Timeline {...props} />
      <div className="player-bar">
        <PlayButtons {...props} />
        <ViewButtons {...props} />
      </div>
    </>
  );
};

const Timeline = ({ player, fps }: PlayerBarProps) => {
  const words = useWords();
  const frames = Math.max(1, Math.round(player.length * fps));
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -fps, PageUp: fps }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    player.step(step);
  };
  const point = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    player.seek((player.length * (event.clientX - box.left)) / box.width);
  };
  return (
    <div className="player-leaves">
      <div
        className="leaves"
        role="slider"
        tabIndex={0}
        aria-label={words.generation.frame}
        aria-valuemin={1}
        aria-valuemax={frames}
        aria-valuenow={Math.min(frames, Math.floor(player.seconds * fps) + 1)}
        onKeyDown={press}
        onPointerDown={point}
        onPointerMove={point}
      >
        <Leaves share={player.length === 0 ? 0 : player.seconds / player.length} />
      </div>
    </div>
  );
};

const PlayButtons = ({ player, fps }: PlayerBarProps) => {
  const words = useWords();
  const frames = Math.max(1, Math.round(player.length * fps));
  const frame = Math.min(frames, Math.floor(player.seconds * fps) + 1);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={words.generation.frameBack}
        onClick={() => player.step(-1)}
      >
        <Icon name="prev" />
      </button>
      <button
        type="button"
        className="button button-solid button-play"
        aria-label={player.playing ? words.generation.pause : words.generation.play}
        onClick={player.toggle}
      >
        <Icon name={player.playing ? "pause" : "play"} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.generation.frameOn}
        onClick={() => player.step(1)}
      >
        <Icon name="next" />
      </button>
      <span className="small soft num">
        {player.seconds.toFixed(2)} / {player.length.toFixed(2)} s{" "}
        <span className="quiet wide-only">{words.generation.frameOf(frame, frames)}</span>
      </span>
    </>
  );
};

const ViewButtons = ({ player, mode, onMode }: PlayerBarProps) => {
  const words = useWords();
  return (
    <div className="row push">
      <Segments<WatchMode>
        label={words.generation.view}
        value={mode}
        choices={[
          { value: "video", text: words.generation.video },
          { value: "split", text: words.generation.split },
        ]}
        onValue={onMode}
      />
      <button
        type="button"
        className="icon-button"
        data-on={player.loop}
        aria-pressed={player.loop}
        aria-label={words.generation.loop(player.loop)}
        onClick={player.toggleLoop}
      >
        <Icon name="loop" />
      </button>
      <button
        type="button"
        className="button button-small button-bare num"
        aria-label={words.generation.speed(player.speed)}
        onClick={() => player.setSpeed(nextSpeed(player.speed))}
      >
        {player.speed}×
      </button>
      <button type="button" className="icon-button" aria-label={words.generation.full} onClick={fullScreen}>
        <Icon name="full" />
      </button>
    </div>
  );
};
