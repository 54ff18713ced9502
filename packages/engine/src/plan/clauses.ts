import type { Meaning } from "./lexicon/meaning.ts";
import type { Word } from "./words.ts";

/** A stretch of words that says one thing, and what ties it to the one before. */
export interface Clause {
  readonly words: readonly Word[];
  readonly join: "stop" | NonNullable<Meaning["joins"]>;
}

/** A longer stretch is cut: nobody writes one, and reading a clause looks at all pairs of its words. */
export const LONGEST_CLAUSE = 60;

/** Splits at marks and at joining words; empty stretches are left out, and the strongest tie between two clauses stays. */
export function splitClauses(words: readonly Word[]): Clause[] {
  const clauses: Clause[] = [];
  let join: Clause["join"] = "stop";
  let current: Word[] = [];
  const close = (next: Clause["join"]): void => {
    if (current.length > 0) {
      clauses.push({ words: current, join });
      join = next;
    } else if (next !== "and") {
      join = next;
    }
    current = [];
  };
  for (const word of words) {
    const joins = word.meaning?.joins;
    if (word.kind === "stop") close("stop");
    else if (joins === "then" && isBareNegation(current)) continue;
    else if (joins !== undefined) close(joins);
    else current.push(word);
    if (current.length >= LONGEST_CLAUSE) close("stop");
  }
  close("stop");
  return clauses;
}

/** 别让云动, "don't let …": the negation belongs to what follows the joining word. */
const isBareNegation = (words: readonly Word[]): boolean =>
  words.some((word) => word.meaning?.negates !== undefined) &&
  words.every((word) => word.meaning?.negates !== undefined || word.meaning?.filler === true);
