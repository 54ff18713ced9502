import type { PictureSize } from "@kinora/contract";
import type { FloatMap } from "../scene.ts";

/** A place in the picture: x to the right and y downwards, 0 to 1; may lie outside. */
type Point = readonly [x: number, y: number];

/** The points of a `polygon(x% y%, …)` whose form has been checked (the contract's `maskTextSchema`). */
export const polygonPoints = (text: string): Point[] =>
  text
    .slice(text.indexOf("(") + 1, text.lastIndexOf(")"))
    .split(",")
    .map((point) => {
      const [x, y] = point.trim().split(/\s+/u);
      return [Number.parseFloat(x!) / 100, Number.parseFloat(y!) / 100];
    });

/** A pixel's row is looked at along so many lines. */
const LINES = 4;

interface Crossing {
  readonly x: number;
  /** +1 where an edge goes down, -1 where it goes up. */
  readonly winding: number;
}

/** Where the edges cross a horizontal line, from left to right. */
function crossingsAt(points: readonly Point[], y: number): Crossing[] {
  return points
    .flatMap(([x0, y0], index): Crossing[] => {
      const [x1, y1] = points[(index + 1) % points.length]!;
      if (y0 <= y === y1 <= y) return [];
      return [{ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), winding: y1 > y0 ? 1 : -1 }];
    })
    .sort((a, b) => a.x - b.x);
}

/** Adds `weight` times how much of each pixel of a row lies between two places (in pixels). */
function addSpan(row: Float32Array, from: number, to: number, weight: number): void {
  const start = Math.max(0, from);
  const end = Math.min(row.length, to);
  for (let x = Math.floor(start); x < end; x += 1) {
    row[x]! += weight * (Math.min(end, x + 1) - Math.max(start, x));
  }
}

/** The inside of a polygon (by CSS's usual rule: every place that it winds around), its edge smooth. */
export function fillPolygon(points: readonly Point[], { width, height }: PictureSize): FloatMap {
  const data = new Float32Array(width * height);
  const inPixels = points.map(([x, y]): Point => [x * width, y * height]);
  for (let line = 0; line < height * LINES; line += 1) {
    const y = Math.floor(line / LINES);
    const row = data.subarray(y * width, (y + 1) * width);
    let winding = 0;
    let entered = 0;
    for (const crossing of crossingsAt(inPixels, (line + 0.5) / LINES)) {
      if (winding === 0) entered = crossing.x;
      winding += crossing.winding;
      if (winding === 0) addSpan(row, entered, crossing.x, 1 / LINES);
    }
  }
  return { width, height, data };
}
