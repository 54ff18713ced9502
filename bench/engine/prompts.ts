/**
 * How well the planner understands the prompt set (384 lines and more, written before the parser was tuned), and a set of
 * strangers' prompts (192 lines, written by somebody who had not read the parser):
 *
 *   node bench/engine/prompts.ts [--wrong]
 *
 * Tells, for the half that the parser was tuned on and for the half that nobody looks at, in English and in Chinese, the share of
 * lines that are right as a whole and in each field. `--wrong` lists the misses of the tuned half and of the strangers' set; those
 * of the other half stay unseen. Ends with 1 when the test half or the strangers' set is below 95 % in any field or as a whole.
 */
import { parseArgs } from "node:util";
import {
  isChinese,
  isTune,
  PROMPT_FIELDS,
  type PromptLine,
  readPromptSet,
  scorePrompts,
} from "../../packages/engine/src/testing/prompt-set.ts";

const GOAL = 0.95;

const { values: options } = parseArgs({ options: { wrong: { type: "boolean", default: false } } });
const lines = readPromptSet("prompts");
const strangers = readPromptSet("strangers");
const isTest = (line: PromptLine): boolean => !isTune(line);
const isEnglish = (line: PromptLine): boolean => !isChinese(line);

const GROUPS = {
  "tune all": lines.filter(isTune),
  "tune EN": lines.filter(isTune).filter(isEnglish),
  "tune ZH": lines.filter(isTune).filter(isChinese),
  "test all": lines.filter(isTest),
  "test EN": lines.filter(isTest).filter(isEnglish),
  "test ZH": lines.filter(isTest).filter(isChinese),
  "strangers all": strangers,
  "strangers EN": strangers.filter(isEnglish),
  "strangers ZH": strangers.filter(isChinese),
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const COLUMN = 16;

console.log(["half", "lines", "whole", ...PROMPT_FIELDS].map((head) => head.padEnd(COLUMN)).join(""));
for (const [name, group] of Object.entries(GROUPS)) {
  const { whole, byField } = scorePrompts(group);
  const cells = [name, `${group.length}`, percent(whole), ...PROMPT_FIELDS.map((field) => percent(byField[field]))];
  console.log(cells.map((cell) => cell.padEnd(COLUMN)).join(""));
}

if (options.wrong) {
  for (const { prompt, fields } of scorePrompts([...GROUPS["tune all"], ...strangers]).wrong)
    console.log(`${fields.join(", ")}: ${prompt}`);
}

const leastOf = (group: readonly PromptLine[]): number => {
  const { whole, byField } = scorePrompts(group);
  return Math.min(whole, ...Object.values(byField));
};
const [held, others] = [leastOf(GROUPS["test all"]), leastOf(strangers)];
console.log(`least: test half ${percent(held)}, strangers ${percent(others)} (at least ${percent(GOAL)} wanted)`);
process.exitCode = Math.min(held, others) >= GOAL ? 0 : 1;
