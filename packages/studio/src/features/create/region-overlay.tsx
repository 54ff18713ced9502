import type { Inspection } from "@kinora/contract";
import { useId, useMemo } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ICON_OF, isDirected, maskUrlOf } from "./movement-words.ts";
import { outlineOf } from "./outline.ts";
import type { Movement } from "./plan-edits.ts";
import { gridOf, useMask } from "./region-grid.ts";

interface RegionOverlayProps {
  readonly movement: Movement;
  readonly inspection: Inspection | undefined;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** Where a movement is: a dotted line, and for the chosen one a solid line with streaks that point where it will go. */
export const RegionOverlay = ({ movement, inspection, chosen, onChoose }: RegionOverlayProps) => {
  const words = useWords();
  const mask = useMask(maskUrlOf(movement.effect, inspection));
  const shape = useMemo(() => (mask === undefined ? undefined : shapeOf(mask)), [mask]);
  if (shape === undefined) return null;
  return (
    <>
      <svg viewBox={`0 0 ${shape.width} ${shape.height}`} preserveAspectRatio="none" aria-hidden="true">
        {chosen && (
          <Streaks path={shape.path} turn={movement.effect.direction ?? 0} still={!isDirected(movement.effect)} />
        )}
        <path className="region-edge-back" d={shape.path} />
        <path className={chosen ? "region-edge" : "region-edge region-idle"} d={shape.path} />
      </svg>
      <button
        type="button"
        className="over-label region-label"
        aria-pressed={chosen}
        onClick={onChoose}
        style={{ left: `${shape.centre[0]}%`, top: `${shape.centre[1]}%` }}
      >
        <Icon name={ICON_OF[movement.effect.kind]} />
        {words.create.kinds[movement.effect.kind]}
      </button>
    </>
  );
};

interface Shape {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Where the label stands, in percent of the picture: inside the region, near its middle. */
  readonly centre: readonly [x: number, y: number];
}

const shapeOf = (mask: ImageData): Shape | undefined => {
  const grid = gridOf(mask);
  const path = outlineOf(grid);
  if (path === "") return undefined;
  return { path, width: grid.width, height: grid.height, centre: centreOf(grid) };
};

/** The cell of the region that is nearest to the middle of its cells. */
const centreOf = ({ width, height, inside }: ReturnType<typeof gridOf>): readonly [number, number] => {
  let [sumX, sumY, count] = [0, 0, 0];
  inside.forEach((is, cell) => {
    if (is === 0) return;
    sumX += cell % width;
    sumY += Math.floor(cell / width);
    count += 1;
  });
  const [middleX, middleY] = [sumX / count, sumY / count];
  let [best, bestX, bestY] = [Infinity, middleX, middleY];
  inside.forEach((is, cell) => {
    if (is === 0) return;
    const off = Math.hypot((cell % width) - middleX, Math.floor(cell / width) - middleY);
    if (off < best) [best, bestX, bestY] = [off, cell % width, Math.floor(cell / width)];
  });
  const clamp = (share: number): number => Math.min(88, Math.max(12, 100 * share));
  return [clamp(bestX / width), Math.min(94, Math.max(6, (100 * bestY) / height))];
};

const Streaks = ({ path, turn, still }: { readonly path: string; readonly turn: number; readonly still: boolean }) => {
  const id = useId();
  if (still) return <path d={path} className="region-still-wash" />;
  return (
    <>
      <defs>
        <pattern id={id} patternUnits="userSpaceOnUse" width="32" height="16" patternTransform={`rotate(${-turn})`}>
          <g className="streaks">
            <path className="streak-back" d="M2 3.5h8.5M18 11.5h6" />
            <path className="streak" d="M2 3.5h8.5M18 11.5h6" />
          </g>
        </pattern>
      </defs>
      <path d={path} fill={`url(#${id})`} />
    </>
  );
};
