import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planMotion } from "./plan-motion.ts";

interface Line {
  prompt: string;
  expect: {
    effects: string[];
    camera: string;
    direction_word: string;
    speed: "slow" | "normal" | "fast";
    unmet: string[];
  };
}

const lines = readFileSync(new URL("./__fixtures__/prompts.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);

const isTune = (line: Line): boolean => ((createHash("sha256").update(line.prompt).digest()[0] ?? 0) & 1) === 0;
const pace = (factor: number): string => (factor < 1 ? "slow" : factor > 1 ? "fast" : "normal");

/** The fields of a line that the planner gets wrong: effects in order, camera, the main effect's direction and speed, unmet reasons. */
function wrongFields({ prompt, expect: wanted }: Line): string[] {
  const { plan, report } = planMotion({
    prompt,
    seed: 1,
    durationSeconds: 4,
    fps: 30,
    loop: false,
    abilities: { effects: [], cameras: [] },
  });
  const main = plan.effects[0];
  const got = {
    effects: plan.effects.map((effect) => effect.kind).join(),
    camera: plan.camera.type,
    direction_word: main?.direction_word ?? "none",
    speed: pace(main?.speed ?? plan.camera.amount),
    unmet: [...new Set(report.unmet.map((wish) => wish.reason))].join(),
  };
  const want = { ...wanted, effects: wanted.effects.join(), unmet: wanted.unmet.join() };
  return (Object.keys(got) as (keyof typeof got)[]).filter((field) => got[field] !== want[field]);
}

/** Share of lines with every field right, and of single fields right. */
function score(half: readonly Line[]): { lines: number; whole: number; fields: number } {
  const wrong = half.map((line) => wrongFields(line).length);
  const whole = wrong.filter((count) => count === 0).length / half.length;
  const fields = 1 - wrong.reduce((sum, count) => sum + count, 0) / (half.length * 5);
  return { lines: half.length, whole, fields };
}

test("the prompt set holds at least 300 lines, a third of them Chinese", () => {
  expect(lines.length).toBeGreaterThanOrEqual(300);
  expect(lines.filter((line) => /\p{Script=Han}/u.test(line.prompt)).length).toBeGreaterThanOrEqual(100);
});

test("at least 95 % of both halves of the prompt set are planned right in every field", () => {
  const tune = score(lines.filter(isTune));
  const held = score(lines.filter((line) => !isTune(line)));
  const say = (name: string, { lines: count, whole, fields }: typeof tune): string =>
    `${name}: ${count} lines, ${(whole * 100).toFixed(1)} % whole, ${(fields * 100).toFixed(1)} % of fields`;
  process.stdout.write(`prompt set  ${say("tune", tune)}; ${say("test", held)}\n`);
  expect(tune.whole).toBeGreaterThanOrEqual(0.95);
  expect(held.whole).toBeGreaterThanOrEqual(0.95);
});
