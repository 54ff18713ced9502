import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

test("at two a second, the third in one moment comes a second later", () => {
  const pace = createPace(2);
  expect([pace.take(10_000), pace.take(10_000), pace.take(10_000)]).toEqual([10_000, 10_500, 11_000]);
});

test("slots that are taken ahead leave the earlier ones free", () => {
  const pace = createPace(1);
  expect(pace.take(60_000)).toBe(60_000);
  expect(pace.take(10_000)).toBe(10_000);
  expect(pace.take(59_500)).toBe(59_500);
  expect(pace.take(59_500)).toBe(61_000);
});

test("takers of one moment are spread, none in the slot of another; a hundred thousand take no quadratic time", () => {
  const pace = createPace(20);
  const times = Array.from({ length: 100_000 }, () => pace.take(1_000_000));
  expect(new Set(times).size).toBe(100_000);
  expect(times.at(-1)).toBe(1_000_000 + 99_999 * 50);
}, 20_000);

test("what is past is forgotten, what is ahead stays taken", () => {
  const pace = createPace(1);
  pace.take(1_000);
  pace.take(9_000);
  pace.forgetBefore(5_000);
  expect(pace.take(9_000)).toBe(10_000);
  expect(pace.take(1_000)).toBe(1_000);
});
