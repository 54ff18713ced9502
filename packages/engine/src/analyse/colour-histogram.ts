import type { RgbPlanes } from "./resize.ts";

const BINS = 12;

/**
 * How likely each pixel is to be inside, judged from its colour alone: the share of `inside` among all weights of its
 * 12×12×12 RGB bin, with a weak pull towards one half where the bin is nearly empty.
 */
export function likelihoodFromColours(planes: RgbPlanes, inside: Float32Array, outside: Float32Array): Float32Array {
  const bins = binOfEachPixel(planes);
  const within = new Float64Array(BINS ** 3);
  const without = new Float64Array(BINS ** 3);
  let [sumIn, sumOut] = [1e-6, 1e-6];
  for (let i = 0; i < bins.length; i++) {
    within[bins[i]!]! += inside[i]!;
    without[bins[i]!]! += outside[i]!;
    sumIn += inside[i]!;
    sumOut += outside[i]!;
  }
  const likelihood = Float32Array.from(within, (w, k) => {
    const p = w / sumIn + 2e-4;
    const q = without[k]! / sumOut + 2e-4;
    return p / (p + q);
  });
  const out = new Float32Array(bins.length);
  for (let i = 0; i < bins.length; i++) out[i] = likelihood[bins[i]!]!;
  return out;
}

function binOfEachPixel({ red, green, blue }: RgbPlanes): Uint16Array {
  const bin = (v: number): number => Math.min(BINS - 1, (v * BINS) | 0);
  const out = new Uint16Array(red.length);
  for (let i = 0; i < out.length; i++) out[i] = (bin(red[i]!) * BINS + bin(green[i]!)) * BINS + bin(blue[i]!);
  return out;
}
