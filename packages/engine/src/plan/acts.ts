import type { EffectKind } from "@kinora/contract";
import type { Deed } from "./effect-asks.ts";
import { effectOf, type Item } from "./roles.ts";

/** What a plant or a lamp cannot do by being warped, though clouds and flames can ("the fire grows"). */
const GROWS_FOR_REAL: ReadonlySet<EffectKind> = new Set(["sway", "petals", "snow", "water"]);

/** True when the deed needs a model that invents new pictures: a living thing that acts, a thing that becomes another. */
export function isBeyondWarping(deed: Deed, items: readonly Item[]): boolean {
  const { verb, subject } = deed;
  if (verb.negated || subject?.role === "camera") return false;
  const effect = subject?.item === undefined ? undefined : effectOf(subject.item);
  switch (verb.meaning.action) {
    case "edits":
      return true;
    case "grows":
      return effect === undefined || GROWS_FOR_REAL.has(effect.kind);
    case "adds":
      return subject?.role !== "effect" && !items.some((item) => item.role === "effect" && item.located === undefined);
    case "acts":
      return subject?.role !== "effect";
    case "moves":
    case undefined:
    default:
      return subject?.role === "actor" && isLivelyMotion(verb);
  }
}

const isLivelyMotion = (verb: Item): boolean =>
  verb.meaning.action !== undefined || (verb.meaning.motion !== undefined && verb.meaning.motion.manner !== "shine");

/** These take every thing of their clause with them: in "turn the lake into a desert" nothing ripples. */
export const takesWholeClause = (deed: Deed): boolean =>
  deed.verb.meaning.action === "edits" || deed.verb.meaning.action === "grows";
