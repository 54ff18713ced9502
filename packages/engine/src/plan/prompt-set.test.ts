import { expect, test } from "vitest";
import { isChinese, isTune, type PromptScore, readPromptSet, scorePrompts } from "../testing/prompt-set.ts";

const lines = readPromptSet("prompts");
const strangers = readPromptSet("strangers");

test("the prompt set holds at least 300 lines, a third of them Chinese", () => {
  expect(lines.length).toBeGreaterThanOrEqual(300);
  expect(lines.filter(isChinese).length).toBeGreaterThanOrEqual(100);
});

test("the strangers' set holds at least 120 lines, a quarter of them Chinese", () => {
  expect(strangers.length).toBeGreaterThanOrEqual(120);
  expect(strangers.filter(isChinese).length).toBeGreaterThanOrEqual(strangers.length / 4);
});

test("at least 95 % of both halves of the prompt set, and of the strangers', are planned right in every field", () => {
  const tune = scorePrompts(lines.filter(isTune));
  const held = scorePrompts(lines.filter((line) => !isTune(line)));
  const others = scorePrompts(strangers);
  const say = (name: string, { lines: count, whole, fields }: PromptScore): string =>
    `${name}: ${count} lines, ${(whole * 100).toFixed(1)} % whole, ${(fields * 100).toFixed(1)} % of fields`;
  process.stdout.write(`prompt set  ${say("tune", tune)}; ${say("test", held)}; ${say("strangers", others)}\n`);
  expect(tune.whole).toBeGreaterThanOrEqual(0.95);
  expect(held.whole).toBeGreaterThanOrEqual(0.95);
  expect(others.whole).toBeGreaterThanOrEqual(0.95);
});
