import { randomFrom } from "../random.ts";
import { smoothStep } from "./envelope.ts";

/** Texels of the tile's side; the kernel's `TILE` is the same. */
export const TILE_SIDE = 256;
/** Cells of the coarsest octave across the tile, and how many octaves there are, each twice as fine and half as strong. */
const COARSEST = 4;
const OCTAVES = 4;

/** Where a texel lies between the cells of an octave: the cell before it, how far behind that, and the fade over to the next. */
interface Between {
  readonly before: number;
  readonly after: number;
  readonly way: number;
  readonly fade: number;
}

const alongTile = (cells: number): readonly Between[] =>
  Array.from({ length: TILE_SIDE }, (_, at) => {
    const place = ((at + 0.5) * cells) / TILE_SIDE;
    const before = Math.floor(place);
    const way = place - before;
    return { before, after: (before + 1) % cells, way, fade: smoothStep(way) };
  });

/** Gradient noise (Perlin 2002: quintic fade) of `cells` × `cells` that repeats at the tile's side, added to `into`. */
function addOctave(into: Float32Array, cells: number, strength: number, random: () => number): void {
  const angles = Array.from({ length: cells * cells }, () => random() * 2 * Math.PI);
  const [across, below] = [Float64Array.from(angles, Math.cos), Float64Array.from(angles, Math.sin)];
  const places = alongTile(cells);
  let at = 0;
  for (const down of places) {
    const [upper, lower] = [down.before * cells, down.after * cells];
    const [fromUpper, fromLower] = [down.way, down.way - 1];
    for (const { before, after, way, fade } of places) {
      const left = across[upper + before]! * way + below[upper + before]! * fromUpper;
      const right = across[upper + after]! * (way - 1) + below[upper + after]! * fromUpper;
      const leftBelow = across[lower + before]! * way + below[lower + before]! * fromLower;
      const rightBelow = across[lower + after]! * (way - 1) + below[lower + after]! * fromLower;
      const above = left + (right - left) * fade;
      const under = leftBelow + (rightBelow - leftBelow) * fade;
      into[at]! += strength * (above + (under - above) * down.fade);
      at += 1;
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
