import { expect, test } from "vitest";
import { syntheticPlan } from "../../testing/synthetic-scene.ts";
import { envelopeOf, strengthAt } from "./envelope.ts";

const plan = syntheticPlan({ duration_seconds: 4 });
const at = (share: number) => ({ seconds: share * 4, share });

test("an overlay is not there in the first frame, half there in the middle of its fade, and wholly there after it", () => {
  const envelope = envelopeOf(plan, 0.8);
  expect([0, 0.1, 0.2, 0.5, 1].map((share) => strengthAt(envelope, at(share)))).toEqual([0, 0.5, 1, 1, 1]);
});

test("in a loop it is gone at both ends", () => {
  const envelope = envelopeOf({ ...plan, loop: true }, 0.8);
  expect([0, 0.5, 0.9, 1].map((share) => strengthAt(envelope, at(share)))).toEqual([0, 1, expect.closeTo(0.5, 10), 0]);
});

test.each(["dolly_out", "zoom_out"] as const)(
  "with a %s, whose last frame is the photograph, it is gone there",
  (type) => {
    const envelope = envelopeOf({ ...plan, camera: { type, amount: 1, ease: "inout" } }, 0.8);
    expect([0, 0.5, 1].map((share) => strengthAt(envelope, at(share)))).toEqual([1, 1, 0]);
  },
);

test("a fade takes at most a third of a clip", () =>
  expect(envelopeOf({ ...plan, duration_seconds: 1.5 }, 0.8).fadeSeconds).toBeCloseTo(0.5, 10));

test("the last things set in when half of the fade is over, and are there at its end", () => {
  const envelope = envelopeOf(plan, 0.8);
  expect([0.1, 0.15, 0.2].map((share) => strengthAt(envelope, at(share), 1))).toEqual([0, expect.closeTo(0.5, 10), 1]);
});
