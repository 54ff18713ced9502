import { isNoun, type Item, type Noun } from "./roles.ts";

/** Who does a verb: a noun of the clause, or the kind of noun that the clause before was about. */
export interface Subject {
  readonly role: Noun;
  /** Undefined when it is carried over from the clause before. */
  readonly item: Item | undefined;
}

/**
 * The noun in front of the verb that is not a place; else the one behind it ("swaying grass", "move the camera");
 * else what the clause before was about.
 */
export function subjectOf(verb: Item, items: readonly Item[], carried: Noun | undefined): Subject | undefined {
  const nouns = items.filter((item) => isNoun(item) && item.located === undefined);
  const ahead = nouns.find((noun) => noun.at > verb.at);
  const before = nouns.findLast((noun) => noun.at < verb.at);
  // "follow the dog running": the aim of one move may be the doer of the next verb.
  const doer = items.find((item) => item.at === verb.at - 1 && item.role === "actor");
  if (doer !== undefined && verb.meaning.action === "acts") return { role: "actor", item: doer };
  const chosen = describes(verb, ahead) && before?.role !== "effect" ? ahead : (before ?? ahead);
  if (chosen !== undefined && isNoun(chosen)) return { role: chosen.role, item: chosen };
  // "zoom into the stars while they twinkle": cameras do not twinkle.
  if (carried === "camera" && verb.meaning.motion?.implies !== undefined) return undefined;
  return carried === undefined ? undefined : { role: carried, item: undefined };
}

/** "flowing dress", 飘动的云: the verb belongs to the noun right behind it. */
function describes(verb: Item, noun: Item | undefined): boolean {
  if (noun === undefined || verb.meaning.action === "acts") return false;
  if (verb.word.kind === "han") return noun.at === verb.at + 2;
  return verb.word.text.endsWith("ing") && noun.at === verb.at + 1;
}

/** What a clause is about, for the next one to carry on. */
export function topicOf(items: readonly Item[]): Noun | undefined {
  const noun = items.find((item) => isNoun(item) && item.located === undefined);
  if (noun !== undefined && isNoun(noun)) return noun.role;
  return items.some((item) => item.role === "camera-move") ? "camera" : undefined;
}
