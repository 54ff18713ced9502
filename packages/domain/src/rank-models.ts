import type { Preference } from "@kinora/contract";

/** What is known of a model for one request, by price lists with a date and by finished runs. */
export interface RankFacts {
  /** US dollars; undefined: not known. */
  readonly costUsd: number | undefined;
  /** The median of finished runs; undefined before there are any. */
  readonly usualSeconds: number | undefined;
  /** Its place in the installation's own list of the best, from 0; undefined where that does not name it. */
  readonly bestPlace: number | undefined;
}

const known = (value: number | undefined): number => value ?? Number.POSITIVE_INFINITY;

/** Smaller first; what is not known comes last. `Infinity - Infinity` would be no number. */
const bySize = (one: number | undefined, other: number | undefined): number =>
  known(one) === known(other) ? 0 : known(one) - known(other);

const negated = (value: number | undefined): number | undefined => (value === undefined ? undefined : -value);

/** What a preference compares, one after the other; the smaller comes first. */
const COMPARES = {
  cheapest: ({ costUsd, usualSeconds }) => [costUsd, usualSeconds],
  fastest: ({ costUsd, usualSeconds }) => [usualSeconds, costUsd],
  best: ({ bestPlace, costUsd }) => [bestPlace, negated(costUsd)],
} as const satisfies Record<Preference, (facts: RankFacts) => readonly (number | undefined)[]>;

const compare = (one: readonly (number | undefined)[], other: readonly (number | undefined)[]): number =>
  one.map((value, index) => bySize(value, other[index])).find((order) => order !== 0) ?? 0;

/** Those that a preference puts first, first. Equals keep their order. */
export const rankModels = <Ranked extends { readonly facts: RankFacts }>(
  prefer: Preference,
  models: readonly Ranked[],
): Ranked[] => [...models].sort((one, other) => compare(COMPARES[prefer](one.facts), COMPARES[prefer](other.facts)));

const costText = ({ costUsd }: RankFacts): string =>
  costUsd === undefined ? "its price is not known" : `about ${costUsd.toFixed(2)} USD`;

const SAY = {
  cheapest: costText,
  fastest: ({ usualSeconds }) =>
    usualSeconds === undefined ? "no finished run to learn from" : `usually ${usualSeconds.toFixed(1)} s`,
  best: (facts) =>
    facts.bestPlace === undefined ? costText(facts) : `place ${facts.bestPlace + 1} in KINORA_BEST_MODELS`,
} as const satisfies Record<Preference, (facts: RankFacts) => string>;

/** What a preference went by, for the caller: "cheapest: about 0.10 USD". */
export const rankText = (prefer: Preference, facts: RankFacts): string => `${prefer}: ${SAY[prefer](facts)}`;
