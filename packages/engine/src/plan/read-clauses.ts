import { isBeyondWarping, takesWholeClause } from "./acts.ts";
import { cameraAsks } from "./camera-asks.ts";
import type { Clause } from "./clauses.ts";
import { type Deed, effectAsks } from "./effect-asks.ts";
import type { ClauseReading, EffectAsk, Manners } from "./intent.ts";
import type { Meaning } from "./lexicon/meaning.ts";
import { bindManners, continueManners, fillManners, mannersOf, saysNothing, type Target } from "./manners.ts";
import { markNegated } from "./negation.ts";
import { shownPhrase } from "./phrase.ts";
import { assignRoles, effectOf, isNoun, type Item, type Noun } from "./roles.ts";
import { subjectOf, topicOf } from "./subjects.ts";

/** What is handed from clause to clause. */
interface Thread {
  topic: Noun | undefined;
  /** The clause before told what an actor does. */
  acted: boolean;
  /** Adverbs that came before anything they could belong to: "Slowly, …". */
  waiting: Manners;
  targets: readonly Target[];
  /** Manners of clauses that hold nothing else: "faster please", "to the left". */
  loose: Manners;
  /** The clause before only named things: "clouds and fog drift slowly". */
  list: boolean;
}

/** What each clause says, and how everything is to move, said beside no clause's own wish. */
export interface PromptReading {
  readonly readings: ClauseReading[];
  readonly loose: Manners;
}

/** Reads the clauses in order; what one leaves unsaid it takes from its neighbours. `source` is the person's own text. */
export function readClauses(clauses: readonly Clause[], source: string): PromptReading {
  const thread: Thread = { topic: undefined, acted: false, waiting: {}, targets: [], loose: {}, list: false };
  const readings = clauses.map((clause) => readClause({ clause, source }, thread));
  applyGlobal(clauses, readings);
  return { readings, loose: thread.loose };
}

function readClause({ clause, source }: { clause: Clause; source: string }, thread: Thread): ClauseReading {
  const phrase = phraseOf(clause, source);
  const { items, negates } = markNegated(clause, assignRoles(clause, clause.join === "and" && thread.acted));
  const deeds = items
    .filter((item) => item.role === "verb")
    .map((verb): Deed => ({ verb, subject: subjectOf(verb, items, thread.topic) }));
  const beyond = deeds.filter((deed) => isBeyondWarping(deed, items));
  const cameras = cameraAsks(clause, { items, deeds, phrase });
  const effects = beyond.some(takesWholeClause)
    ? []
    : effectAsks(items, deeds, { bare: isBare(clause, items), phrase, words: clause.words });
  const moving = effects.filter((ask) => ask.how === "asked" || ask.how === "named");
  const unmet = beyond.length > 0 || items.some((item) => item.meaning.event === true && isNoun(item) && !item.negated);
  const unmetManners = bindThread(clause, {
    thread,
    targets: [...cameras, ...(moving.length > 0 ? moving : effects)],
    unmet,
  });
  thread.list = isBare(clause, items) && effects.length > 0;
  thread.acted = unmet;
  thread.topic = topicOf(items) ?? thread.topic;
  return {
    phrase,
    effects: effects.map(wishedIfPaced),
    cameras,
    unmet,
    unmetManners,
    lost: !unmet && isLost(clause, { deeds, silent: cameras.length === 0 && moving.length === 0 }),
    forbidden: items.filter((item) => item.negated).flatMap((item) => effectOf(item)?.kind ?? []),
    stillCamera: negates && stillsCamera(items),
    heldStill: items.some((item) => item.negated && item.role === "actor"),
    anyMotion: deeds.some((deed) => !deed.verb.negated),
    known: clause.words.some((word) => tellsSomething(word.meaning)),
  };
}

/** Binds adverbs to the clause's own asks, or to the neighbours' where it has none. Answers the pace of an unmet act. */
function bindThread(clause: Clause, here: { thread: Thread; targets: readonly Target[]; unmet: boolean }): Manners {
  const { thread, targets, unmet } = here;
  const said = mannersOf(clause);
  if (unmet && targets.length === 0) return said.speed === undefined ? {} : { speed: said.speed };
  if (targets.length > 0) {
    bindManners(clause, targets);
    const first = targets[0];
    if (first !== undefined) fillManners(first.manners, thread.waiting);
    thread.waiting = {};
    const sharing = thread.list && clause.join === "and";
    if (sharing)
      for (const target of thread.targets) if (saysNothing(target.manners)) fillManners(target.manners, said);
    thread.targets = targets;
    return {};
  }
  if (thread.targets.length > 0) for (const target of thread.targets.slice(-1)) continueManners(target.manners, said);
  else {
    fillManners(thread.waiting, said);
    if (saysOnlyHow(clause)) fillManners(thread.loose, said);
  }
  return {};
}

/** "super fast clouds", "the ocean in slow motion": how fast a thing goes is no description of a still one. */
const wishedIfPaced = (ask: EffectAsk): EffectAsk =>
  ask.how === "described" && ask.manners.speed !== undefined && ask.manners.amount === undefined
    ? { ...ask, how: "named" }
    : ask;

const saysOnlyHow = ({ words }: Clause): boolean =>
  words.every(
    ({ meaning }) =>
      meaning !== undefined &&
      (isManner(meaning) || meaning.filler === true || meaning.motion !== undefined || meaning.places !== undefined),
  );

/** A motion of nothing that is known, with an unknown word in front: "the flibber spins". */
function isLost(clause: Clause, { deeds, silent }: { deeds: readonly Deed[]; silent: boolean }): boolean {
  if (clause.words.some((word) => word.meaning?.turn !== undefined) && silent) return true;
  return (
    silent &&
    deeds.some(({ verb, subject }) => {
      const before = clause.words[verb.at - 1];
      return !verb.negated && subject?.item === undefined && before !== undefined && before.meaning === undefined;
    })
  );
}

/** "timelapse" and "slow motion" are about the whole clip. */
function applyGlobal(clauses: readonly Clause[], readings: readonly ClauseReading[]): void {
  const speed = clauses.flatMap((clause) => clause.words).find((word) => word.meaning?.global === true)?.meaning?.speed;
  if (speed === undefined) return;
  for (const reading of readings) for (const effect of reading.effects) fillManners(effect.manners, { speed });
}

/** No camera, or nothing at all: "don't move", "everything else stays still". */
function stillsCamera(items: readonly Item[]): boolean {
  const negated = items.filter((item) => item.negated);
  const named = negated.filter((item) => item.role === "effect" || item.role === "actor");
  return named.length === 0 || negated.some((item) => item.role === "camera" || item.role === "camera-move");
}

/** At most one word beside the nouns themselves: a list of wishes ("clouds, the trees"), not a description. */
function isBare(clause: Clause, items: readonly Item[]): boolean {
  if (clause.join === "with" || items.some((item) => item.located !== undefined || item.role === "actor")) return false;
  const content = clause.words.filter(
    (word) => word.meaning?.filler !== true && word.meaning?.effect === undefined && !isManner(word.meaning),
  );
  return content.length === 0;
}

const isManner = (meaning: Meaning | undefined): boolean =>
  meaning?.speed !== undefined || meaning?.amount !== undefined || meaning?.direction !== undefined;

const tellsSomething = (meaning: Meaning | undefined): boolean =>
  meaning !== undefined &&
  (Object.keys(meaning).length === 0 || Object.keys(meaning).some((key) => !EMPTY_KEYS.has(key)));

/** Facets that gibberish has by chance: "in", "the", "and". */
const EMPTY_KEYS = new Set(["filler", "joins", "places", "unplaces"]);

function phraseOf(clause: Clause, source: string): string {
  return shownPhrase(source.slice(clause.words[0]?.start ?? 0, clause.words.at(-1)?.end ?? 0));
}
