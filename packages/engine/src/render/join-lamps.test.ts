import { expect, test } from "vitest";
import { syntheticEffect, syntheticInput, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { lampLight } from "./effects/lights.ts";
import { frameGeometry } from "./frame-geometry.ts";
import { joinLamps } from "./join-lamps.ts";

const frame = frameGeometry({ width: 320, height: 240 });
const lightOf = (x: number, amount: number) =>
  lampLight(
    syntheticInput({
      effect: syntheticEffect("lights", { amount }),
      plan: syntheticPlan(),
      scene: syntheticScene({ lamps: [{ x, y: 40, width: 12, height: 12 }] }),
      frame,
    }),
  );

test("lamps of two effects flicker each in its own place and way", () => {
  const [left, right] = [lightOf(20, 1), lightOf(120, 0.2)];
  const joined = joinLamps([left, right])!;
  expect(joined.lamps).toEqual([...left.lamps, ...right.lamps]);
  expect(joined.flickers).toEqual([...left.flickers, ...right.flickers]);
  const counts = (lamp: number): number => joined.lampOf.filter((own) => own === lamp).length;
  expect([counts(0), counts(1)]).toEqual([left, right].map(({ lampOf }) => lampOf.filter((own) => own === 0).length));
});

test("without a lamp there is no light to change", () => {
  expect(joinLamps([])).toBeUndefined();
  expect(joinLamps([{ lamps: [], lampOf: new Int16Array(4).fill(-1), flickers: [] }])).toBeUndefined();
});
