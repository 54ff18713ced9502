import { expect, test } from "vitest";
import { EVERY_MISBEHAVIOUR } from "./misbehaviour.ts";
import { breachesOf } from "./report.ts";
import { runChaos } from "./run-chaos.ts";

/** Each is waited for a minute and a half: the long run has them. */
const hangs = ["hang_before", "hang_after"];

test("eight deaths among twenty generations at a misbehaving vendor: none is lost, none is submitted twice", async () => {
  const report = await runChaos({
    generations: 20,
    kills: 8,
    seed: 7,
    rules: EVERY_MISBEHAVIOUR.filter(({ does }) => !hangs.includes(does.kind)),
    settleWithinMs: 150_000,
    onKill: () => undefined,
  });
  expect(report).toMatchObject({ accepted: 20, kills: 8 });
  expect(breachesOf(report)).toEqual([]);
  expect(report.verdicts.some(({ status }) => status === "succeeded")).toBe(true);
}, 240_000);
