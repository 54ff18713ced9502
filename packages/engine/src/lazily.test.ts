import { expect, test } from "vitest";
import { lazily } from "./lazily.ts";

test("a property is worked out when it is first read, once, and looks like any other", () => {
  const worked: string[] = [];
  const scene: { sky: number; water: number } = lazily<{ sky: number; water: number }>({
    sky: () => worked.push("sky"),
    water: () => scene.sky + 10 * worked.push("water"),
  });
  expect(worked).toEqual([]);
  expect(scene.water).toBe(21);
  expect(worked).toEqual(["sky", "water"]);
  expect(scene.water + scene.sky).toBe(22);
  expect(worked).toHaveLength(2);
  expect({ ...scene }).toEqual({ sky: 1, water: 21 });
});
