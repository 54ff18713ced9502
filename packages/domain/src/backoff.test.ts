import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

const policy = { firstMs: 2_000, mostMs: 60_000 };

test("the wait doubles from the first to the most", () => {
  expect([1, 2, 3, 6, 7, 99].map((failures) => backoffMs(policy, failures, () => 0))).toEqual([
    2_000, 4_000, 8_000, 60_000, 60_000, 60_000,
  ]);
});

test("chance takes off up to a half, never more", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, chance) => {
        const whole = backoffMs(policy, failures, () => 0);
        const jittered = backoffMs(policy, failures, () => chance);
        expect(jittered).toBeLessThanOrEqual(whole);
        expect(jittered).toBeGreaterThanOrEqual(whole / 2);
      },
    ),
  );
});
