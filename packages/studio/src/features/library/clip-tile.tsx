import type { GenerationView } from "@kinora/contract";
import { Link } from "@tanstack/react-router";
import { memo, useEffect, useState, type KeyboardEvent, type MouseEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { Reel } from "../../parts/reel.tsx";
import { isUnfinished } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { nameOf } from "./use-library.ts";
import type { Selection } from "./use-selection.ts";

interface ClipTileProps {
  readonly clip: GenerationView;
  readonly size: { readonly width: number; readonly height: number };
  readonly selection: Selection;
  readonly onDelete: (ids: readonly string[]) => void;
}

const HOVER_MS = 150;

const wantsStillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** One clip: its first frame, and itself when it is pointed at for a moment. */
export const ClipTile = memo((props: ClipTileProps) => {
  const words = useWords();
  const { clip, size, selection, onDelete } = props;
  const [near, setNear] = useState(false);
  const name = nameOf(clip) ?? words.library.untitled;
  const thumbnail = clip.artifacts.find(({ kind }) => kind === "thumbnail");
  const press = (event: KeyboardEvent): void => {
    if (event.key === " ") selection[event.shiftKey ? "extendTo" : "toggle"](clip.id);
    else if (event.key === "Delete") onDelete([clip.id]);
    else if (event.key === "Escape") selection.clear();
    else return;
    event.preventDefault();
  };
  return (
    <li
      className="tile over"
      data-chosen={selection.has(clip.id)}
      style={{ ...size, background: clip.image.mean_color }}
      onMouseEnter={() => setNear(true)}
      onMouseLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={() => setNear(false)}
    >
      <Link className="tile-open" to="/generations/$id" params={{ id: clip.id }} aria-label={name} onKeyDown={press}>
        {thumbnail !== undefined && <img src={thumbnail.url} alt="" loading="lazy" decoding="async" />}
        {near && <HoverClip clip={clip} />}
      </Link>
      <Check clip={clip} selection={selection} name={name} />
      <TileNote clip={clip} />
      {near && (
        <div className="tile-hover">
          <p>{name}</p>
          <small>{clip.model}</small>
        </div>
      )}
    </li>
  );
});

const HoverClip = ({ clip }: Pick<ClipTileProps, "clip">) => {
  const [plays, setPlays] = useState(false);
  const video = clip.artifacts.find(({ kind }) => kind === "video");
  useEffect(() => {
    if (wantsStillness()) return;
    const timer = setTimeout(() => setPlays(true), HOVER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!plays || video === undefined) return null;
  return <video className="tile-clip" src={video.url} autoPlay loop muted playsInline aria-hidden="true" />;
};

const Check = ({ clip, selection, name }: Pick<ClipTileProps, "clip" | "selection"> & { readonly name: string }) => {
  const words = useWords();
  const chosen = selection.has(clip.id);
  const press = (event: MouseEvent): void => {
    if (event.shiftKey) selection.extendTo(clip.id);
    else selection.toggle(clip.id);
  };
  return (
    <button
      type="button"
      role="checkbox"
      className="tile-check"
      aria-checked={chosen}
      aria-label={words.library.select(name)}
      onClick={press}
    >
      {chosen && <Icon name="check" small />}
    </button>
  );
};

const TileNote = ({ clip }: Pick<ClipTileProps, "clip">) => {
  const words = useWords();
  if (isUnfinished(clip)) {
    return (
      <span className="tile-note num">
        <Reel share={clip.progress / 100} />
        {clip.progress} %
      </span>
    );
  }
  if (clip.status === "needs_review") {
    return (
      <span className="tile-note">
        <Icon name="warn" small />
        {words.library.needs}
      </span>
    );
  }
  if (clip.status !== "succeeded") return <span className="tile-note">{words.library.statuses[clip.status]}</span>;
  return clip.favourite ? (
    <span className="tile-note" role="img" aria-label={words.generation.favourite}>
      <Icon name="star" small />
    </span>
  ) : null;
};
