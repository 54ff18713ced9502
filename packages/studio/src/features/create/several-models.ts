import { MOST_COMPARED } from "../library/filters.ts";
import type { Draft } from "./drafts.tsx";

type Models = Pick<Draft, "model" | "others">;

/** The models that a draft goes to: the chosen one first. */
export const modelsOf = ({ model, others }: Models): readonly string[] => [model, ...others];

/** As many models take the same picture as clips can be compared. */
export const takesMore = (draft: Models): boolean => modelsOf(draft).length < MOST_COMPARED;

export const toggledOther = ({ others }: Models, model: string): readonly string[] =>
  others.includes(model) ? others.filter((one) => one !== model) : [...others, model];

/** Another model as the chosen one: what was chosen before is not compared with by itself. */
export const chosenModel = ({ others }: Models, model: string): Models => ({
  model,
  others: others.filter((one) => one !== model),
});

/** US dollars for all; null where the price of one is not known. */
export const sumOf = (costs: readonly (number | null)[]): number | null =>
  costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);

/** The cap that is offered: the sum, up to the next cent. */
export const usualCap = (sum: number): number => Math.ceil(Math.round(sum * 1e6) / 1e4) / 100;

/**
 * One cap for all, as a cap for each: its own price and an equal share of what is left over. Together they are the cap and
 * not more, so the server holds it whatever the prices do meanwhile. Undefined for what is free.
 */
export const capsOf = (costs: readonly number[], cap: number): readonly (number | undefined)[] => {
  const paid = costs.filter((cost) => cost > 0);
  const share = Math.max(0, cap - paid.reduce((sum, cost) => sum + cost, 0)) / Math.max(1, paid.length);
  return costs.map((cost) => (cost > 0 ? Math.floor((cost + share) * 1e6 + 1e-3) / 1e6 : undefined));
};
