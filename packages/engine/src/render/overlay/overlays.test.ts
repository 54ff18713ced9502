import type { CameraType, Effect, EffectKind, MotionPlan } from "@kinora/contract";
import { type I420Frame, rgbToI420, type RgbImage } from "@kinora/media";
import { describe, expect, test } from "vitest";
import type { Masks } from "../../masks/read-masks.ts";
import { syntheticPicture, syntheticPlan, syntheticScene } from "../../testing/synthetic-scene.ts";
import type { FloatMap, SceneMaps } from "../../scene.ts";
import { renderFrames } from "../render-frames.ts";

const SIZE = { width: 320, height: 240 };
/** Far away above, near below. */
const open = syntheticScene({ sky: (_, y) => y < 0.5, depth: (_, y) => (y < 0.5 ? 0 : 1) });
const KINDS = ["rain", "snow", "fog", "smoke", "rays", "dust", "petals"] as const;

function plain(level: number): RgbImage {
  return { ...SIZE, data: new Uint8Array(SIZE.width * SIZE.height * 3).fill(level) };
}

const effect = (kind: EffectKind, parts: Partial<Effect> = {}): Effect => ({
  kind,
  region: "frame",
  speed: 1,
  amount: 1,
  direction_word: "none",
  confidence: 1,
  ...parts,
});

interface Wish {
  readonly effects?: readonly Effect[];
  readonly camera?: CameraType;
  readonly plan?: Partial<MotionPlan>;
  readonly workers?: number;
  readonly image?: RgbImage;
  readonly scene?: SceneMaps;
  readonly masks?: Masks;
  readonly size?: typeof SIZE;
}

async function clip(wish: Wish): Promise<I420Frame[]> {
  const { effects = [], camera = "static", plan = {}, workers = 1, scene = open, masks, size = SIZE } = wish;
  const { image = syntheticPicture(size.width, size.height) } = wish;
  const frames: I420Frame[] = [];
  const rendering = renderFrames({
    ...{ image, scene, workers, size },
    plan: syntheticPlan({
      effects: [...effects],
      camera: { type: camera, amount: 1, ease: "linear" },
      duration_seconds: 2,
      ...plan,
    }),
    ...(masks === undefined ? {} : { masks }),
  });
  for await (const frame of rendering) frames.push({ ...frame, data: frame.data.slice() });
  return frames;
}

/** Mean difference of luma (b − a), or of its size, where a test of the place (0 to 1) says so. */
function change(
  a: I420Frame,
  b: I420Frame,
  where: (x: number, y: number) => boolean = () => true,
  signed = false,
): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < a.width * a.height; at += 1) {
    if (!where(((at % a.width) + 0.5) / a.width, (Math.floor(at / a.width) + 0.5) / a.height)) continue;
    const difference = b.data[at]! - a.data[at]!;
    sum += signed ? difference : Math.abs(difference);
    count += 1;
  }
  return sum / count;
}

const same = (a: I420Frame, b: I420Frame): boolean => Buffer.compare(a.data, b.data) === 0;

/** The clips without effects that several tests compare with, each made once. */
const bareClips = new Map<string, Promise<I420Frame[]>>();
function bareClip(wish: Pick<Wish, "camera" | "plan"> = {}): Promise<I420Frame[]> {
  const key = JSON.stringify(wish);
  const clipOf = bareClips.get(key) ?? clip(wish);
  bareClips.set(key, clipOf);
  return clipOf;
}

describe.each(KINDS)("%s", (kind) => {
  test("in a loop is not there in the first frame, is over it in the middle, and goes back without a seam", async () => {
    const plan = { loop: true, fps: 12 };
    const [frames, bare] = await Promise.all([clip({ effects: [effect(kind)], plan }), bareClip({ plan })]);
    expect(same(frames[0]!, bare[0]!)).toBe(true);
    expect(change(frames[12]!, bare[12]!)).toBeGreaterThan(0.02);
    const steps = frames.map((frame, index) => change(frame, frames[(index + 1) % frames.length]!));
    const seam = steps.pop()!;
    const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)]!;
    expect(median).toBeGreaterThan(0.03);
    expect(seam / median).toBeLessThan(1.2);
  });

  test("is gone in the last frame of a camera that pulls back, which is the photograph", async () => {
    const wish = { camera: "dolly_out", plan: { fps: 4, duration_seconds: 1 } } as const;
    const [over, bare] = await Promise.all([clip({ ...wish, effects: [effect(kind)] }), bareClip(wish)]);
    expect(same(over.at(-1)!, bare.at(-1)!)).toBe(true);
    expect(same(over[0]!, bare[0]!)).toBe(false);
  });

  test("is not there in the first frame, and leaves what is protected alone to the level", async () => {
    const drawn = new Map([["left", leftHalf]]);
    const plan = { protect: [{ mask: "left" }], fps: 4 };
    const frames = await clip({ effects: [effect(kind, { amount: 2 })], plan, masks: drawn });
    const bare = await bareClip({ plan: { fps: 4 } });
    expect(same(frames[0]!, bare[0]!)).toBe(true);
    expect(frames.map((frame, index) => change(frame, bare[index]!, (x) => x < 0.48))).toEqual(Array(8).fill(0));
    expect(Math.max(...frames.map((frame, index) => change(frame, bare[index]!, (x) => x > 0.52)))).toBeGreaterThan(
      0.05,
    );
  });
});

/** A mask of the left half. */
const leftHalf = ({ width, height }: { width: number; height: number }): FloatMap => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, at) => ((at % width) + 0.5 < width / 2 ? 1 : 0)),
});

test.each(["rain", "snow", "fog", "petals", "rays"] as const)(
  "%s stays in the region that was drawn for it",
  async (kind) => {
    const drawn = new Map([["left", leftHalf]]);
    const effects = [effect(kind, { region: { mask: "left" }, amount: 2 })];
    const plan = { fps: 4 };
    const [frames, bare] = await Promise.all([clip({ effects, plan, masks: drawn }), bareClip({ plan })]);
    expect(frames.map((frame, index) => change(frame, bare[index]!, (x) => x > 0.52))).toEqual(Array(8).fill(0));
    expect(change(frames[5]!, bare[5]!, (x) => x < 0.48)).toBeGreaterThan(0.05);
  },
);

test("one, two and three workers paint the same bytes", async () => {
  const wish: Wish = { effects: KINDS.map((kind) => effect(kind)), camera: "orbit", plan: { fps: 4 } };
  const clips = await Promise.all([1, 2, 3].map((workers) => clip({ ...wish, workers })));
  const bytes = clips.map((frames) => Buffer.concat(frames.map(({ data }) => data)));
  expect(bytes[0]!.equals(bytes[1]!)).toBe(true);
  expect(bytes[0]!.equals(bytes[2]!)).toBe(true);
});

test.each([
  [16, 16],
  [150, 114],
  [90, 322],
])("%s by %s px: all of them at once, at any speed and amount, from the photograph on", async (width, height) => {
  const size = { width, height };
  const effects = KINDS.flatMap((kind) => [
    effect(kind, { speed: 0 }),
    effect(kind, { amount: 0 }),
    effect(kind, { speed: 4, amount: 4 }),
  ]);
  const plan = { fps: 4, duration_seconds: 1 };
  const [frames, bare] = await Promise.all([clip({ size, plan, effects }), clip({ size, plan })]);
  expect(frames.map(({ data }) => data.length)).toEqual(Array(4).fill((width * height * 3) / 2));
  expect(same(frames[0]!, bare[0]!)).toBe(true);
  expect(change(frames[3]!, bare[3]!)).toBeGreaterThan(1);
});

test("snow that was told not to fall hangs in the air", async () => {
  const [frames, bare] = await Promise.all([clip({ effects: [effect("snow", { speed: 0 })] }), bareClip()]);
  expect(change(frames[12]!, bare[12]!)).toBeGreaterThan(0.5);
});

test("another seed is other weather", async () => {
  const [a, b] = await Promise.all([7, 8].map((seed) => clip({ effects: [effect("snow")], plan: { seed, fps: 2 } })));
  expect(same(a![2]!, b![2]!)).toBe(false);
});

/** Where what was drawn over a dark picture lies: the middle of its light, px. */
function middleOf(frame: I420Frame, bare: I420Frame): { x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  for (let at = 0; at < frame.width * frame.height; at += 1) {
    const light = frame.data[at]! - bare.data[at]!;
    if (light < 3) continue;
    sum += light;
    x += light * (at % frame.width);
    y += light * Math.floor(at / frame.width);
  }
  return { x: x / sum, y: y / sum };
}

test("a single drop of rain falls through the frame, as steadily and fast as 2 mm drops at 2.4 to 32 metres", async () => {
  // So little that it is one drop.
  const effects = [effect("rain", { amount: 0.0009 })];
  const wish = { image: plain(20), plan: { fps: 60, seed: 3 }, scene: syntheticScene({ depth: () => 0 }) };
  const [frames, bare] = await Promise.all([clip({ ...wish, effects }), clip(wish)]);
  const heights = frames.map((frame, index) => middleOf(frame, bare[index]!).y).slice(60);
  // Over ten frames, while all of it is inside.
  const falls = heights.slice(10).flatMap((y, index) => {
    const before = heights[index]!;
    return before > 40 && y > before && y < 200 ? [y - before] : [];
  });
  expect(falls.length).toBeGreaterThan(4);
  expect(Math.max(...falls)).toBeLessThan(1.15 * Math.min(...falls));
  // 170 to 3060 px/s at 720 lines, a third of it here; ten frames are a sixth of a second.
  expect(falls[0]!).toBeGreaterThan(170 / 3 / 6);
  expect(falls[0]!).toBeLessThan(3060 / 3 / 6);
});

test("what is near hides what falls behind it: less snow is seen before the ground than before the sky", async () => {
  const [frames, bare] = await Promise.all([
    clip({ image: plain(60), effects: [effect("snow")] }),
    clip({ image: plain(60) }),
  ]);
  const sky = change(frames[12]!, bare[12]!, (_, y) => y > 0.05 && y < 0.45);
  const ground = change(frames[12]!, bare[12]!, (_, y) => y > 0.55 && y < 0.95);
  expect(ground).toBeLessThan(0.75 * sky);
  expect(ground).toBeGreaterThan(0.1 * sky);
});

/** How far a change has moved across from one frame to a later one, px, by the best fit over all rows. */
function shiftOf(bare: I420Frame, [a, b]: readonly [I420Frame, I420Frame], axis: "x" | "y"): number {
  const { width, height } = bare;
  const over = (frame: I420Frame, x: number, y: number): number =>
    frame.data[y * width + x]! - bare.data[y * width + x]!;
  const misfit = (shift: number): number => {
    let sum = 0;
    for (let y = 30; y < height - 30; y += 2) {
      for (let x = 30; x < width - 30; x += 2) {
        const [fromX, fromY] = axis === "x" ? [x - shift, y] : [x, y - shift];
        sum += (over(b, x, y) - over(a, fromX, fromY)) ** 2;
      }
    }
    return sum;
  };
  const shifts = Array.from({ length: 49 }, (_, index) => index - 24);
  return shifts.reduce((best, shift) => (misfit(shift) < misfit(best) ? shift : best));
}

test.each([
  [0, 1],
  [180, -1],
])("fog told to go towards %s degrees goes there, at 9 to 68 px/s at 720 lines", async (direction, sign) => {
  const wish = { image: plain(50), plan: { fps: 4, duration_seconds: 4 } };
  const [frames, bare] = await Promise.all([clip({ ...wish, effects: [effect("fog", { direction })] }), clip(wish)]);
  const speed = (sign * shiftOf(bare[8]!, [frames[8]!, frames[10]!], "x") * 3) / 0.5;
  expect(speed).toBeGreaterThanOrEqual(6);
  expect(speed).toBeLessThanOrEqual(75);
});

test("fog pales what is far more than what is near", async () => {
  const [frames, bare] = await Promise.all([
    clip({ image: plain(90), effects: [effect("fog")] }),
    clip({ image: plain(90) }),
  ]);
  const far = change(bare[14]!, frames[14]!, (_, y) => y > 0.3 && y < 0.48, true);
  const near = change(bare[14]!, frames[14]!, (_, y) => y > 0.55, true);
  expect(far).toBeGreaterThan(8);
  expect(near).toBeLessThan(0.6 * far);
  expect(near).toBeGreaterThan(0.5);
});

test("smoke rises from where it was drawn, and none is below", async () => {
  const drawn: Masks = new Map([
    [
      "chimney",
      ({ width, height }) => ({
        width,
        height,
        data: Float32Array.from({ length: width * height }, (_, at) => {
          const [x, y] = [((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height];
          return x > 0.35 && x < 0.65 && y > 0.7 && y < 0.76 ? 1 : 0;
        }),
      }),
    ],
  ]);
  const wish = { image: plain(50), plan: { fps: 8, duration_seconds: 4 }, masks: drawn };
  const effects = [effect("smoke", { region: { mask: "chimney" } })];
  const [frames, bare] = await Promise.all([clip({ ...wish, effects }), clip({ image: plain(50), plan: wish.plan })]);
  expect(change(frames[24]!, bare[24]!, (_, y) => y > 0.85)).toBe(0);
  expect(change(frames[24]!, bare[24]!, (x, y) => x > 0.4 && x < 0.6 && y > 0.5 && y < 0.7)).toBeGreaterThan(5);
  expect(shiftOf(bare[24]!, [frames[24]!, frames[27]!], "y")).toBeLessThanOrEqual(-2);
});

test("rays come from the bright place in the sky, warm, and leave what is far from it alone", async () => {
  const data = new Uint8Array(SIZE.width * SIZE.height * 3).fill(60);
  for (let y = 15; y < 45; y += 1)
    for (let x = 15; x < 45; x += 1) data.fill(255, (y * 320 + x) * 3, (y * 320 + x) * 3 + 3);
  const image = { ...SIZE, data };
  const [frames, bare] = await Promise.all([clip({ image, effects: [effect("rays")] }), clip({ image })]);
  const near = change(
    bare[14]!,
    frames[14]!,
    (x, y) => Math.hypot(x - 0.09, y - 0.12) > 0.15 && Math.hypot(x - 0.09, y - 0.12) < 0.4,
    true,
  );
  const far = change(bare[14]!, frames[14]!, (x, y) => x > 0.75 && y > 0.75);
  expect(near).toBeGreaterThan(4);
  expect(far).toBeLessThan(0.35 * near);
});

test("a black picture stays black under light that changes", async () => {
  const dark = { ...SIZE, data: new Uint8Array(SIZE.width * SIZE.height * 3) };
  const [frames, photograph] = [
    await clip({ image: dark, effects: [effect("rays", { region: "sky" })] }),
    rgbToI420(dark),
  ];
  expect(change(photograph, frames[14]!, (_, y) => y > 0.6)).toBeLessThan(1);
});
