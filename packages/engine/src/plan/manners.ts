import type { Clause } from "./clauses.ts";
import type { CameraAsk, EffectAsk, Manners } from "./intent.ts";
import type { Direction, Meaning } from "./lexicon/meaning.ts";

export type Target = EffectAsk | CameraAsk;

/** Writes each adverb of a clause onto the ask that stands nearest to it. */
export function bindManners(clause: Clause, targets: readonly Target[]): void {
  for (const at of clause.words.keys()) {
    const meaning = adverbAt(clause, at);
    if (meaning === undefined) continue;
    const target = nearest(targets, at);
    if (target !== undefined) addManner(target.manners, meaning);
  }
}

/** The adverbs of a clause taken together, for a neighbour that has none of its own. */
export function mannersOf(clause: Clause): Manners {
  const manners: Manners = {};
  for (const at of clause.words.keys()) {
    const meaning = adverbAt(clause, at);
    if (meaning !== undefined) addManner(manners, meaning);
  }
  return manners;
}

/** `own` wins over `more` in everything that it says. */
export function fillManners(own: Manners, more: Manners): void {
  if (own.speed === undefined && more.speed !== undefined) own.speed = more.speed;
  if (own.amount === undefined && more.amount !== undefined) own.amount = more.amount;
  if (own.direction === undefined && more.direction !== undefined) {
    own.direction = more.direction;
    if (more.further !== undefined) own.further = more.further;
  }
}

/** As `fillManners`, for words that go on about the same: another direction is one more and not another opinion. */
export function continueManners(own: Manners, more: Manners): void {
  if (own.direction !== undefined && more.direction !== undefined) addDirection(own, more.direction);
  fillManners(own, more);
}

function addDirection(manners: Manners, said: Direction): void {
  if (manners.direction === undefined) manners.direction = said;
  else if (manners.direction.word !== said.word) manners.further ??= said;
}

export const saysNothing = (manners: Manners): boolean =>
  manners.speed === undefined && manners.amount === undefined && manners.direction === undefined;

/** The meaning of the word at `at` if it says how; "light" does in "light rain", not in "the light flickers". */
function adverbAt(clause: Clause, at: number): Meaning | undefined {
  const meaning = clause.words[at]?.meaning;
  if (meaning === undefined || !isAdverb(meaning)) return undefined;
  if (meaning.effect?.faint === true && clause.words[at + 1]?.meaning?.effect === undefined) return undefined;
  return meaning;
}

const isAdverb = (meaning: Meaning): boolean =>
  meaning.speed !== undefined || meaning.direction !== undefined || meaning.amount !== undefined;

/** The nearest ask; of two as near the one in front, which the adverb follows. */
function nearest(targets: readonly Target[], at: number): Target | undefined {
  const distance = (target: Target): number => Math.abs(target.at - at) + (target.at > at ? 0.5 : 0);
  return [...targets].sort((a, b) => distance(a) - distance(b))[0];
}

function addManner(manners: Manners, meaning: Meaning): void {
  if (meaning.speed !== undefined) manners.speed = stronger(manners.speed, meaning.speed);
  if (meaning.amount !== undefined) manners.amount = stronger(manners.amount, meaning.amount);
  if (meaning.direction !== undefined) addDirection(manners, meaning.direction);
}

/** "slowly, very slowly": the factor that is farther from normal. */
function stronger(known: number | undefined, said: number): number {
  return known !== undefined && Math.abs(Math.log(known)) >= Math.abs(Math.log(said)) ? known : said;
}
