import type { FloatMap, Stream } from "../scene.ts";

/** A body of water that reaches this much of the picture's width in its widest row, and is flatter than that, is crossed by its flow. */
const CROSSING_WIDTH = 0.8;
/** Rows over which the middle of the water is followed, as a share of the picture's height. */
const FOLLOWED = 0.06;
/** A stream never runs flatter than this down the picture (y share of the unit vector): it comes towards the viewer. */
const LEAST_FALL = 0.35;

/**
 * Which way water would flow: down the picture along the middle of its bed, bend by bend; to the right where it only
 * crosses the picture, for nothing in a still tells the sides apart.
 */
export function streamOf(water: FloatMap): Stream {
  const { width, height, data } = water;
  const middles = middleOfRows(water);
  const rows = middles.flatMap((middle, y) => (middle === undefined ? [] : [y]));
  const widest = rows.reduce((most, y) => Math.max(most, rowShare(water, y)), 0);
  const tall = rows.length / height;
  const x = new Float32Array(data.length);
  const y = new Float32Array(data.length);
  const crosses = widest > CROSSING_WIDTH && tall * height < widest * width;
  const reach = Math.max(1, Math.round(FOLLOWED * height));
  for (let row = 0; row < height; row += 1) {
    const [dx, dy] = crosses ? [1, 0] : alongBed(middles, row, reach);
    x.fill(dx, row * width, (row + 1) * width);
    y.fill(dy, row * width, (row + 1) * width);
  }
  return { x: { width, height, data: x }, y: { width, height, data: y } };
}

function rowShare({ width, data }: FloatMap, y: number): number {
  let sum = 0;
  for (let x = 0; x < width; x += 1) sum += data[y * width + x]!;
  return sum / width;
}

/** Per row the middle of the water in it, in px; undefined where there is next to none. */
function middleOfRows(water: FloatMap): (number | undefined)[] {
  const { width, height, data } = water;
  return Array.from({ length: height }, (_, y) => {
    let [sum, at] = [0, 0];
    for (let x = 0; x < width; x += 1) {
      sum += data[y * width + x]!;
      at += x * data[y * width + x]!;
    }
    return sum < 0.01 * width ? undefined : at / sum;
  });
}

/** The unit vector along the middles around a row; straight down where there are none. */
function alongBed(
  middles: readonly (number | undefined)[],
  row: number,
  reach: number,
): readonly [x: number, y: number] {
  const near = middles
    .slice(Math.max(0, row - reach), row + reach + 1)
    .flatMap((middle, index) => (middle === undefined ? [] : [{ middle, index }]));
  const first = near[0];
  const last = near.at(-1);
  if (first === undefined || last === undefined || last.index === first.index) return [0, 1];
  const slope = (last.middle - first.middle) / (last.index - first.index);
  const length = Math.hypot(slope, 1);
  const y = Math.max(LEAST_FALL, 1 / length);
  return [Math.sign(slope) * Math.sqrt(1 - y * y), y];
}
