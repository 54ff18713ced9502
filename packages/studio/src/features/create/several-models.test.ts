import { expect, test } from "vitest";
import { capsOf, chosenModel, sumOf, takesMore, toggledOther, usualCap } from "./several-models.ts";

test("one cap is shared out among the paid models, and they never have more than it together", () => {
  const caps = capsOf([0, 0.13, 0.4], 0.6);
  expect(caps[0]).toBeUndefined();
  expect(caps[1]).toBeCloseTo(0.165, 5);
  expect(caps[2]).toBeCloseTo(0.435, 5);
  expect((caps[1] ?? 0) + (caps[2] ?? 0)).toBeLessThanOrEqual(0.6);
  expect(capsOf([0.1, 0.2], 0.3)).toEqual([0.1, 0.2]);
  expect(capsOf([0], 1)).toEqual([undefined]);
});

test("a sum with an unknown price is not known, and a cap is whole cents", () => {
  expect(sumOf([0.1, null])).toBeNull();
  expect(sumOf([])).toBe(0);
  expect(usualCap(0.1 + 0.2)).toBe(0.3);
  expect(usualCap(0.131)).toBe(0.14);
});

test("a model is taken along and left out, and is not its own other", () => {
  expect(toggledOther({ model: "a", others: ["b"] }, "c")).toEqual(["b", "c"]);
  expect(toggledOther({ model: "a", others: ["b", "c"] }, "b")).toEqual(["c"]);
  expect(chosenModel({ model: "a", others: ["b", "c"] }, "b")).toEqual({ model: "b", others: ["c"] });
  expect(takesMore({ model: "a", others: ["b", "c"] })).toBe(true);
  expect(takesMore({ model: "a", others: ["b", "c", "d"] })).toBe(false);
});
