import { describe, expect, test } from "vitest";
import { readMasks } from "../../masks/read-masks.ts";
import {
  syntheticEffect,
  syntheticInput,
  syntheticPlan,
  syntheticScene,
  type SceneParts,
} from "../../testing/synthetic-scene.ts";
import { CELL_PX, frameGeometry, nodeCount } from "../frame-geometry.ts";
import type { EffectInput } from "./effect-input.ts";
import { effectInputs } from "../regions.ts";
import { heldStill } from "../held-still.ts";
import { awayFrom, brightness, lampBox, lampGains, lampLight, type LampLight } from "./lights.ts";

const frame = frameGeometry({ width: 320, height: 240 });
const lamps = [
  { x: 20, y: 20, width: 6, height: 6 },
  { x: 120, y: 60, width: 8, height: 4 },
];

const lit = (effect: Partial<EffectInput["effect"]> = {}, plan: Partial<EffectInput["plan"]> = {}): LampLight =>
  lampLight(
    syntheticInput({
      effect: syntheticEffect("lights", effect),
      plan: syntheticPlan({ duration_seconds: 3, ...plan }),
      scene: syntheticScene({ lamps }),
      frame,
    }),
  );
const at = (seconds: number) => ({ seconds, share: 0 });
const times = Array.from({ length: 300 }, (_, step) => step / 100);
const levels = (light: LampLight): number[] =>
  light.flickers.flatMap((flicker) => times.map((time) => brightness(flicker, at(time))));

test("at the start every lamp is as in the photograph", () => {
  expect(lit().flickers.map((flicker) => brightness(flicker, at(0)))).toEqual([1, 1]);
});

test("lamps flicker visibly, each in its own way, within 0.2 to 1.45 of their light however strong", () => {
  const normal = levels(lit());
  expect(Math.max(...normal) - Math.min(...normal)).toBeGreaterThan(0.4);
  expect(normal.slice(0, 300)).not.toEqual(normal.slice(300));
  const strong = levels(lit({ amount: 4 }));
  expect(Math.min(...strong.filter((level) => level > 0.19))).toBe(0.2);
  expect(Math.max(...strong)).toBe(1.45);
});

test("only nodes around a lamp have its light", () => {
  const gains = new Float32Array(nodeCount(frame));
  lampGains(lit(), at(0.7), gains);
  const changed = [...gains.keys()].filter((node) => gains[node] !== 1);
  const places = changed.map((node) => [
    ((node % (frame.columns + 1)) * CELL_PX) / 2,
    (Math.floor(node / (frame.columns + 1)) * CELL_PX) / 2,
  ]);
  const near = places.filter(([x, y]) => lamps.some((lamp) => Math.hypot(x! - lamp.x - 3, y! - lamp.y - 3) < 20));
  expect(changed.length).toBeGreaterThan(8);
  expect(near).toHaveLength(places.length);
});

test("a lamp's box is the one of the analysis, which has its glow, and 2 px around it, in the wanted scale", () => {
  const box = lampBox(lamps[0]!, { scaleX: 2, scaleY: 3 });
  expect(box).toEqual({ x0: 36, x1: 56, y0: 54, y1: 84 });
  expect([awayFrom(box, 46, 69), awayFrom(box, 56, 69)]).toEqual([0, 1]);
});

test("where two lamps meet, each place belongs to the one it is deeper in", () => {
  const pair = [
    { x: 40, y: 40, width: 20, height: 20 },
    { x: 52, y: 40, width: 20, height: 20 },
  ];
  const { lampOf } = lampLight(
    syntheticInput({
      effect: syntheticEffect("lights"),
      plan: syntheticPlan(),
      scene: syntheticScene({ lamps: pair }),
      frame,
    }),
  );
  const at = (x: number): number => lampOf[Math.round((50 * 2) / CELL_PX) * (frame.columns + 1) + (2 * x) / CELL_PX]!;
  expect([at(44), at(52), at(60), at(68)]).toEqual([0, 0, 1, 1]);
});

/** Lamps of these sizes in a picture of 160 px. */
const sized = (sizes: readonly number[], effect: Partial<EffectInput["effect"]> = {}): LampLight =>
  lampLight(
    syntheticInput({
      effect: syntheticEffect("lights", effect),
      plan: syntheticPlan({ duration_seconds: 6 }),
      scene: syntheticScene({
        lamps: sizes.map((size, index) => ({ x: 20 * index, y: 20, width: size, height: size })),
      }),
      frame,
    }),
  );

test("tiny lamps, far away, twinkle half as quick again as near ones", () => {
  const [near, far] = [sized([8]).flickers[0]!, sized([3]).flickers[0]!];
  expect(far.hz[4]! / near.hz[4]!).toBeCloseTo(1.5, 6);
});

test("a lit wall among lamps flickers less: three times as large as the usual lamp, a third as much", () => {
  const { flickers } = sized([6, 6, 18, 6, 6, 6]);
  expect(flickers[2]!.depth[0]! / flickers[0]!.depth[0]!).toBeCloseTo(1 / 3, 6);
});

describe("a failing tube", () => {
  const { flickers } = sized([6, 6, 6, 6], { speed: 1.5, amount: 1.5 });

  test("every third lamp drops out now and then when much is asked, none at the normal strength", () => {
    expect(flickers.map(({ drops }) => drops.length)).toEqual([3, 0, 0, 3]);
    expect(sized([6, 6, 6, 6]).flickers.flatMap(({ drops }) => drops)).toEqual([]);
  });

  test("it is all but dark in the middle of a drop-out, and never in one at an end of the clip", () => {
    const { drops } = flickers[0]!;
    for (const { from, to } of drops) expect(brightness(flickers[0]!, at((from + to) / 2))).toBeCloseTo(0.08, 5);
    expect(Math.min(...drops.map(({ from }) => from))).toBeGreaterThan(0.05);
    expect(Math.max(...drops.map(({ to }) => to))).toBeLessThan(5.95);
  });
});

test("speed is a factor of every frequency", () => {
  const [slow, fast] = [lit().flickers[0]!, lit({ speed: 2 }).flickers[0]!];
  expect(fast.hz[0]).toBeCloseTo(2 * slow.hz[0]!, 10);
});

test("a loop ends where it began", () => {
  for (const flicker of lit({}, { loop: true }).flickers) expect(brightness(flicker, at(3))).toBeCloseTo(1, 9);
});

test("a lamp at the picture's edge stays inside it", () => {
  const edge = lampLight(
    syntheticInput({
      effect: syntheticEffect("lights"),
      plan: syntheticPlan(),
      scene: syntheticScene({ lamps: [{ x: 157, y: 117, width: 3, height: 3 }] }),
      frame,
    }),
  );
  expect([...edge.lampOf].filter((lamp) => lamp === 0).length).toBeGreaterThan(3);
  expect(edge.lampOf).toHaveLength(nodeCount(frame));
});

describe("which lamps", () => {
  const drawn = "polygon(10% 10%, 30% 10%, 30% 30%, 10% 30%)";
  const inputOf = async (
    region: EffectInput["effect"]["region"],
    parts: SceneParts,
    protect: string[] = [],
  ): Promise<EffectInput> => {
    const scene = syntheticScene(parts);
    const effect = syntheticEffect("lights", { region });
    const plan = syntheticPlan({ effects: [effect], protect: protect.map((mask) => ({ mask })) });
    const masks = await readMasks(plan);
    return effectInputs({ plan, scene, frame, masks, held: heldStill({ plan, scene, frame, masks }) })[0]!;
  };

  test("drawn around some, only those flicker; protected ones never do", async () => {
    expect(lampLight(await inputOf({ mask: drawn }, { lamps })).lamps).toEqual([lamps[0]]);
    expect(lampLight(await inputOf("lights", { lamps }, [drawn])).lamps).toEqual([lamps[1]]);
  });

  test("drawn where the analysis sees none, the drawing is the lamp", async () => {
    expect(lampLight(await inputOf({ mask: drawn }, {})).lamps).toEqual([{ x: 16, y: 12, width: 32, height: 24 }]);
  });
});
