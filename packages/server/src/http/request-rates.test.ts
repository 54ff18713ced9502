import { expect, test } from "vitest";
import { createRequestRates } from "./request-rates.ts";

test("in no 60 seconds are there more than the limit, and who asks again when told so is let through", () => {
  let now = 0;
  const rates = createRequestRates({ now: () => now });
  const take = (at: number, limit = 3): [boolean, number, number] => {
    now = at;
    const { isOver, remaining, resetSeconds } = rates.take("key_1", limit);
    return [isOver, remaining, resetSeconds];
  };
  expect([take(0), take(10_000), take(20_000)]).toEqual([
    [false, 2, 60],
    [false, 1, 60],
    [false, 0, 60],
  ]);
  expect(take(30_000)).toEqual([true, 0, 30]);
  expect(take(59_999)).toEqual([true, 0, 1]);
  expect(take(60_000)).toEqual([false, 0, 60]);
  expect(take(60_001)).toEqual([true, 0, 10]);
  // A lowered limit counts what was sent before it.
  expect(take(70_000, 1)).toEqual([true, 0, 50]);
  expect(take(120_001, 1)).toEqual([false, 0, 60]);
});
