/** Faults that only borders have: the smear of a clamped edge, and black where nothing was drawn. */
import type { Plane } from "./plane.ts";

/** A line runs inwards from the border, at right angles to it. A clamped edge repeats its outermost pixel along the line. */
const SMEAR_PX = 8;
/** The line counts only where the picture has texture a little further in, so that a smooth sky is no fault. */
const GATE_PX = 24;
const CONSTANT_RANGE = 1;
const TEXTURE_RANGE = 12;
const BLACK_LEVEL = 2;

interface Line {
  readonly start: number;
  readonly step: number;
}

function* borderLines({ width, height }: Plane): Generator<Line> {
  for (let x = 0; x < width; x += 1) {
    yield { start: x, step: width };
    yield { start: (height - 1) * width + x, step: -width };
  }
  for (let y = 0; y < height; y += 1) {
    yield { start: y * width, step: 1 };
    yield { start: (y + 1) * width - 1, step: -1 };
  }
}

function range(data: Uint8Array, { start, step }: Line, [from, to]: readonly [number, number]): number {
  let [least, most] = [255, 0];
  for (let index = from; index < to; index += 1) {
    const value = data[start + index * step]!;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least;
}

/** Share of the border's lines whose 8 outer pixels are one value while the 16 behind them are textured. */
export function smearedShare(plane: Plane): number {
  let [smeared, count] = [0, 0];
  for (const line of borderLines(plane)) {
    count += 1;
    if (range(plane.data, line, [0, SMEAR_PX]) > CONSTANT_RANGE) continue;
    if (range(plane.data, line, [SMEAR_PX, GATE_PX]) >= TEXTURE_RANGE) smeared += 1;
  }
  return smeared / count;
}

/** Share of the picture that is black. */
export function blackShare({ data }: Plane): number {
  let black = 0;
  for (const value of data) if (value <= BLACK_LEVEL) black += 1;
  return black / data.length;
}
