/** How one axis is resampled: per output place 16 bytes, the first source index (i32) and six weights (i16, Q14). */
export type Taps = Uint8Array;

const TAPS = 6;
const ONE = 16_384;

/** Lanczos with three lobes (Duchon 1979): sinc(x) · sinc(x / 3). */
function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const angle = Math.PI * x;
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle);
}

/**
 * Taps that enlarge `from` source places to `to` output places, middle on middle: an output place asks for exactly the source
 * place that lies where it lies. (libvips puts what it enlarges half an output place too far to the right and down.)
 */
export function enlargingTaps(from: number, to: number): Taps {
  const bytes = new Uint8Array(to * 16);
  const view = new DataView(bytes.buffer);
  const last = Math.max(0, from - TAPS);
  for (let place = 0; place < to; place += 1) {
    const centre = ((place + 0.5) * from) / to - 0.5;
    const start = Math.floor(centre) - 2;
    const first = Math.min(Math.max(start, 0), last);
    const weights = new Float64Array(TAPS);
    for (let tap = 0; tap < TAPS; tap += 1) {
      const index = Math.min(Math.max(start + tap, 0), from - 1);
      weights[index - first]! += lanczos(start + tap - centre);
    }
    view.setInt32(place * 16, first, true);
    inWholes(weights).forEach((weight, tap) => view.setInt16(place * 16 + 4 + tap * 2, weight, true));
  }
  return bytes;
}

/** Weights as whole numbers whose sum is exactly one: what is even stays even. */
function inWholes(weights: Float64Array): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const wholes = Array.from(weights, (weight) => Math.round((weight / sum) * ONE));
  const largest = wholes.indexOf(Math.max(...wholes));
  wholes[largest]! += ONE - wholes.reduce((total, weight) => total + weight, 0);
  return wholes;
}
