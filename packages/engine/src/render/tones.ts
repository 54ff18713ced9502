import type { RgbImage } from "@kinora/media";
import type { Arena } from "./arena.ts";
import { CELL_PX, type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import { blurMap, type NodeMap, nodeValueAt } from "./node-map.ts";

/**
 * Two phases of one picture that are mixed lose contrast wherever they differ. What is needed to bring it back, per node, in
 * the shared memory: the colours around it (Y, U, V in BT.709 limited range), and how little the phases have in common.
 */
export interface Tones {
  /** Byte offset of four node maps, one after the other. */
  readonly offset: number;
}

/** The node maps of tones. */
export interface ToneMaps {
  readonly y: NodeMap;
  readonly u: NodeMap;
  readonly v: NodeMap;
  /** 0: alike, nothing is lost. 1: nothing in common. */
  readonly unlike: NodeMap;
}

const PLANES = 4;

export const reserveTones = (arena: Arena, frame: FrameGeometry): Tones => ({
  offset: arena.reserve(nodeCount(frame) * PLANES * Float32Array.BYTES_PER_ELEMENT),
});

export function tonesIn(memory: WebAssembly.Memory, { offset }: Tones, frame: FrameGeometry): ToneMaps {
  const nodes = nodeCount(frame);
  const plane = (index: number): NodeMap => new Float32Array(memory.buffer, offset + index * nodes * 4, nodes);
  return { y: plane(0), u: plane(1), v: plane(2), unlike: plane(3) };
}

/** Colours are those of about so many px around a node (short side 720): larger things than two phases are apart. */
const AROUND_PX = 24;

/** Where two phases look halfway through a round, seen from a node: px of the frame, older x and y, younger x and y. */
export type PhasesApart = (
  node: number,
) => readonly [olderX: number, olderY: number, youngerX: number, youngerY: number];

/** Works out the tones of a picture of the frame's shape, of any size. */
export function paintTones(maps: ToneMaps, image: RgbImage, frame: FrameGeometry, apart: PhasesApart): void {
  const size = { width: frame.columns + 1, height: frame.rows + 1 };
  const radius = Math.max(1, Math.round((AROUND_PX * frame.unit) / CELL_PX / 2));
  const [red, green, blue] = nearestColours(image, frame).map((data) => blurMap({ ...size, data }, radius).data);
  const { y, u, v, unlike } = maps;
  y.forEach((_, node) => {
    const light = 0.2126 * red![node]! + 0.7152 * green![node]! + 0.0722 * blue![node]!;
    y[node] = 16 + (light * 219) / 255;
    u[node] = 128 + ((blue![node]! - light) * 224) / 255 / 1.8556;
    v[node] = 128 + ((red![node]! - light) * 224) / 255 / 1.5748;
  });
  const texture = textureOf(image, y, frame);
  unlike.set(blurMap({ ...size, data: unlikeness(texture, frame, apart) }, radius).data);
}

/** The mean colour of the pixels that are nearest to each node. */
function nearestColours({ width, height, data }: RgbImage, { columns, rows }: FrameGeometry): Float32Array[] {
  const perRow = columns + 1;
  const sums = [0, 1, 2, 3].map(() => new Float32Array(perRow * (rows + 1)));
  const [red, green, blue, count] = sums as [Float32Array, Float32Array, Float32Array, Float32Array];
  const columnOf = Int32Array.from({ length: width }, (_, x) => Math.min(columns, Math.round((x * columns) / width)));
  // Every other pixel is enough for a mean.
  for (let y = 0; y < height; y += 2) {
    const row = Math.min(rows, Math.round((y * rows) / height)) * perRow;
    for (let x = 0; x < width; x += 2) {
      const node = row + columnOf[x]!;
      const at = (y * width + x) * 3;
      red[node]! += data[at]!;
      green[node]! += data[at + 1]!;
      blue[node]! += data[at + 2]!;
      count[node]! += 1;
    }
  }
  return [red, green, blue].map((sum) => sum.map((value, node) => value / Math.max(1, count[node]!)));
}

/** Texture is compared at dots so many px of the frame apart, so many around a node each way. */
const DOT_PX = 4;
const DOTS = 4;

/** What a picture's light has beside its tones, at dots. */
interface Texture {
  readonly columns: number;
  readonly rows: number;
  readonly data: Float32Array;
}

function textureOf({ width, height, data }: RgbImage, tone: NodeMap, frame: FrameGeometry): Texture {
  const columns = Math.ceil(frame.width / DOT_PX);
  const rows = Math.ceil(frame.height / DOT_PX);
  const texture = new Float32Array(columns * rows);
  texture.forEach((_, dot) => {
    const [x, y] = [(dot % columns) * DOT_PX, Math.floor(dot / columns) * DOT_PX];
    const at = (Math.floor((y * height) / frame.height) * width + Math.floor((x * width) / frame.width)) * 3;
    const light = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    texture[dot] = 16 + (light * 219) / 255 - nodeValueAt(tone, frame, x, y);
  });
  return { columns, rows, data: texture };
}

/** One less the correlation of the texture around the two places that a node's phases look at. */
function unlikeness({ columns, rows, data }: Texture, frame: FrameGeometry, apart: PhasesApart): Float32Array {
  const perRow = frame.columns + 1;
  const dotAt = (px: number, count: number): number =>
    Math.min(Math.max(Math.round(px / DOT_PX), DOTS), count - 1 - DOTS);
  const unlike = new Float32Array(nodeCount(frame));
  if (columns <= 2 * DOTS || rows <= 2 * DOTS) return unlike;
  unlike.forEach((_, node) => {
    const [olderX, olderY, youngerX, youngerY] = apart(node);
    if (olderX === youngerX && olderY === youngerY) return;
    const [x, y] = [(node % perRow) * CELL_PX, Math.floor(node / perRow) * CELL_PX];
    const older = dotAt(y + olderY, rows) * columns + dotAt(x + olderX, columns);
    const younger = dotAt(y + youngerY, rows) * columns + dotAt(x + youngerX, columns);
    let [both, one, other] = [0, 0, 0];
    for (let dy = -DOTS; dy <= DOTS; dy += 1) {
      for (let dx = -DOTS; dx <= DOTS; dx += 1) {
        const [a, b] = [data[older + dy * columns + dx]!, data[younger + dy * columns + dx]!];
        both += a * b;
        one += a * a;
        other += b * b;
      }
    }
    unlike[node] = Math.min(1, Math.max(0, 1 - both / Math.sqrt(one * other + 1)));
  });
  return unlike;
}

/** The gain that brings back the contrast of two phases, the younger one of which has this share; 1 to √2. */
export const lostContrast = (share: number, unlike: number): number =>
  1 / Math.sqrt(1 - 2 * share * (1 - share) * unlike);
