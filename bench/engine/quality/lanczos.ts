/**
 * Lanczos-3 resampling, pixel centres at half pixels, widened when a picture gets smaller: what a frame that should be the
 * photograph is compared with. Our own, for libvips shifts a picture that it enlarges by up to half a pixel.
 */
export interface Rgb {
  readonly width: number;
  readonly height: number;
  /** R, G, B interleaved. */
  readonly data: Uint8Array;
}

const LOBES = 3;

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

function tapsFor(from: number, to: number): Taps[] {
  const scale = from / to;
  const widened = Math.max(1, scale);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale - 0.5;
    const first = Math.ceil(centre - LOBES * widened);
    const count = Math.floor(centre + LOBES * widened) - first + 1;
    const raw = Array.from({ length: count }, (__, tap) => lanczos((first + tap - centre) / widened));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

export function resizeRgb(picture: Rgb, { width, height }: { width: number; height: number }): Rgb {
  const across = acrossRows(picture, width);
  const data = new Uint8Array(width * height * 3);
  tapsFor(picture.height, height).forEach(({ first, weights }, y) => {
    const row = new Float32Array(width * 3);
    weights.forEach((weight, tap) => {
      const from = clamp(first + tap, picture.height - 1) * width * 3;
      for (let at = 0; at < row.length; at += 1) row[at]! += weight * across[from + at]!;
    });
    for (let at = 0; at < row.length; at += 1) data[y * width * 3 + at] = clamp(Math.round(row[at]!), 255);
  });
  return { width, height, data };
}

function acrossRows({ width: from, height, data }: Rgb, width: number): Float32Array {
  const out = new Float32Array(width * height * 3);
  tapsFor(from, width).forEach(({ first, weights }, x) => {
    weights.forEach((weight, tap) => {
      const column = clamp(first + tap, from - 1) * 3;
      for (let y = 0; y < height; y += 1) {
        const [to, at] = [(y * width + x) * 3, y * from * 3 + column];
        out[to]! += weight * data[at]!;
        out[to + 1]! += weight * data[at + 1]!;
        out[to + 2]! += weight * data[at + 2]!;
      }
    });
  });
  return out;
}
