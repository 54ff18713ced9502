import type { Clause } from "./clauses.ts";
import { isNoun, type Item } from "./roles.ts";

/** Marks what a clause says should not move. Nothing is marked in "everything except …", which asks by exception. */
export function markNegated(clause: Clause, items: readonly Item[]): { items: Item[]; negates: boolean } {
  const from = negatedFrom(clause, items);
  if (from === undefined) return { items: [...items], negates: false };
  return { items: items.map((item) => (item.at >= from ? { ...item, negated: true } : item)), negates: true };
}

/** The place in the clause from which on everything is negated; undefined when nothing is. */
function negatedFrom(clause: Clause, items: readonly Item[]): number | undefined {
  for (const [at, word] of clause.words.entries()) {
    if (word.meaning?.negates === "following") return at;
    if (word.meaning?.negates === "all") return saidBefore(items, at) ? at : 0;
    if (word.meaning?.still === true || isLoneStill(clause, at)) return 0;
  }
  return undefined;
}

/** "clouds drift don't zoom": a whole sentence stands in front of the negation, and is not touched by it. */
function saidBefore(items: readonly Item[], at: number): boolean {
  return items.some((item) => !isNoun(item) && item.at < at);
}

const KEEPS = new Set([
  "keep",
  "keeps",
  "keeping",
  "hold",
  "holds",
  "stay",
  "stays",
  "remain",
  "remains",
  "stand",
  "stands",
]);

/** "still" that means motionless, not "even now" and not a still picture: after "keep", or at the end. */
function isLoneStill(clause: Clause, at: number): boolean {
  if (clause.words[at]?.text !== "still") return false;
  const last = at === clause.words.length - 1;
  return at > 0 && (last || clause.words.slice(0, at).some((word) => KEEPS.has(word.text)));
}
