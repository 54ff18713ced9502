import { randomFrom } from "../random.ts";
import { smoothStep } from "./envelope.ts";

/** Texels of the tile's side; the kernel's `TILE` is the same. */
export const TILE_SIDE = 256;
/** Cells of the coarsest octave across the tile, and how many octaves there are, each twice as fine and half as strong. */
const COARSEST = 4;
const OCTAVES = 4;

/** Gradient noise (Perlin 2002: quintic fade) of `cells` × `cells` that repeats at the tile's side, added to `into`. */
function addOctave(into: Float32Array, cells: number, strength: number, random: () => number): void {
  const angles = Array.from({ length: cells * cells }, () => random() * 2 * Math.PI);
  const slopes = angles.map((angle) => [Math.cos(angle), Math.sin(angle)] as const);
  const slope = (column: number, row: number): readonly [number, number] =>
    slopes[(row % cells) * cells + (column % cells)]!;
  for (let y = 0; y < TILE_SIDE; y += 1) {
    const v = ((y + 0.5) * cells) / TILE_SIDE;
    const row = Math.floor(v);
    const fy = v - row;
    for (let x = 0; x < TILE_SIDE; x += 1) {
      const u = ((x + 0.5) * cells) / TILE_SIDE;
      const column = Math.floor(u);
      const fx = u - column;
      const corner = (right: 0 | 1, down: 0 | 1): number => {
        const [across, below] = slope(column + right, row + down);
        return across * (fx - right) + below * (fy - down);
      };
      const upper = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * smoothStep(fx);
      const lower = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * smoothStep(fx);
      into[y * TILE_SIDE + x]! += strength * (upper + (lower - upper) * smoothStep(fy));
    }
  }
}

/** Fractal noise that repeats both ways, `TILE_SIDE` × `TILE_SIDE` bytes, its values spread over the whole of 0 to 255. */
export function noiseTile(seed: number): Uint8Array {
  const random = randomFrom(seed);
  const sum = new Float32Array(TILE_SIDE * TILE_SIDE);
  for (let octave = 0; octave < OCTAVES; octave += 1) addOctave(sum, COARSEST << octave, 0.5 ** octave, random);
  const spread = Math.sqrt(sum.reduce((total, value) => total + value * value, 0) / sum.length);
  // Two and a half standard deviations fill the range: most clouds of mist are then neither nothing nor solid.
  return Uint8Array.from(sum, (value) => Math.min(255, Math.max(0, 127.5 + (value / spread) * 51)));
}
