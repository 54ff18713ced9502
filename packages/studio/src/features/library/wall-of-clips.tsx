import type { GenerationView } from "@kinora/contract";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useNow } from "../../parts/use-now.ts";
import { dayOf } from "../../words/amounts.ts";
import { useSpeech } from "../../words/use-words.tsx";
import { ClipTile } from "./clip-tile.tsx";
import { justifiedRows, type Row } from "./justified-rows.ts";
import type { Selection } from "./use-selection.ts";

interface WallProps {
  readonly clips: readonly GenerationView[];
  readonly selection: Selection;
  readonly onEnd: () => void;
  readonly onDelete: (ids: readonly string[]) => void;
}

interface DatedClip {
  readonly clip: GenerationView;
  readonly ratio: number;
  readonly day: string;
}

const GAP = 12;
const ROW_HEIGHT = 196;
const ROW_HEIGHT_PHONE = 116;
const ROWS_AHEAD = 6;

const useWidth = () => {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const wall = element.current;
    if (wall === null) return;
    const read = (): void => {
      setWidth(wall.clientWidth);
      setTop(wall.offsetTop);
    };
    read();
    const watch = new ResizeObserver(read);
    watch.observe(wall);
    return () => watch.disconnect();
  }, []);
  return { element, width, top };
};

const useRows = (clips: readonly GenerationView[], width: number): readonly Row<DatedClip>[] => {
  const { words, language } = useSpeech();
  const now = useNow();
  return useMemo(() => {
    const named = [words.library.today, words.library.yesterday] as const;
    const dated = clips.map((clip): DatedClip => {
      const day = dayOf(clip.created_at, now, language);
      return { clip, ratio: clip.image.width / clip.image.height, day: typeof day === "string" ? day : named[day] };
    });
    const rowHeight = width < 640 ? ROW_HEIGHT_PHONE : ROW_HEIGHT;
    return width === 0 ? [] : justifiedRows(dated, { width, rowHeight, gap: GAP });
  }, [clips, language, now, width, words]);
};

/** Arrows move between tiles in the order in which they stand; Home and End go to the ends. */
const moveFocus = (event: KeyboardEvent<HTMLDivElement>): void => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>(".tile-open")];
  const at = tiles.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  tiles[at + step]?.focus();
};

/** Justified rows by day; only those near the window exist. */
export const WallOfClips = ({ clips, selection, onEnd, onDelete }: WallProps) => {
  const { element, width, top } = useWidth();
  const rows = useRows(clips, width);
  const wall = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => rows[index]?.height ?? ROW_HEIGHT,
    overscan: ROWS_AHEAD,
    scrollMargin: top,
  });
  useEffect(() => wall.measure(), [rows, wall]);
  const shown = wall.getVirtualItems();
  const nearEnd = (shown.at(-1)?.index ?? -1) >= rows.length - ROWS_AHEAD;
  useEffect(() => {
    if (nearEnd && rows.length > 0) onEnd();
  }, [nearEnd, rows.length, onEnd]);
  return (
    <div ref={element} className="clip-wall" style={{ height: wall.getTotalSize() }} onKeyDown={moveFocus}>
      {shown.map(({ index, start, key }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <div key={key} className="wall-row" style={{ transform: `translateY(${start - top}px)` }}>
            <WallRow row={row} selection={selection} onDelete={onDelete} />
          </div>
        );
      })}
    </div>
  );
};

const WallRow = ({ row, selection, onDelete }: Pick<WallProps, "selection" | "onDelete"> & { row: Row<DatedClip> }) => {
  if (row.kind === "day") return <h2 className="day">{row.day}</h2>;
  return (
    <ul className="wall-line">
      {row.tiles.map(({ item: { clip }, width }) => (
        <ClipTile
          key={clip.id}
          clip={clip}
          size={{ width, height: row.height - GAP }}
          selection={selection}
          onDelete={onDelete}
        />
      ))}
    </ul>
  );
};
