import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { planMotion } from "../plan/plan-motion.ts";

/** What a planner has to get right of a prompt. `direction_word` and `speed` are those of the main effect. */
export const PROMPT_FIELDS = ["effects", "camera", "direction_word", "speed", "unmet"] as const;
export type PromptField = (typeof PROMPT_FIELDS)[number];

export interface PromptLine {
  readonly prompt: string;
  readonly expect: {
    readonly effects: readonly string[];
    readonly camera: string;
    readonly direction_word: string;
    readonly speed: "slow" | "normal" | "fast";
    readonly unmet: readonly string[];
  };
}

/** The lines of a set in `plan/__fixtures__/`: the one that was split in halves, or the strangers'. */
export const readPromptSet = (name: "prompts" | "strangers"): PromptLine[] =>
  readFileSync(new URL(`../plan/__fixtures__/${name}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as PromptLine);

/** The halves are told by the prompt's own hash, so that nobody chooses. The parser is tuned on one half only. */
export const isTune = ({ prompt }: PromptLine): boolean =>
  ((createHash("sha256").update(prompt).digest()[0] ?? 0) & 1) === 0;

export const isChinese = ({ prompt }: PromptLine): boolean => /\p{Script=Han}/u.test(prompt);

const pace = (factor: number): string => (factor < 1 ? "slow" : factor > 1 ? "fast" : "normal");

/** The fields of a line that the planner gets wrong: effects in order, camera, the main effect's direction and speed, unmet reasons. */
export function wrongFields({ prompt, expect: wanted }: PromptLine): PromptField[] {
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
  return PROMPT_FIELDS.filter((field) => got[field] !== want[field]);
}

export interface PromptScore {
  readonly lines: number;
  /** Share of lines with every field right. */
  readonly whole: number;
  /** Share of single fields right, all together and each. */
  readonly fields: number;
  readonly byField: Readonly<Record<PromptField, number>>;
  readonly wrong: readonly { readonly prompt: string; readonly fields: readonly PromptField[] }[];
}

export function scorePrompts(lines: readonly PromptLine[]): PromptScore {
  const wrong = lines
    .map((line) => ({ prompt: line.prompt, fields: wrongFields(line) }))
    .filter(({ fields }) => fields.length > 0);
  const misses = (field: PromptField): number => wrong.filter(({ fields }) => fields.includes(field)).length;
  const right = (field: PromptField): number => 1 - misses(field) / lines.length;
  const byField = {
    effects: right("effects"),
    camera: right("camera"),
    direction_word: right("direction_word"),
    speed: right("speed"),
    unmet: right("unmet"),
  };
  const all = PROMPT_FIELDS.reduce((sum, field) => sum + byField[field], 0) / PROMPT_FIELDS.length;
  return { lines: lines.length, whole: 1 - wrong.length / lines.length, fields: all, byField, wrong };
}
