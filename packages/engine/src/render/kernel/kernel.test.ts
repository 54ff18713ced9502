import { rgbToI420 } from "@kinora/media";
import { beforeAll, describe, expect, test } from "vitest";
import { type Arena, createArena } from "../arena.ts";
import { randomFrom } from "../random.ts";
import { compileKernel, type Kernel, openKernel } from "./kernel.ts";

/** Texels of the texture under test, a row of two cells of target, and room for everything else. */
const TEXTURE = { width: 40, height: 24, stride: 160 };
const CELLS = 2;
const TARGET_STRIDE = CELLS * 32;
const NODE_STRIDE = 64;
const GAIN_STRIDE = 32;
const TONE_STRIDE = 64;

let module: Awaited<ReturnType<typeof compileKernel>>;
beforeAll(async () => {
  module = await compileKernel();
});

interface Bench {
  readonly kernel: Kernel;
  readonly bytes: Uint8Array;
  readonly floats: Float32Array;
  readonly words: Int16Array;
  readonly texture: number;
  readonly target: number;
  readonly nodes: number;
  readonly gains: number;
}

/** A kernel over fresh memory: a texture of soft noise, a target of other noise, nodes and gains unset. */
function openBench(more: (arena: Arena) => void = () => undefined): Bench {
  const arena = createArena();
  const texture = arena.reserve(TEXTURE.stride * TEXTURE.height);
  const target = arena.reserve(TARGET_STRIDE * 8);
  const nodes = arena.reserve(NODE_STRIDE * 2);
  const gains = arena.reserve(GAIN_STRIDE * 2);
  more(arena);
  const memory = arena.open();
  const bytes = new Uint8Array(memory.buffer);
  fillSoftly(bytes.subarray(texture, texture + TEXTURE.stride * TEXTURE.height), 1);
  fillSoftly(bytes.subarray(target, target + TARGET_STRIDE * 8), 2);
  const views = { bytes, floats: new Float32Array(memory.buffer), words: new Int16Array(memory.buffer) };
  return { kernel: openKernel(module, memory), ...views, texture, target, nodes, gains };
}

/** Noise within 70 levels of a middle: neighbours differ, but not so much that 1/128 of a texel is over a level. */
function fillSoftly(part: Uint8Array, seed: number): void {
  const random = randomFrom(seed);
  for (let at = 0; at < part.length; at += 1) part[at] = 90 + 70 * random();
}

type Place = (x: number, y: number) => readonly [u: number, v: number];

/** Sets the corners of the two cells to where `place` sends them (x in px of the row, y 0 or 8). */
function setNodes({ floats, nodes }: Bench, place: Place): void {
  for (const line of [0, 1]) {
    for (let node = 0; node <= CELLS; node += 1) {
      const [u, v] = place(node * 8, line * 8);
      floats[(nodes + line * NODE_STRIDE) / 4 + node * 2] = u;
      floats[(nodes + line * NODE_STRIDE) / 4 + node * 2 + 1] = v;
    }
  }
}

function setGains({ floats, gains }: Bench, gain: (x: number, y: number) => number): void {
  for (const line of [0, 1]) {
    for (let node = 0; node <= CELLS; node += 1) {
      floats[(gains + line * GAIN_STRIDE) / 4 + node] = gain(node * 8, line * 8);
    }
  }
}

/** The bilinear sample of the texture at a texel coordinate, in floating point. */
function sample(bytes: Uint8Array, texture: number, [u, v]: readonly [number, number], channel: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const texel = (column: number, row: number): number => bytes[texture + row * TEXTURE.stride + column * 4 + channel]!;
  const upper = texel(x, y) + (texel(x + 1, y) - texel(x, y)) * (u - x);
  const lower = texel(x, y + 1) + (texel(x + 1, y + 1) - texel(x, y + 1)) * (u - x);
  return upper + (lower - upper) * (v - y);
}

type PixelRule = (at: {
  x: number;
  y: number;
  channel: number;
  before: (channel: number) => number;
}) => number | undefined;

/** Runs `draw`, and gives the largest difference (levels) between the target and what the rule promises of each byte. */
function worstOf(bench: Bench, draw: () => void, rule: PixelRule): number {
  const { bytes, target } = bench;
  const old = bytes.slice(target, target + TARGET_STRIDE * 8);
  draw();
  let worst = 0;
  for (let at = 0; at < old.length; at += 1) {
    const pixel = at - (at % 4);
    const expected = rule({
      ...{ x: (at % TARGET_STRIDE) >> 2, y: Math.floor(at / TARGET_STRIDE), channel: at % 4 },
      before: (channel) => old[pixel + channel]!,
    });
    if (expected === undefined) continue;
    worst = Math.max(worst, Math.abs(bytes[target + at]! - Math.min(255, Math.max(0, expected))));
  }
  return worst;
}

const moves: readonly (readonly [string, Place])[] = [
  ["in place", (x, y) => [x + 4, y + 4]],
  ["a whole shift", (x, y) => [x + 11, y + 9]],
  ["a quarter and a half texel", (x, y) => [x + 4.25, y + 4.5]],
  ["stretched, sheared, turned", (x, y) => [3 + 1.3 * x - 0.2 * y, 5 + 0.15 * x + 1.1 * y]],
  ["mirrored", (x, y) => [30.3 - x, 18.7 - y]],
];

describe.each(moves)("warps, %s", (_, place) => {
  const ready = (): Bench => {
    const bench = openBench();
    setNodes(bench, place);
    return bench;
  };
  const from = ({ target, texture, nodes }: Bench): [number, number, number, number, number, number] => [
    ...([target, TARGET_STRIDE, texture, TEXTURE.stride, nodes, NODE_STRIDE] as const),
  ];
  const sampled = ({ bytes, texture }: Bench, x: number, y: number, channel: number): number =>
    sample(bytes, texture, place(x, y), channel);

  test("warp gives the bilinear sample", () => {
    const bench = ready();
    const draw = () => bench.kernel.warp(...from(bench), 0, CELLS, 8);
    expect(worstOf(bench, draw, ({ x, y, channel }) => sampled(bench, x, y, channel))).toBeLessThanOrEqual(2);
  });

  test("warpMix gives 100/256 of the sample and the rest of what was there", () => {
    const bench = ready();
    const draw = () => bench.kernel.warpMix(...from(bench), 0, CELLS, 8, 100);
    const rule: PixelRule = ({ x, y, channel, before }) =>
      (sampled(bench, x, y, channel) * 100 + before(channel) * 156) / 256;
    expect(worstOf(bench, draw, rule)).toBeLessThanOrEqual(2);
  });

  test("warpOver lays premultiplied samples over what was there", () => {
    const bench = ready();
    const draw = () => bench.kernel.warpOver(...from(bench), 0, CELLS, 8);
    const rule: PixelRule = ({ x, y, channel, before }) =>
      sampled(bench, x, y, channel) + before(channel) * (1 - sampled(bench, x, y, 3) / 255);
    expect(worstOf(bench, draw, rule)).toBeLessThanOrEqual(2);
  });

  test.each([0.12, 1, 1.45])("warpLight adds the light times gain - 1, about gain %s", (middle) => {
    const bench = ready();
    const gain = (x: number, y: number): number => middle + (x - 8) * 0.005 + (y - 4) * 0.002;
    setGains(bench, gain);
    const draw = () => bench.kernel.warpLight(...from(bench), bench.gains, GAIN_STRIDE, 0, CELLS, 8);
    const rule: PixelRule = ({ x, y, channel, before }) =>
      before(channel) + (sampled(bench, x, y, channel) - [0, 128, 128, 0][channel]!) * (gain(x, y) - 1);
    expect(worstOf(bench, draw, rule)).toBeLessThanOrEqual(2);
  });
});

test("a whole shift is exact, to the level", () => {
  const bench = openBench();
  const place: Place = (x, y) => [x + 7, y + 3];
  setNodes(bench, place);
  const draw = () =>
    bench.kernel.warp(
      bench.target,
      TARGET_STRIDE,
      bench.texture,
      TEXTURE.stride,
      bench.nodes,
      NODE_STRIDE,
      0,
      CELLS,
      8,
    );
  expect(worstOf(bench, draw, ({ x, y, channel }) => sample(bench.bytes, bench.texture, place(x, y), channel))).toBe(0);
});

test("only the cells and rows asked for are written", () => {
  const bench = openBench();
  const place: Place = (x, y) => [x + 7, y + 3];
  setNodes(bench, place);
  const draw = () =>
    bench.kernel.warp(bench.target, TARGET_STRIDE, bench.texture, TEXTURE.stride, bench.nodes, NODE_STRIDE, 1, 2, 5);
  const rule: PixelRule = ({ x, y, channel, before }) =>
    x < 8 || y >= 5 ? before(channel) : sample(bench.bytes, bench.texture, place(x, y), channel);
  expect(worstOf(bench, draw, rule)).toBe(0);
});

describe("layers that stand still", () => {
  const run = (bench: Bench) => [bench.target, TARGET_STRIDE, bench.texture, TEXTURE.stride, 0, CELLS, 8] as const;
  const source = ({ bytes, texture }: Bench, x: number, y: number, channel: number): number =>
    bytes[texture + y * TEXTURE.stride + x * 4 + channel]!;

  test("copyStill copies", () => {
    const bench = openBench();
    const draw = () => bench.kernel.copyStill(...run(bench));
    expect(worstOf(bench, draw, ({ x, y, channel }) => source(bench, x, y, channel))).toBe(0);
  });

  test("stillOver lays over: nothing at alpha 0, all at alpha 255, between them within a level", () => {
    const bench = openBench();
    for (let x = 0; x < 16; x += 1) {
      for (let y = 0; y < 8; y += 1) {
        const alpha = [0, 255, 51, 204][x % 4]!;
        const at = bench.texture + y * TEXTURE.stride + x * 4;
        bench.bytes.set([(100 * alpha) / 255, (50 * alpha) / 255, (200 * alpha) / 255, alpha], at);
      }
    }
    const draw = () => bench.kernel.stillOver(...run(bench));
    const rule: PixelRule = ({ x, y, channel, before }) =>
      source(bench, x, y, channel) + before(channel) * (1 - source(bench, x, y, 3) / 255);
    expect(worstOf(bench, draw, rule)).toBeLessThanOrEqual(0.51);
  });

  test.each([
    ["dark", 0.2],
    ["as it was", 1],
    ["bright", 1.85],
  ])("shade scales Y around 16 and colour around 128, %s", (_, middle) => {
    const bench = openBench();
    const gain = (x: number, y: number): number => middle + (x - 8) * 0.002 + (y - 4) * 0.003;
    setGains(bench, gain);
    const draw = () => bench.kernel.shade(bench.target, TARGET_STRIDE, bench.gains, GAIN_STRIDE, 0, CELLS, 8);
    const zero = [16, 128, 128];
    const rule: PixelRule = ({ x, y, channel, before }) =>
      // Alpha counts nowhere after this.
      channel === 3 ? undefined : zero[channel]! + (before(channel) - zero[channel]!) * gain(x, y);
    expect(worstOf(bench, draw, rule)).toBeLessThanOrEqual(1);
  });

  test.each([
    ["as it was", 1],
    ["a little", 1.15],
    ["as much as two pictures lose in the middle", 1.4142],
  ])("enliven moves pixels away from a tone that changes over the cells, %s", (_, middle) => {
    const at = { tones: 0 };
    const bench = openBench((arena) => {
      at.tones = arena.reserve(TONE_STRIDE * 2);
    });
    const gain = (x: number, y: number): number => middle + (x - 8) * 0.001 - (y - 4) * 0.001;
    const tone = (channel: number, x: number, y: number): number => [110, 128, 140][channel]! + 2 * x - y;
    for (const line of [0, 1]) {
      for (let node = 0; node <= CELLS; node += 1) {
        const values = [gain(node * 8, line * 8), ...[0, 1, 2].map((channel) => tone(channel, node * 8, line * 8))];
        bench.floats.set(values, (at.tones + line * TONE_STRIDE) / 4 + node * 4);
      }
    }
    const draw = () => bench.kernel.enliven(bench.target, TARGET_STRIDE, at.tones, TONE_STRIDE, 0, CELLS, 8);
    const rule: PixelRule = ({ x, y, channel, before }) =>
      // It is for opaque pixels: what it makes of alpha counts nowhere.
      channel === 3 ? undefined : tone(channel, x, y) + (before(channel) - tone(channel, x, y)) * gain(x, y);
    expect(worstOf(bench, draw, rule)).toBeLessThanOrEqual(1);
  });

  test("a gain of 1 changes nothing", () => {
    const bench = openBench();
    setGains(bench, () => 1);
    const draw = () => bench.kernel.shade(bench.target, TARGET_STRIDE, bench.gains, GAIN_STRIDE, 0, CELLS, 8);
    expect(worstOf(bench, draw, ({ channel, before }) => before(channel))).toBe(0);
  });
});

describe("pictures in and out", () => {
  const rgb = { width: 40, height: 24, data: new Uint8Array(40 * 24 * 3) };
  const random = randomFrom(3);
  rgb.data.forEach((_, at) => {
    rgb.data[at] = 256 * random();
  });
  rgb.data.set([0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
  const PIXELS = 40 * 24;

  const opened = () => {
    const at = { rgb: 0, luma: 0, scratch: 0, planes: 0 };
    const bench = openBench((arena) => {
      at.rgb = arena.reserve(PIXELS * 3);
      at.luma = arena.reserve(PIXELS * 2);
      at.scratch = arena.reserve(PIXELS * 2);
      at.planes = arena.reserve(PIXELS * 2);
    });
    bench.bytes.set(rgb.data, at.rgb);
    bench.kernel.fromRgb(at.rgb, 40, 24, bench.texture, TEXTURE.stride, at.luma);
    return { bench, at };
  };

  test("fromRgb is BT.709 limited range: black 16, white 235, red and green and blue as the standard says", () => {
    const { bench, at } = opened();
    const texel = (index: number) => [
      ...bench.bytes.subarray(bench.texture + index * 4, bench.texture + index * 4 + 4),
    ];
    expect([0, 1, 2, 3, 4].map(texel)).toEqual([
      [16, 128, 128, 255],
      [235, 128, 128, 255],
      [63, 102, 240, 255],
      [173, 42, 26, 255],
      [32, 240, 118, 255],
    ]);
    // 16-bit luma with 6 fractional bits, for sharpening: white is 235 * 64.
    expect([bench.words[at.luma / 2], bench.words[at.luma / 2 + 1]]).toEqual([1024, 15_040]);
  });

  test("packRows gives 4:2:0 with chroma sited left, as the plain converter does", () => {
    const { bench, at } = opened();
    for (let y = 0; y < 24; y += 2) {
      const chroma = at.planes + PIXELS + (y / 2) * 20;
      const source = bench.texture + y * TEXTURE.stride;
      bench.kernel.packRows(source, TEXTURE.stride, at.planes + y * 40, 40, chroma, chroma + PIXELS / 4, 40);
    }
    const expected = rgbToI420(rgb).data;
    const packed = bench.bytes.subarray(at.planes, at.planes + (PIXELS * 3) / 2);
    const worst = expected.reduce((most, value, index) => Math.max(most, Math.abs(value - packed[index]!)), 0);
    expect(worst).toBeLessThanOrEqual(1);
  });

  test("an edge between two columns shows where chroma is sited: 1-2-1 around the left one", () => {
    const { bench, at } = opened();
    // Colour 0 up to column 5, 160 from column 6 on.
    for (let x = 0; x < 40; x += 1) {
      for (const y of [0, 1]) bench.bytes[bench.texture + y * TEXTURE.stride + x * 4 + 1] = x < 6 ? 0 : 160;
    }
    bench.kernel.packRows(bench.texture, TEXTURE.stride, at.planes, 40, at.planes + 800, at.planes + 840, 40);
    // Around column 4: 0 0 0; around column 6: 0 160 160 weighted 1-2-1.
    expect([...bench.bytes.subarray(at.planes + 800, at.planes + 806)]).toEqual([0, 0, 0, 120, 160, 160]);
  });

  test.each([1, 2, 3, 4, 5, 7])(
    "fromRgb of a picture %i px wide writes no pixel more, and each as in a wide one",
    (width) => {
      const { bench, at } = opened();
      const wide = bench.bytes.slice(bench.texture, bench.texture + width * 4);
      const luma = bench.words.slice(at.luma / 2, at.luma / 2 + width);
      bench.bytes.fill(9, bench.texture, bench.texture + 160);
      bench.words.fill(9, at.luma / 2, at.luma / 2 + 40);
      bench.kernel.fromRgb(at.rgb, width, 1, bench.texture, TEXTURE.stride, at.luma);
      const texels = bench.bytes.subarray(bench.texture, bench.texture + 160);
      expect([...texels]).toEqual([...wide, ...Array<number>(160 - width * 4).fill(9)]);
      const words = bench.words.subarray(at.luma / 2, at.luma / 2 + 40);
      expect([...words]).toEqual([...luma, ...Array<number>(40 - width).fill(9)]);
    },
  );

  test.each([40, 37, 18, 11, 10, 5, 2])(
    "sharpen adds 90/256 of what a gaussian of sigma 1 takes away, within 16 to 235, %i px wide",
    (width) => {
      const { bench, at } = opened();
      const before = bench.words.slice(at.luma / 2, at.luma / 2 + PIXELS);
      bench.kernel.sharpen(at.luma, at.scratch, width, 24, bench.texture, TEXTURE.stride, 90);
      const taps = [-3, -2, -1, 0, 1, 2, 3].map((k) => Math.exp((-k * k) / 2));
      const sum = taps.reduce((a, b) => a + b);
      const lumaAt = (x: number, y: number): number =>
        before[Math.min(Math.max(y, 0), 23) * width + Math.min(Math.max(x, 0), width - 1)]! / 64;
      let worst = 0;
      for (let pixel = 0; pixel < width * 24; pixel += 1) {
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        let blurred = 0;
        taps.forEach((down, row) =>
          taps.forEach((across, column) => {
            blurred += (down * across * lumaAt(x + column - 3, y + row - 3)) / sum / sum;
          }),
        );
        const sharp = lumaAt(x, y) + ((lumaAt(x, y) - blurred) * 90) / 256;
        const got = bench.bytes[bench.texture + y * TEXTURE.stride + x * 4]!;
        worst = Math.max(worst, Math.abs(got - Math.min(235, Math.max(16, sharp))));
      }
      expect(worst).toBeLessThanOrEqual(1);
    },
  );

  test("mirrorBorder repeats the inside backwards, corners too, and leaves the inside alone", () => {
    const bench = openBench();
    const [padX, padY, width, height] = [5, 4, 30, 16];
    const old = bench.bytes.slice(bench.texture, bench.texture + TEXTURE.stride * TEXTURE.height);
    bench.kernel.mirrorBorder(bench.texture, TEXTURE.stride, width, height, padX, padY);
    const fold = (at: number, size: number): number => (at < 0 ? -1 - at : at >= size ? 2 * size - 1 - at : at);
    const wrong: string[] = [];
    for (let y = 0; y < 24; y += 1) {
      for (let x = 0; x < 40; x += 1) {
        const from = (fold(y - padY, height) + padY) * TEXTURE.stride + (fold(x - padX, width) + padX) * 4;
        const at = y * TEXTURE.stride + x * 4;
        for (let channel = 0; channel < 4; channel += 1) {
          if (bench.bytes[bench.texture + at + channel] !== old[from + channel]) wrong.push(`${x},${y}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
