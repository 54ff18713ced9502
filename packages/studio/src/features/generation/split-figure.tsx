import type { ArtifactView, GenerationView } from "@kinora/contract";
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import type { WatchMode } from "./player-bar.tsx";
import { stillUrl } from "./still.tsx";
import type { Player } from "./use-player.ts";

interface SplitFigureProps {
  readonly generation: GenerationView;
  readonly video: ArtifactView;
  readonly player: Player;
  readonly mode: WatchMode;
}

/** The clip, and in the before-and-after view its still on the left of a divider. */
export const SplitFigure = ({ generation, video, player, mode }: SplitFigureProps) => {
  const words = useWords();
  const [cut, setCut] = useState(50);
  return (
    <div className="stage-view stage-view-watch">
      <figure
        className="print over"
        data-known="true"
        data-player
        style={{ "--ratio": video.width / video.height, "--cut": `${cut}%` } as CSSProperties}
      >
        <video
          ref={player.attach}
          src={video.url}
          poster={stillUrl(generation)}
          muted
          playsInline
          aria-label={generation.prompt ?? words.generation.video}
          onClick={player.toggle}
        />
        {mode === "split" && (
          <div className="split">
            <img className="split-before" src={stillUrl(generation)} alt={words.generation.before} />
            <Divider cut={cut} onCut={setCut} />
            <span className="over-label corner-left">{words.generation.before}</span>
            <span className="over-label corner-right">{words.generation.after}</span>
          </div>
        )}
      </figure>
    </div>
  );
};

const clamp = (cut: number): number => Math.min(100, Math.max(0, cut));

const Divider = ({ cut, onCut }: { readonly cut: number; readonly onCut: (cut: number) => void }) => {
  const words = useWords();
  const press = (event: KeyboardEvent): void => {
    const next = { ArrowLeft: cut - 1, ArrowRight: cut + 1, Home: 0, End: 100 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onCut(clamp(next));
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box !== undefined) onCut(clamp(Math.round((100 * (event.clientX - box.left)) / box.width)));
  };
  return (
    <div
      className="split-bar"
      role="slider"
      tabIndex={0}
      aria-label={words.generation.splitLabel}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={cut}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    >
      <i>
        <Icon name="split" />
      </i>
    </div>
  );
};
