import type { KeyboardEvent, PointerEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { Leaves } from "../../parts/leaves.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useShortcuts } from "../create/tools.ts";
import type { Transport as Transporting } from "./use-transport.ts";

/** One set of buttons for all clips. */
export const Transport = ({ transport }: { readonly transport: Transporting }) => {
  const words = useWords();
  useShortcuts({
    letters: { " ": transport.toggle, ",": () => transport.step(-1), ".": () => transport.step(1) },
  });
  return (
    <div className="transport">
      <button
        type="button"
        className="button button-solid button-play"
        aria-label={transport.playing ? words.compare.pauseAll : words.compare.playAll}
        onClick={transport.toggle}
      >
        <Icon name={transport.playing ? "pause" : "play"} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.generation.frameBack}
        onClick={() => transport.step(-1)}
      >
        <Icon name="prev" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.generation.frameOn}
        onClick={() => transport.step(1)}
      >
        <Icon name="next" />
      </button>
      <span className="small num soft">{transport.seconds.toFixed(1)} s</span>
      <Timeline transport={transport} />
      <span className="small num soft">{transport.length.toFixed(1)} s</span>
    </div>
  );
};

const Timeline = ({ transport }: { readonly transport: Transporting }) => {
  const words = useWords();
  const { seconds, length } = transport;
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageDown: -30, PageUp: 30 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    transport.step(step);
  };
  const point = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    transport.seek((length * (event.clientX - box.left)) / box.width);
  };
  return (
    <div
      className="leaves"
      role="slider"
      tabIndex={0}
      aria-label={words.compare.allFrames}
      aria-valuemin={0}
      aria-valuemax={Math.round(length * 10) / 10}
      aria-valuenow={Math.round(seconds * 10) / 10}
      onKeyDown={press}
      onPointerDown={point}
      onPointerMove={point}
    >
      <Leaves share={length === 0 ? 0 : seconds / length} />
    </div>
  );
};
