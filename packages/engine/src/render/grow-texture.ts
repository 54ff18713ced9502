import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";
import { blurMap } from "./node-map.ts";

/** What is finer than this (share of the longer side) is texture; what is coarser is the colour of a place. */
const TEXTURE_SHARE = 0.03;
/** Texture sets in over this much (share of the longer side), so that no edge shows where it begins. */
const RISE_SHARE = 0.02;
/** Side of a block, px, that takes its texture from one place; blocks go over into each other. */
const BLOCK = 8;
const LOOK_EVERY = 3;
/** Where texture may come from: so far away (shares of the longer side), in these directions. */
const LENGTHS = [0.06, 0.1, 0.16, 0.24, 0.34] as const;
const DIRECTIONS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [-0.7, -0.7],
  [0.7, -0.7],
] as const;
/** In levels of colour: what it costs a block that a place in it gets no texture, and a texture that comes from so many px away. */
const NOTHING_THERE = 60;
const PER_PX = 0.04;
/** A shift that costs more is none. */
const WORST = 36;

interface Shift {
  readonly x: number;
  readonly y: number;
}

interface Ground {
  readonly width: number;
  readonly height: number;
  readonly known: Float32Array;
  /** How far inside the known a place lies: 0 at its edge and 1 some way in; below 0 outside. */
  readonly inner: Float32Array;
  /** Per channel, the colour of a place, and what its texture adds. */
  readonly colours: readonly Float32Array[];
  readonly textures: readonly Float32Array[];
}

function groundOf({ width, height, data }: RgbImage, known: FloatMap): Ground {
  const radius = Math.max(1, Math.round((TEXTURE_SHARE * Math.max(width, height)) / 2));
  const colours: Float32Array[] = [];
  const textures: Float32Array[] = [];
  for (let channel = 0; channel < 3; channel += 1) {
    const own = new Float32Array(width * height);
    for (let at = 0; at < own.length; at += 1) own[at] = data[at * 3 + channel]!;
    const colour = blurMap({ width, height, data: own }, radius).data;
    for (let at = 0; at < own.length; at += 1) own[at]! -= colour[at]!;
    colours.push(colour);
    textures.push(own);
  }
  const rise = Math.max(1, Math.round((RISE_SHARE * Math.max(width, height)) / 2));
  // At a straight edge half of what is around is known.
  const inner = blurMap(known, rise).data.map((share, at) =>
    known.data[at] === 1 ? Math.max(0, 2 * share - 1) : 2 * share - 1,
  );
  return { width, height, known: known.data, inner, colours, textures };
}

/** Where texture lies for a place that is shifted; -1 where none is known. */
function sourceAt({ width, height, known }: Ground, x: number, y: number, shift: Shift): number {
  const [column, row] = [x + shift.x, y + shift.y];
  if (column < 0 || row < 0 || column >= width || row >= height) return -1;
  const at = row * width + column;
  return known[at] === 1 ? at : -1;
}

/** The places of a block, some of them, that are not known. */
function missingIn({ width, height, known }: Ground, left: number, top: number): number[] {
  const missing: number[] = [];
  for (let y = top + 1; y < Math.min(height, top + BLOCK); y += LOOK_EVERY) {
    for (let x = left + 1; x < Math.min(width, left + BLOCK); x += LOOK_EVERY) {
      if (known[y * width + x] !== 1) missing.push(y * width + x);
    }
  }
  return missing;
}

/** How badly a shift suits a block: a place of other colours has other texture. */
function costOf(ground: Ground, missing: readonly number[], shift: Shift): number {
  const { width } = ground;
  const [red, green, blue] = ground.colours as [Float32Array, Float32Array, Float32Array];
  let cost = 0;
  for (const at of missing) {
    const from = sourceAt(ground, at % width, Math.floor(at / width), shift);
    if (from < 0) cost += NOTHING_THERE;
    else {
      const apart = Math.abs(red[from]! - red[at]!) + Math.abs(green[from]! - green[at]!);
      cost += (apart + Math.abs(blue[from]! - blue[at]!)) / 3;
    }
  }
  return cost / missing.length;
}

/** The shift that suits each block best; undefined where nothing is missing, or none is any good. */
function chooseShifts(ground: Ground, columns: number, rows: number): (Shift | undefined)[] {
  const side = Math.max(ground.width, ground.height);
  const candidates = LENGTHS.flatMap((length) =>
    DIRECTIONS.map(([x, y]) => ({ x: Math.round(x * length * side), y: Math.round(y * length * side) })),
  );
  return Array.from({ length: columns * rows }, (_, block) => {
    const missing = missingIn(ground, (block % columns) * BLOCK, Math.floor(block / columns) * BLOCK);
    if (missing.length === 0) return undefined;
    let best: { readonly shift: Shift; readonly cost: number } | undefined;
    for (const shift of candidates) {
      const cost = costOf(ground, missing, shift);
      if (cost >= WORST) continue;
      const whole = cost + PER_PX * Math.hypot(shift.x, shift.y);
      if (best === undefined || whole < best.cost) best = { shift, cost: whole };
    }
    return best?.shift;
  });
}

interface Choice {
  readonly shifts: readonly (Shift | undefined)[];
  readonly columns: number;
}

/**
 * What the four blocks around a place take as its texture, each the more the nearer its middle is: red, green and blue into
 * `out`, in levels. Textures that have nothing in common keep their strength when they are mixed.
 */
function mixTexture(ground: Ground, { shifts, columns }: Choice, at: number, out: Float32Array): void {
  const { width, textures, inner } = ground;
  const [red, green, blue] = textures as [Float32Array, Float32Array, Float32Array];
  const x = at % width;
  const y = Math.floor(at / width);
  const u = (x + 0.5) / BLOCK - 0.5;
  const v = (y + 0.5) / BLOCK - 0.5;
  out.fill(0);
  let squares = 0;
  let before: Shift | undefined;
  let own = 0;
  for (let corner = 0; corner < 4; corner += 1) {
    const blockX = Math.floor(u) + (corner & 1);
    const blockY = Math.floor(v) + (corner >> 1);
    const shift = blockX < 0 || blockX >= columns ? undefined : shifts[blockY * columns + blockX];
    const from = shift === undefined ? -1 : sourceAt(ground, x, y, shift);
    if (shift === undefined || from < 0) continue;
    const weight = (1 - Math.abs(u - blockX)) * (1 - Math.abs(v - blockY));
    const faded = weight * inner[from]!;
    out[0]! += faded * red[from]!;
    out[1]! += faded * green[from]!;
    out[2]! += faded * blue[from]!;
    // Of the same texture the shares add up, of others their squares do.
    const isSame = before !== undefined && before.x === shift.x && before.y === shift.y;
    squares += isSame ? (own + weight) ** 2 - own ** 2 : weight ** 2;
    own = isSame ? own + weight : weight;
    before = shift;
  }
  const share = squares === 0 ? 0 : 1 / Math.max(0.5, Math.sqrt(squares));
  for (let channel = 0; channel < 3; channel += 1) out[channel]! *= share;
}

/**
 * Gives what was filled in smoothly the texture of the known parts: each block that of a place of about the same colour, which
 * sets in away from the edge. Nothing is drawn twice as a shape: what is coarser than texture stays as it was filled in.
 */
export function growTexture(filled: RgbImage, known: FloatMap): RgbImage {
  const { width, height } = filled;
  const ground = groundOf(filled, known);
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const choice = { shifts: chooseShifts(ground, columns, rows), columns };
  const data = filled.data.slice();
  const texture = new Float32Array(3);
  for (let at = 0; at < known.data.length; at += 1) {
    const strength = -ground.inner[at]!;
    if (ground.known[at] === 1 || strength <= 0) continue;
    mixTexture(ground, choice, at, texture);
    for (let channel = 0; channel < 3; channel += 1) {
      const value = filled.data[at * 3 + channel]! + texture[channel]! * strength;
      data[at * 3 + channel] = Math.min(255, Math.max(0, value)) + 0.5;
    }
  }
  return { width, height, data };
}
