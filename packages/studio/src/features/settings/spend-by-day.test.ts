import { expect, test } from "vitest";
import { spendByDay } from "./spend-by-day.ts";

const row = (day: string, model: string, usd: number) => ({
  day,
  provider: "fal",
  model,
  billed: 1,
  settled_usd: usd,
  unknown: 0,
});

test("thirty days, the empty ones too, each split by model with the dearest first", () => {
  const { days, models, mostUsd } = spendByDay(
    [row("2026-11-22", "wan", 0.1), row("2026-11-22", "kling", 0.4), row("2026-11-23", "wan", 0.2)],
    "2026-11-23",
  );
  expect(days.length).toBe(30);
  expect(days[0]?.day).toBe("2026-10-25");
  expect(models).toEqual(["fal/kling", "fal/wan"]);
  expect(days[28]).toEqual({
    day: "2026-11-22",
    usd: 0.5,
    spends: [
      { model: 0, usd: 0.4 },
      { model: 1, usd: 0.1 },
    ],
  });
  expect(mostUsd).toBe(0.5);
});

test("beyond four models the rest is one share, and what cost nothing has none", () => {
  const rows = ["a", "b", "c", "d", "e", "f"].map((model, index) => row("2026-11-23", model, 1 - index / 10));
  const { days, models, hasOthers } = spendByDay([...rows, row("2026-11-23", "free", 0)], "2026-11-23");
  expect(models).toEqual(["fal/a", "fal/b", "fal/c", "fal/d"]);
  expect(hasOthers).toBe(true);
  expect(days[29]?.spends.at(-1)).toEqual({ model: 4, usd: expect.closeTo(1.1) as number });
});
