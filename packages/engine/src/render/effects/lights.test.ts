import { expect, test } from "vitest";
import { syntheticEffect, syntheticPlan, syntheticScene } from "../../testing/synthetic-scene.ts";
import { CELL_PX, frameGeometry, nodeCount } from "../frame-geometry.ts";
import type { EffectInput } from "./effect-input.ts";
import { brightness, lampBox, lampGains, lampLight, type LampLight } from "./lights.ts";

const frame = frameGeometry({ width: 320, height: 240 });
const lamps = [
  { x: 20, y: 20, width: 6, height: 6 },
  { x: 120, y: 60, width: 8, height: 4 },
];

const lit = (effect: Partial<EffectInput["effect"]> = {}, plan: Partial<EffectInput["plan"]> = {}): LampLight =>
  lampLight({
    effect: syntheticEffect("lights", effect),
    plan: syntheticPlan({ duration_seconds: 3, ...plan }),
    scene: syntheticScene({ lamps }),
    frame,
  });
const at = (seconds: number) => ({ seconds, share: 0 });
const times = Array.from({ length: 300 }, (_, step) => step / 100);
const levels = (light: LampLight): number[] =>
  light.flickers.flatMap((flicker) => times.map((time) => brightness(flicker, at(time))));

test("at the start every lamp is as in the photograph", () => {
  expect(lit().flickers.map((flicker) => brightness(flicker, at(0)))).toEqual([1, 1]);
});

test("lamps flicker visibly, each in its own way, within 0.12 to 1.45 of their light however strong", () => {
  const normal = levels(lit());
  expect(Math.max(...normal) - Math.min(...normal)).toBeGreaterThan(0.4);
  expect(normal.slice(0, 300)).not.toEqual(normal.slice(300));
  const strong = levels(lit({ amount: 4 }));
  expect(Math.min(...strong)).toBe(0.12);
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

test("a lamp's box is the lamp and its halo, in the wanted scale", () => {
  const box = lampBox(lamps[0]!, { width: 160, height: 120 }, { scaleX: 2, scaleY: 2 });
  // Centre 46, half of 12, and a halo of 5.4 x 2.
  expect(box.x0).toBeCloseTo(46 - 6 - 10.8, 6);
  expect(box.x1).toBeCloseTo(46 + 6 + 10.8, 6);
});

test("the halo of a large lamp is no wider than 3.5 % of the picture", () => {
  const wide = { x: 40, y: 40, width: 40, height: 40 };
  const box = lampBox(wide, { width: 160, height: 120 }, { scaleX: 1, scaleY: 1 });
  expect(box.x1 - box.x0).toBeCloseTo(40 + 2 * 5.6, 6);
});

test("speed is a factor of every frequency", () => {
  const [slow, fast] = [lit().flickers[0]!, lit({ speed: 2 }).flickers[0]!];
  expect(fast.hz[0]).toBeCloseTo(2 * slow.hz[0]!, 10);
});

test("a loop ends where it began", () => {
  for (const flicker of lit({}, { loop: true }).flickers) expect(brightness(flicker, at(3))).toBeCloseTo(1, 9);
});

test("a lamp at the picture's edge stays inside it", () => {
  const edge = lampLight({
    effect: syntheticEffect("lights"),
    plan: syntheticPlan(),
    scene: syntheticScene({ lamps: [{ x: 157, y: 117, width: 3, height: 3 }] }),
    frame,
  });
  expect([...edge.lampOf].filter((lamp) => lamp === 0).length).toBeGreaterThan(3);
  expect(edge.lampOf).toHaveLength(nodeCount(frame));
});
