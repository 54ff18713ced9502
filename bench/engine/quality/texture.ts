/** Textures of the bench's own making: the same for the same seed, with detail at every size, as things in photographs have. */

/** Mulberry32: the bench needs chance that comes out the same every time. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LATTICE = 256;
const smooth = (share: number): number => share * share * (3 - 2 * share);

export type Field = (x: number, y: number) => number;

/** Smooth noise, 0 to 1, one hill a unit; repeats after 256 units. */
export function noise(seed: number): Field {
  const random = chance(seed);
  const values = Float32Array.from({ length: LATTICE * LATTICE }, random);
  const at = (x: number, y: number): number => values[(y & (LATTICE - 1)) * LATTICE + (x & (LATTICE - 1))]!;
  return (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [across, down] = [smooth(x - left), smooth(y - top)];
    const above = at(left, top) * (1 - across) + at(left + 1, top) * across;
    const below = at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across;
    return above * (1 - down) + below * down;
  };
}

/** Octaves of noise, 0 to 1 about 0.5; `coarsestPx` is the size of the largest hills, each octave half of the one before. */
export function fractal(seed: number, coarsestPx: number, octaves: number): Field {
  const layers = Array.from({ length: octaves }, (_, index) => noise(seed + 101 * index));
  const total = layers.reduce((sum, _, index) => sum + 0.6 ** index, 0);
  return (x, y) => {
    let sum = 0;
    for (const [index, layer] of layers.entries()) {
      const hill = coarsestPx / 2 ** index;
      sum += 0.6 ** index * layer(x / hill + 17 * index, y / hill + 31 * index);
    }
    return sum / total;
  };
}
