/**
 * Is the meter right? Films of our own making, a textured part that moves over a rigid texture by known ways, through the same
 * encoder and the same meter as the engine's clips.
 */
import { measureClip, type Measures, type Question } from "./measure.ts";
import type { Box } from "./plane.ts";
import { fractal } from "./texture.ts";
import { writeFilm } from "./video-file.ts";

const WIDTH = 640;
const HEIGHT = 360;
const FPS = 30;
const SECONDS = 2;
/** Textures are painted larger and averaged, as a camera does: then a quarter of a pixel is known exactly. */
const FINE = 4;
const ROOM_PX = 80;

const MOVING: Box = [0.3, 0.25, 0.7, 0.75];
const TARGET: Box = [0.35, 0.32, 0.65, 0.68];
const STILL: readonly Box[] = [
  [0.02, 0.02, 0.22, 0.98],
  [0.78, 0.02, 0.98, 0.98],
];

interface FineTexture {
  readonly width: number;
  readonly data: Uint8Array;
}

function fineTexture(seed: number): FineTexture {
  const value = fractal(seed, 40, 4);
  const [width, height] = [FINE * (WIDTH + 2 * ROOM_PX), FINE * (HEIGHT + 2 * ROOM_PX)];
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    const shade = 128 + 420 * (value((at % width) / FINE, Math.floor(at / width) / FINE) - 0.5);
    data[at] = Math.min(250, Math.max(5, shade));
  }
  return { width, data };
}

/** Mean of the fine texels of one pixel; shifts count in fine texels. */
function texel({ width, data }: FineTexture, x: number, y: number): number {
  let sum = 0;
  for (let row = 0; row < FINE; row += 1) {
    const start = (y + row) * width + x;
    for (let at = start; at < start + FINE; at += 1) sum += data[at]!;
  }
  return sum / FINE ** 2;
}

interface Textures {
  readonly back: FineTexture;
  readonly front: FineTexture;
}

type Way = (frame: number) => readonly [x: number, y: number];

/** The frame of a moment: `way` in quarter pixels for the moving part, zero for the rest. */
function* film(way: Way, frames: number, { back, front }: Textures): Generator<Uint8Array> {
  const [left, top] = [MOVING[0] * WIDTH, MOVING[1] * HEIGHT];
  const [right, bottom] = [MOVING[2] * WIDTH, MOVING[3] * HEIGHT];
  for (let frame = 0; frame < frames; frame += 1) {
    const [dx, dy] = way(frame);
    const out = new Uint8Array(WIDTH * HEIGHT);
    for (let at = 0; at < out.length; at += 1) {
      const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
      const moves = x >= left && x < right && y >= top && y < bottom;
      const [fineX, fineY] = [FINE * (x + ROOM_PX), FINE * (y + ROOM_PX)];
      out[at] = Math.round(moves ? texel(front, fineX - dx, fineY - dy) : texel(back, fineX, fineY));
    }
    yield out;
  }
}

interface Truth {
  readonly name: string;
  readonly way: Way;
  readonly holds: (measures: Measures) => readonly [said: string, holds: boolean];
}

/** Quarter pixels a frame at 360 lines, 30 a second → px/s at 720 lines. */
const told = (quartersPerFrame: number): number => (quartersPerFrame / FINE) * FPS * 2;
const near = (value: number, wanted: number, share: number): boolean => Math.abs(value - wanted) <= share * wanted;

/** What the encoder's noise alone looks like, px/s at 720 lines (0.33 and 0.34 on 2026-11-24); leakage begins at 0.5. */
const STILL_PX = 0.4;

const speedIs =
  (wanted: number) =>
  (measures: Measures): readonly [string, boolean] => {
    const { D = 0, R = 9, S = 0, J = 9 } = measures;
    const said = `D ${D.toFixed(1)} (truth ${wanted.toFixed(1)}, ±5 %), R ${R.toFixed(2)} (truth 0), S ${S.toFixed(0)}, J ${J.toFixed(3)} (truth 0)`;
    return [said, near(D, wanted, 0.05) && R < 0.3 && S > 8 && J < 0.05];
  };

const TRUTHS: readonly Truth[] = [
  { name: "15 px/s to the right", way: (frame) => [frame, 0], holds: speedIs(told(1)) },
  {
    name: "42 px/s down and to the left",
    way: (frame) => [-2 * frame, 2 * frame],
    holds: speedIs(told(Math.hypot(2, 2))),
  },
  { name: "75 px/s up", way: (frame) => [0, -5 * frame], holds: speedIs(told(5)) },
  {
    name: "sticks every other frame",
    way: (frame) => [4 * Math.floor(frame / 2), 0],
    holds: ({ J = 0 }) => [`J ${J.toFixed(2)} (truth 1)`, near(J, 1, 0.15)],
  },
  {
    name: "nothing moves",
    way: () => [0, 0],
    holds: ({ D = 9, R = 9 }) => [`D ${D.toFixed(2)}, R ${R.toFixed(2)} (truth 0)`, D < STILL_PX && R < STILL_PX],
  },
];

export interface TruthLine {
  readonly name: string;
  readonly said: string;
  readonly holds: boolean;
}

/** Measures every film of known truth. */
export async function checkMeter(folder: string): Promise<TruthLine[]> {
  const lines: TruthLine[] = [];
  const textures = { back: fineTexture(3), front: fineTexture(7) };
  for (const { name, way, holds } of TRUTHS) {
    const path = `${folder}/truth.mp4`;
    await writeFilm(
      path,
      { width: WIDTH, height: HEIGHT, fps: FPS, pixels: "gray" },
      film(way, FPS * SECONDS, textures),
    );
    const [said, right] = holds(await measureClip(questionOf(path)));
    lines.push({ name, said, holds: right });
  }
  return lines;
}

const questionOf = (path: string): Question => ({
  path,
  photograph: () => Promise.resolve(new Uint8Array(WIDTH * HEIGHT * 3)),
  photographIs: "first",
  target: { boxes: [TARGET] },
  rigid: { boxes: STILL },
  steadyDrift: true,
  loop: false,
  cores: {},
});
