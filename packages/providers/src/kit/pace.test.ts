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

test("ten thousand takers at 20 a second are spread over 500 s, none in the slot of another, quickly", () => {
  const pace = createPace(20);
  const begun = performance.now();
  const times = Array.from({ length: 10_000 }, () => pace.take(1_000_000));
  expect(new Set(times).size).toBe(10_000);
  expect(Math.max(...times)).toBe(1_000_000 + 9_999 * 50);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test("what is past is forgotten, what is ahead stays taken", () => {
  const pace = createPace(1);
  pace.take(1_000);
  pace.take(9_000);
  pace.forgetBefore(5_000);
  expect(pace.take(9_000)).toBe(10_000);
  expect(pace.take(1_000)).toBe(1_000);
});
