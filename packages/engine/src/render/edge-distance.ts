import type { FrameGeometry } from "./frame-geometry.ts";
import type { NodeMap } from "./node-map.ts";

const DIAGONAL = Math.SQRT2;
const FAR = 1e6;

/**
 * Lowers values so that none is more than `step` a node of distance above another one (over the eight neighbours): the lower
 * Lipschitz envelope, by two sweeps.
 */
export function easeDown(values: NodeMap, { columns }: Pick<FrameGeometry, "columns">, step: number): NodeMap {
  const perRow = columns + 1;
  const out = values.slice();
  const sweep = (from: number, way: 1 | -1): void => {
    for (let at = from; at >= 0 && at < out.length; at += way) {
      const column = at % perRow;
      const behind = at - way * perRow;
      const isBack = column - way >= 0 && column - way < perRow;
      const isAhead = column + way >= 0 && column + way < perRow;
      let value = out[at]!;
      if (isBack) value = Math.min(value, out[at - way]! + step);
      if (behind >= 0 && behind < out.length) {
        value = Math.min(value, out[behind]! + step);
        if (isBack) value = Math.min(value, out[behind - way]! + DIAGONAL * step);
        if (isAhead) value = Math.min(value, out[behind + way]! + DIAGONAL * step);
      }
      out[at] = value;
    }
  };
  sweep(0, 1);
  sweep(out.length - 1, -1);
  return out;
}

/** For each node inside (above 0), how many nodes it is from the nearest one outside; the frame's border is no edge. */
export const distanceFromEdge = (inside: NodeMap, frame: Pick<FrameGeometry, "columns">): NodeMap =>
  easeDown(
    inside.map((value) => (value > 0 ? FAR : 0)),
    frame,
    1,
  );
