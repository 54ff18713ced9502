import { expect, test } from "vitest";
import { rankModels, rankText, type RankFacts } from "./rank-models.ts";

const facts = (costUsd?: number, usualSeconds?: number, bestPlace?: number): RankFacts => ({
  costUsd,
  usualSeconds,
  bestPlace,
});
const MODELS = [
  { name: "unknown", facts: facts() },
  { name: "dear", facts: facts(0.8, 40) },
  { name: "free", facts: facts(0, 90) },
  { name: "listed", facts: facts(0.2, 60, 0) },
  { name: "quick", facts: facts(0.2, 20, 1) },
];

test.each([
  ["cheapest", ["free", "quick", "listed", "dear", "unknown"]],
  ["fastest", ["quick", "dear", "listed", "free", "unknown"]],
  ["best", ["listed", "quick", "dear", "free", "unknown"]],
] as const)("%s puts %j in this order; what is not known comes last", (prefer, names) => {
  expect(rankModels(prefer, MODELS).map(({ name }) => name)).toEqual(names);
});

test.each([
  ["cheapest", facts(0.2), "cheapest: about 0.20 USD"],
  ["cheapest", facts(), "cheapest: its price is not known"],
  ["fastest", facts(0, 41.26), "fastest: usually 41.3 s"],
  ["fastest", facts(0), "fastest: no finished run to learn from"],
  ["best", facts(0, 1, 2), "best: place 3 in KINORA_BEST_MODELS"],
  ["best", facts(0.5), "best: about 0.50 USD"],
] as const)("%s goes by %j: %s", (prefer, known, text) => {
  expect(rankText(prefer, known)).toBe(text);
});
