import type { EffectKind } from "@kinora/contract";
import type { EffectWord, Manner } from "./lexicon/meaning.ts";
import type { EffectAsk } from "./intent.ts";
import { effectOf, type Item } from "./roles.ts";
import type { Subject } from "./subjects.ts";
import type { Word } from "./words.ts";
import { usualRegion } from "./usual-region.ts";

/** A verb of the clause and who does it. */
export interface Deed {
  readonly verb: Item;
  readonly subject: Subject | undefined;
}

/** What of the picture a clause asks to move, or names. `bare`: the clause holds little but its nouns. */
export function effectAsks(
  items: readonly Item[],
  deeds: readonly Deed[],
  clause: { bare: boolean; phrase: string; words: readonly Word[] },
): EffectAsk[] {
  const { bare, phrase } = clause;
  const moves = deeds.filter(
    (deed) => deed.subject?.role !== "actor" && deed.subject?.role !== "camera" && isMotion(deed.verb),
  );
  const asks: EffectAsk[] = [];
  for (const item of items) {
    const how = isPartOfNext(item, items, clause.words[item.at + 1]?.text) ? undefined : howAsked(item, moves, bare);
    const effect = effectOf(item);
    if (how === undefined || effect === undefined || item.negated) continue;
    const kind = kindMoved(item, moves) ?? effect.kind;
    asks.push({ kind, region: regionFor(kind, effect), at: item.at, how, phrase, manners: {} });
  }
  const spoken = settleWind(
    asks,
    moves.some((deed) => swaysNameless(deed, clause.words)),
  );
  return spoken.some((ask) => ask.how === "asked") ? spoken : withImplied(spoken, moves, phrase);
}

/** "cherry blossom petals", 樱花花瓣: the first noun only says what kind of petals. */
function isPartOfNext(item: Item, items: readonly Item[], of: string | undefined): boolean {
  const next =
    items.find((other) => other.at === item.at + 1) ?? items.find((other) => other.at === item.at + 2 && of === "的");
  const [own, head] = [effectOf(item), next === undefined ? undefined : effectOf(next)];
  if (own === undefined || head === undefined || own.agent === true) return false;
  if (of === "的") return true;
  return item.word.kind === "han" ? own.moving !== true && head.moving === true : !item.word.text.endsWith("s");
}

const isMotion = (verb: Item): boolean => verb.meaning.motion !== undefined || verb.meaning.action !== undefined;

function howAsked(item: Item, moves: readonly Deed[], bare: boolean): EffectAsk["how"] | undefined {
  const effect = effectOf(item);
  if (effect === undefined) return undefined;
  if (effect.agent === true) return "wind";
  if (item.located !== undefined) return placedAsk(item, moves);
  const itself = moves.some((deed) => deed.subject?.item === item);
  if (effect.faint === true) return itself ? "asked" : undefined;
  if (effect.moving === true || itself) return "asked";
  const free = moves.some((deed) => deed.subject === undefined || deed.subject.role === "effect");
  if (free) return "asked";
  return bare ? "named" : "described";
}

const WEATHER: ReadonlySet<EffectKind> = new Set(["rain", "snow", "fog", "rays", "dust", "petals"]);

/** A place is not asked to move; but weather that something stands in falls all the same ("kissing in the rain"). */
function placedAsk(item: Item, moves: readonly Deed[]): EffectAsk["how"] | undefined {
  const effect = effectOf(item);
  if (effect?.faint === true) return undefined;
  if (effect?.moving === true && item.located === "amid" && WEATHER.has(effect.kind)) return "asked";
  // "make it flow in the river": a motion of nothing else.
  return moves.length > 0 && moves.every((deed) => deed.subject === undefined) ? "asked" : "place";
}

/** Water that flows is a stream, leaves that fall are petals, petals that bend are on their flower. */
function kindMoved(item: Item, moves: readonly Deed[]): EffectKind | undefined {
  const becomes = effectOf(item)?.becomes;
  if (becomes === undefined) return undefined;
  const own = moves.filter(
    (deed) =>
      deed.subject?.item === item || deed.subject?.item === undefined || effectOf(deed.subject.item)?.agent === true,
  );
  const manners = own
    .map((deed) => deed.verb.meaning.motion?.manner)
    .filter((manner): manner is Manner => manner !== undefined);
  return manners.map((manner) => becomes[manner]).find((kind) => kind !== undefined);
}

/** A thing keeps its own region unless its verb has made another effect of it. */
const regionFor = (kind: EffectKind, effect: EffectWord): EffectAsk["region"] =>
  kind === effect.kind ? effect.region : usualRegion(kind);

const isSwaying = ({ meaning }: Item): boolean => ["sway", "bend"].includes(meaning.motion?.manner ?? "");

/** "The umbrella shakes in the wind": something that is no effect of its own sways. */
function swaysNameless({ verb, subject }: Deed, words: readonly Word[]): boolean {
  if (verb.negated || subject?.item !== undefined || !isSwaying(verb)) return false;
  const before = words[verb.at - 1];
  return (
    subject === undefined || (before !== undefined && (before.meaning === undefined || before.meaning.scene === true))
  );
}

/** Wind asks for what it blows through: then the wind itself is not one more effect. */
function settleWind(asks: readonly EffectAsk[], nameless: boolean): EffectAsk[] {
  const wind = asks.some((ask) => ask.how === "wind");
  const things = asks.filter((ask) => ask.how !== "wind");
  if (wind && things.length === 0 && nameless) return asks.map((ask) => ({ ...ask, how: "asked" }));
  if (!wind || things.length === 0) return [...asks];
  if (things.some((ask) => ask.how === "asked")) return things;
  return things.map((ask) => ({ ...ask, how: "asked" }));
}

/** "twinkle softly": the verb alone says what moves, and a place in the clause says where. */
function withImplied(asks: readonly EffectAsk[], moves: readonly Deed[], phrase: string): EffectAsk[] {
  const deed = moves.find(
    ({ verb, subject }) => !verb.negated && verb.meaning.motion?.implies !== undefined && subject?.item === undefined,
  );
  const kind = deed?.verb.meaning.motion?.implies;
  if (deed === undefined || kind === undefined) return [...asks];
  const place = asks.find((ask) => ask.how === "place" || ask.how === "described");
  if (place !== undefined) return asks.map((ask) => (ask === place ? { ...ask, how: "asked" } : ask));
  if (deed.subject?.role === "effect") return [...asks];
  return [...asks, { kind, region: usualRegion(kind), at: deed.verb.at, how: "asked", phrase, manners: {} }];
}
