import { beforeAll, describe, expect, test } from "vitest";
import { createArena } from "../arena.ts";
import { compileKernel, type Kernel, openKernel } from "../kernel/kernel.ts";
import { randomFrom } from "../random.ts";
import { noiseTile, TILE_SIDE } from "./noise-tile.ts";
import { OCCLUSION_SOFT } from "./plane.ts";

/** A row of four cells that begins at line 16 of a picture 48 lines high. */
const WIDTH = 32;
const STRIDE = WIDTH * 4;
const TOP = 16;
const HEIGHT = 48;

let module: Awaited<ReturnType<typeof compileKernel>>;
beforeAll(async () => {
  module = await compileKernel();
});

interface Bench {
  readonly kernel: Kernel;
  readonly bytes: Uint8Array;
  readonly floats: Float32Array;
  readonly words: Int32Array;
  readonly target: number;
  readonly plane: number;
  readonly records: number;
  readonly order: number;
  readonly density: number;
  readonly nodes: number;
  readonly colours: number;
  readonly ends: number;
  readonly tile: number;
}

/** A kernel over fresh memory: a target and a plane of noise, everything else zero. */
function openBench(): Bench {
  const arena = createArena();
  const room = {
    target: arena.reserve(STRIDE * 8),
    plane: arena.reserve(WIDTH * HEIGHT + 64),
    records: arena.reserve(256),
    order: arena.reserve(64),
    density: arena.reserve(5 * 16 * 2 + 64),
    nodes: arena.reserve(5 * 8 * 2 + 64),
    colours: arena.reserve(64),
    ends: arena.reserve(64),
    tile: arena.reserve(TILE_SIDE * TILE_SIDE),
  };
  const memory = arena.open();
  const bytes = new Uint8Array(memory.buffer);
  const random = randomFrom(3);
  for (let at = 0; at < STRIDE * 8; at += 1) bytes[room.target + at] = 40 + 160 * random();
  for (let at = 0; at < WIDTH * HEIGHT; at += 1) bytes[room.plane + at] = 255 * random();
  bytes.set(noiseTile(1), room.tile);
  const views = { bytes, floats: new Float32Array(memory.buffer), words: new Int32Array(memory.buffer) };
  return { kernel: openKernel(module, memory), ...views, ...room };
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

interface Shape {
  readonly colour: readonly [number, number, number];
  readonly end: number;
  readonly shift: readonly [number, number];
}

/** Of the plane, how much of a shape is seen at a pixel. */
function seen({ bytes, plane }: Bench, { end, shift }: Shape, x: number, y: number): number {
  const column = Math.min(Math.max(x + shift[0], 0), WIDTH - 1);
  const row = Math.min(Math.max(y + shift[1], 0), HEIGHT - 1);
  return clamp((end - bytes[plane + row * WIDTH + column]!) / OCCLUSION_SOFT);
}

/** The largest difference between what is drawn and `weight` of the shape's colour (and light) over what was there. */
function worstOf(
  bench: Bench,
  draw: () => void,
  rule: (x: number, y: number) => { weight: number; colour: readonly number[] },
): number {
  const { bytes, target } = bench;
  const old = bytes.slice(target, target + STRIDE * 8);
  draw();
  let worst = 0;
  for (let at = 0; at < old.length; at += 1) {
    const channel = at % 4;
    if (channel === 3) continue;
    const { weight, colour } = rule((at % STRIDE) >> 2, TOP + Math.floor(at / STRIDE));
    const expected = old[at]! + (colour[channel]! - old[at]!) * weight;
    worst = Math.max(worst, Math.abs(bytes[target + at]! - Math.min(255, Math.max(0, expected))));
  }
  return worst;
}

const SHAPE: Shape = { colour: [210, 110, 150], end: 180, shift: [0, 0] };

function setRecord(
  { floats, words, records, order }: Bench,
  first: readonly number[],
  last: readonly number[] = [],
): void {
  floats.set([...first, ...SHAPE.colour, SHAPE.end, ...SHAPE.shift, ...last], records / 4);
  words[order / 4] = 0;
}

describe("capsules", () => {
  const radius = 3.5;
  const lines = [
    ["a dot", 12.3, 20.6, 0, 0],
    ["a line down", 9.2, 12, 0.8, 20],
    ["a slanting line", 4, 26, 22, -12],
    ["a level line", 3, 19.5, 20, 0],
    ["one that begins left of the frame", -4, 18, 9, 3],
    ["one that ends right of it", 26, 21, 12, 0.5],
  ] as const;
  test.each(lines)("%s is drawn as its distance to the line says, behind what the plane has in front", (...line) => {
    const [, x0, y0, dx, dy] = line;
    const bench = openBench();
    const [hardness, alpha, taper] = [1.4, 0.8, 0.6];
    setRecord(bench, [x0, y0, dx, dy, radius, hardness, alpha, taper]);
    const { kernel, target, records, order, plane } = bench;
    const draw = () => kernel.capsules(target, STRIDE, TOP, 8, records, order, 1, plane, WIDTH, HEIGHT);
    const worst = worstOf(bench, draw, (x, y) => {
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : clamp((px * dx + py * dy) / length);
      const away = ((px - t * dx) ** 2 + (py - t * dy) ** 2) / radius ** 2;
      const dome = clamp((1 - away) * hardness);
      const body = dome * dome * (3 - 2 * dome);
      const ends = 1 - taper * (2 * t - 1) ** 2;
      return { weight: body * ends * alpha * seen(bench, SHAPE, x, y), colour: SHAPE.colour };
    });
    expect(worst).toBeLessThanOrEqual(1);
  });

  test("what the plane covers shows nothing", () => {
    const bench = openBench();
    bench.bytes.fill(255, bench.plane, bench.plane + WIDTH * HEIGHT);
    setRecord(bench, [12, 20, 0, 0, 6, 2, 1, 0]);
    const { kernel, target, records, order, plane } = bench;
    const draw = () => kernel.capsules(target, STRIDE, TOP, 8, records, order, 1, plane, WIDTH, HEIGHT);
    expect(worstOf(bench, draw, () => ({ weight: 0, colour: SHAPE.colour }))).toBe(0);
  });
});

test("petals: an egg by its two axes, brighter along them", () => {
  const bench = openBench();
  const [cx, cy, alpha, light, hardness] = [14.5, 19.2, 0.9, 12, 2.5];
  const [a, b, c, d] = [Math.cos(0.7) / 8, Math.sin(0.7) / 8, -Math.sin(0.7) / 5, Math.cos(0.7) / 5];
  setRecord(bench, [cx, cy, a, b, c, d, alpha, light], [10, hardness]);
  const { kernel, target, records, order, plane } = bench;
  const draw = () => kernel.petals(target, STRIDE, TOP, 8, records, order, 1, plane, WIDTH, HEIGHT);
  const worst = worstOf(bench, draw, (x, y) => {
    const [px, py] = [x + 0.5 - cx, y + 0.5 - cy];
    const [u, v] = [a * px + b * py, c * px + d * py];
    const w = v * (1.25 - 0.4 * u);
    const weight = clamp((1 - u * u - w * w) * hardness) * alpha * seen(bench, SHAPE, x, y);
    const [first, ...chroma] = SHAPE.colour;
    return { weight, colour: [first + light * (u + v), ...chroma] };
  });
  expect(worst).toBeLessThanOrEqual(2);
});

/** The bilinear value of the repeating tile. */
function noise({ bytes, tile }: Bench, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const at = (column: number, row: number): number => bytes[tile + (row & 255) * 256 + (column & 255)]!;
  const upper = at(x, y) + (at(x + 1, y) - at(x, y)) * (u - x);
  const lower = at(x, y + 1) + (at(x + 1, y + 1) - at(x, y + 1)) * (u - x);
  return (upper + (lower - upper) * (v - y)) / 255;
}

test.each([
  ["plain", 0],
  ["wispy", 0.8],
])("mist: %s densities of bent noise, nothing where the air is clear", (_, wisps) => {
  const bench = openBench();
  const [u, v, step, bend, clear, gain, detail] = [-20.3, 250.7, 3.4, 30, 0.45, 3, 0.3];
  const [bendU, bendV, fineU, fineV] = [5.5, 7.25, 11, 13];
  const shape = [u, v, step, bend, bendU, bendV, 0, 0, fineU, fineV, clear, gain, wisps, detail];
  bench.floats.set(shape, bench.ends / 4);
  bench.kernel.mist(bench.density, 16, 8, bench.tile, bench.ends);
  for (let node = 0; node < 8; node += 1) {
    const x = u + step * node;
    const bentU = x + bend * (noise(bench, x * 0.5 + bendU, v * 0.5 + bendV) - 0.5);
    const bentV = v + bend * (noise(bench, x * 0.5 + bendV + 97, v * 0.5 + bendU + 31) - 0.5);
    const coarse = noise(bench, bentU, bentV);
    const fine = noise(bench, 2 * bentU + fineU, 2 * bentV + fineV);
    const even = coarse + (fine - coarse) * detail;
    const ridge = 1 - Math.min(1, Math.abs(coarse - fine) * 4);
    const dense = Math.max(0, even + (even * ridge * ridge * 1.4 - even) * wisps - clear);
    expect(bench.floats[bench.density / 4 + node * 4]).toBeCloseTo(((dense * dense) / (dense + 0.15)) * gain, 3);
  }
});

describe("veil", () => {
  const COLOURS = [
    [200, 120, 140, 255],
    [90, 135, 118, 255],
    [235, 128, 128, 255],
    [40, 128, 128, 255],
  ] as const;
  const ENDS = [
    [90, 80],
    [255, 110],
  ] as const;

  function ready(sheet: (x: number, y: number, index: number) => number): Bench {
    const bench = openBench();
    const { floats, density, nodes, ends, bytes, colours } = bench;
    for (const line of [0, 1]) {
      for (let node = 0; node < 5; node += 1) {
        ENDS.forEach((_, index) => {
          floats[density / 4 + (line * 5 + node) * 4 + index] = sheet(node * 8, line * 8, index);
        });
        floats.set([node * 8 + 0.5, TOP + line * 8 + 0.5], nodes / 4 + (line * 5 + node) * 2);
      }
    }
    floats.set(
      ENDS.flatMap(([end, soft]) => [end, 1 / soft]),
      ends / 4,
    );
    bytes.set(COLOURS.flat(), colours);
    return bench;
  }
  const draw = (bench: Bench) => () => {
    const { kernel, target, density, ends, nodes, colours, plane } = bench;
    kernel.veil(target, STRIDE, density, 80, 2, ends, nodes, 40, colours, plane, WIDTH, 0, 4, 8);
  };

  test("is as thick as the sheets before each pixel, in its cell's colour", () => {
    const dense = (x: number, y: number, index: number): number =>
      index === 0 ? 0.9 - x / 60 : 0.2 + (x + 2 * y) / 100;
    const bench = ready(dense);
    const worst = worstOf(bench, draw(bench), (x, y) => {
      // Two rows share what the line between them has, and the plane of the lower one.
      const pair = TOP + ((y - TOP) & ~1);
      const z = bench.bytes[bench.plane + (pair + 1) * WIDTH + x]!;
      const thick = ENDS.reduce(
        (sum, [end, soft], index) => sum + clamp((end - z) / soft) * dense(x, pair - TOP + 0.5, index),
        0,
      );
      return { weight: thick / (1 + thick), colour: COLOURS[x >> 3]! };
    });
    expect(worst).toBeLessThanOrEqual(1.01);
  });

  test("of no density changes nothing, to the level", () => {
    const bench = ready(() => 0);
    expect(worstOf(bench, draw(bench), () => ({ weight: 0, colour: COLOURS[0] }))).toBe(0);
  });

  test("thinner than a level is dithered: some pixels change by one level, most do not", () => {
    const bench = ready((_, __, index) => (index === 1 ? 0.004 : 0));
    bench.bytes.fill(0, bench.plane, bench.plane + WIDTH * HEIGHT);
    const { bytes, target } = bench;
    for (let at = 0; at < STRIDE * 8; at += 4) bytes.set([100, 128, 128, 255], target + at);
    draw(bench)();
    // The first cell's colour is 100 levels brighter: 0.4 of a level.
    const lumas = Array.from({ length: 64 }, (_, at) => bytes[target + Math.floor(at / 8) * STRIDE + (at % 8) * 4]!);
    expect(new Set(lumas)).toEqual(new Set([100, 101]));
    expect(lumas.filter((luma) => luma === 101).length).toBeGreaterThan(12);
    expect(lumas.filter((luma) => luma === 101).length).toBeLessThan(40);
  });
});
