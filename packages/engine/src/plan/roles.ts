import type { EffectWord, Meaning } from "./lexicon/meaning.ts";
import type { Clause } from "./clauses.ts";
import type { Word } from "./words.ts";

export type Noun = "effect" | "actor" | "camera" | "everything";

/** A word that does something in its clause, at its place in the clause. */
export interface Item {
  readonly at: number;
  readonly word: Word;
  readonly meaning: Meaning;
  readonly role: Noun | "verb" | "camera-move";
  /** A noun that only says where: "over the lake". */
  readonly located: "amid" | "at" | undefined;
  readonly negated: boolean;
}

export const isNoun = (item: Item): item is Item & { role: Noun } =>
  item.role !== "verb" && item.role !== "camera-move";

export const effectOf = (item: Item): EffectWord | undefined =>
  item.role === "effect" ? item.meaning.effect : undefined;

/** What each word of a clause does there. `heir`: the clause continues one about an actor ("she smiles *and waves*"). */
export function assignRoles(clause: Clause, heir: boolean): Item[] {
  const items: Item[] = [];
  let place: Item["located"];
  clause.words.forEach((word, at) => {
    const meaning = word.meaning;
    if (meaning === undefined) return;
    if (meaning.unplaces === true) place = undefined;
    if (meaning.places === "behind") locateLast(items, at);
    const role = roleOf({ clause, at, meaning, items, heir });
    if (role !== undefined) {
      const noun = role !== "verb" && role !== "camera-move";
      items.push({ at, word, meaning, role, located: noun ? place : undefined, negated: false });
      if (noun) place = undefined;
      // What a move goes to, or around, is its aim and not asked to move.
      if (role === "camera-move" && meaning.camera?.move !== "static" && meaning.camera?.move !== "handheld")
        place = "at";
    }
    if (meaning.places === "amid" || meaning.places === "at") place = meaning.places;
  });
  return items;
}

/** 湖面上: the noun in front of the postposition says where. */
function locateLast(items: Item[], at: number): void {
  const last = items.at(-1);
  if (last !== undefined && last.at === at - 1 && isNoun(last) && last.role !== "camera") {
    items[items.length - 1] = { ...last, located: "amid" };
  }
}

interface Standing {
  readonly clause: Clause;
  readonly at: number;
  readonly meaning: Meaning;
  readonly items: readonly Item[];
  readonly heir: boolean;
}

function roleOf(here: Standing): Item["role"] | undefined {
  const { meaning, items } = here;
  const subject = items.findLast((item) => isNoun(item) && item.located === undefined);
  if (meaning.camera !== undefined && meaning.camera.loose !== true) {
    // "the car zooms past" is about the car, "the clouds move away" about the clouds, "she smiles and looks around" about her.
    const somebody = subject?.role === "actor" || (subject === undefined && here.heir);
    const others = meaning.camera.shy === true ? somebody || subject?.role === "effect" : subject?.role === "actor";
    return meaning.action !== undefined && others ? "verb" : "camera-move";
  }
  if (meaning.effect !== undefined) return effectRole(here, meaning.effect);
  if (meaning.noun !== undefined) return nounOrVerb(here, meaning.noun);
  return meaning.motion !== undefined || meaning.action !== undefined || meaning.camera !== undefined
    ? "verb"
    : undefined;
}

/** "swing", "head" and "top" are nouns, unless they follow somebody who does them. */
function nounOrVerb(here: Standing, noun: NonNullable<Meaning["noun"]>): Item["role"] {
  const doer = here.items.at(-1);
  const isVerb = here.meaning.action !== undefined && doer?.role === "actor" && doer.at === here.at - 1;
  return isVerb ? "verb" : noun;
}

function effectRole(here: Standing, effect: EffectWord): Item["role"] | undefined {
  if (effect.faint === true && here.meaning.amount !== undefined && describesNext(here)) return undefined;
  if (effect.verbToo !== true) return "effect";
  const doer = nearestDoer(here);
  if (doer === "heir") return here.heir ? "verb" : "effect";
  const same = doer?.meaning.effect?.kind === effect.kind;
  return doer !== undefined && (doer.role === "actor" || (doer.role === "effect" && !same)) ? "verb" : "effect";
}

/** "light rain": the next word that says anything is a thing itself. */
function describesNext(here: Standing): boolean {
  const next = here.clause.words[here.at + 1]?.meaning;
  return next?.effect !== undefined;
}

/** The noun right in front, adverbs aside; "heir" at the head of a clause. */
function nearestDoer(here: Standing): Item | "heir" | undefined {
  for (let at = here.at - 1; at >= 0; at--) {
    const item = here.items.find((candidate) => candidate.at === at);
    if (item !== undefined) return isNoun(item) ? item : undefined;
    const meaning = here.clause.words[at]?.meaning;
    if (meaning?.speed === undefined && meaning?.amount === undefined && meaning?.filler !== true) return undefined;
  }
  return "heir";
}
