import type { CameraType, EffectKind } from "@kinora/contract";
import { splitClauses } from "./clauses.ts";
import { cameraMisses, headingOf } from "./headings.ts";
import type { CameraAsk, ClauseReading, EffectAsk, Intent, Manners, UnmetWish } from "./intent.ts";
import type { Direction } from "./lexicon/meaning.ts";
import { fillManners } from "./manners.ts";
import { normalise, type NormalText } from "./normalise.ts";
import { shownPhrase } from "./phrase.ts";
import { type PromptReading, readClauses } from "./read-clauses.ts";
import { tokenise } from "./tokens.ts";
import { readWords } from "./words.ts";

/** A report is read by people. */
const MOST_UNMET = 32;

/** What the words ask for. A blank prompt asks for nothing; one of unknown words is said not to be understood. */
export function understand(prompt: string): Intent {
  const { readings, loose } = readPrompt(prompt);
  const moves = readings.flatMap((reading) => reading.cameras);
  const forbidden = new Set(readings.flatMap((reading) => reading.forbidden));
  const { effects, asks } = chooseEffects(readings, forbidden);
  const idle = moves.length === 0 && effects.length === 0;
  const cameras = idle && loose.direction !== undefined ? [goingWhere(loose, loose.direction, prompt)] : moves;
  const asked = mergeKinds(effects);
  const camera = oneCamera(cameras);
  const unmet = [
    ...unmetWishes(readings, cameras),
    ...otherWays([...asked, ...(camera === undefined ? [] : [camera])]),
    ...foreignWords(prompt, readings),
  ];
  const standInManners: Manners = idle && loose.speed !== undefined ? { speed: loose.speed } : {};
  for (const reading of readings) fillManners(standInManners, reading.unmetManners);
  return {
    effects: asked,
    asks,
    camera,
    cameraStill: cameras.length === 0 && readings.some((reading) => reading.stillCamera),
    forbidden,
    heldStill: readings.some((reading) => reading.heldStill),
    unmet,
    standInManners,
  };
}

/** An emoji is mere decoration in a sentence, and a word where no other word asks for anything. */
function readPrompt(prompt: string): PromptReading {
  const [plain, pictured] = [readText(normalise(prompt)), normalise(prompt, { pictures: true })];
  const asks = plain.readings.some(
    (reading) => reading.effects.length > 0 || reading.cameras.length > 0 || reading.unmet || reading.stillCamera,
  );
  return asks ? plain : readText(pictured);
}

const readText = (text: NormalText): PromptReading => readClauses(splitClauses(readWords(tokenise(text))), text.source);

/** "go up", 向右: nothing else is asked, so it is the camera that goes there. */
const goingWhere = (manners: Manners, { word }: Direction, prompt: string): CameraAsk => ({
  type: word === "left" ? "pan_left" : word === "up" ? "crane_up" : word === "down" ? "crane_down" : "pan_right",
  at: 0,
  manners,
  phrase: shownPhrase(prompt),
  carried: false,
});

/** Directions in which the asked thing does not go: a camera has its own ways, an effect one. */
function otherWays(asks: readonly (EffectAsk | CameraAsk)[]): UnmetWish[] {
  return asks
    .filter((ask) => ("type" in ask ? cameraMisses(ask) : headingOf(ask.manners).lost))
    .map((ask) => ({ phrase: ask.phrase, reason: "needs-generative-model", why: "way" }));
}

/**
 * What is said to move; else what stands by itself; else, where no camera move says it all, the things and places that
 * the words describe.
 */
function chooseEffects(
  readings: readonly ClauseReading[],
  forbidden: ReadonlySet<EffectKind>,
): { effects: EffectAsk[]; asks: boolean } {
  const all = readings.flatMap((reading) => reading.effects).filter((ask) => !forbidden.has(ask.kind));
  const said = all.filter((ask) => ask.how === "asked" || ask.how === "named");
  const wind = all.filter((ask) => ask.how === "wind");
  if (said.length > 0)
    return { effects: said.some((ask) => BLOWN.has(ask.kind)) ? blow(said, wind) : withWind(all), asks: true };
  if (wind.length > 0) return { effects: wind, asks: true };
  const moves = readings.filter((reading) => reading.cameras.some((camera) => camera.type !== "static"));
  if (moves.length === 0) return { effects: all, asks: false };
  const beside = readings.filter((reading) => reading.cameras.length === 0).flatMap((reading) => reading.effects);
  return { effects: beside.filter((ask) => ask.how === "described" && !forbidden.has(ask.kind)), asks: false };
}

/** The first move, with everything that later words say about the same move ("handheld, slight shake"). */
function oneCamera(cameras: readonly CameraAsk[]): CameraAsk | undefined {
  const first = cameras[0];
  if (first === undefined) return undefined;
  const manners = { ...first.manners };
  for (const camera of cameras) if (family(camera.type) === family(first.type)) fillManners(manners, camera.manners);
  return { ...first, manners };
}

/** Kinds that go where the wind blows, though the words name the wind apart from them. */
const WINDBLOWN: ReadonlySet<EffectKind> = new Set([
  "sway",
  "clouds",
  "smoke",
  "fog",
  "snow",
  "rain",
  "petals",
  "dust",
]);

/** In the order of the words, so that the main one stays first. */
const withWind = (all: readonly EffectAsk[]): EffectAsk[] =>
  all.filter((ask) => ask.how === "asked" || ask.how === "named" || ask.how === "wind");

/** Where one of these moves, the wind has been spoken of by it. */
const BLOWN: ReadonlySet<EffectKind> = new Set([...WINDBLOWN, "water", "flow", "fire"]);

/** "wind from the left, grass bends": the wind's direction is the grass's, and its strength too. */
function blow(things: readonly EffectAsk[], wind: readonly EffectAsk[]): EffectAsk[] {
  return things.map((ask) => {
    if (!WINDBLOWN.has(ask.kind)) return ask;
    const manners = { ...ask.manners };
    for (const { manners: said } of wind) {
      if (ask.kind === "sway") fillManners(manners, said);
      else if (said.direction !== undefined) fillManners(manners, { direction: said.direction });
    }
    return { ...ask, manners };
  });
}

/** One effect of each kind, at the place of its first mention, with everything that any mention says. */
function mergeKinds(asks: readonly EffectAsk[]): EffectAsk[] {
  const merged = new Map<EffectKind, EffectAsk>();
  for (const ask of asks) {
    const known = merged.get(ask.kind);
    if (known === undefined) merged.set(ask.kind, { ...ask, manners: { ...ask.manners } });
    else fillManners(known.manners, ask.manners);
  }
  return [...merged.values()];
}

function unmetWishes(readings: readonly ClauseReading[], cameras: readonly CameraAsk[]): UnmetWish[] {
  const acts = readings
    .filter((reading) => reading.unmet)
    .map((reading): UnmetWish => ({ phrase: reading.phrase, reason: "needs-generative-model", why: "actor" }));
  const lost = readings
    .filter((reading) => reading.lost)
    .map((reading): UnmetWish => ({ phrase: reading.phrase, reason: "not-understood", why: "lost" }));
  const first = cameras[0];
  const others = cameras
    .filter((camera) => first !== undefined && !camera.carried && family(camera.type) !== family(first.type))
    .map((camera): UnmetWish => ({
      phrase: camera.phrase,
      reason: "needs-generative-model",
      why: "second-camera",
    }));
  const distinct = new Map([...acts, ...others, ...lost].map((wish) => [`${wish.why} ${wish.phrase}`, wish]));
  return [...distinct.values()].slice(0, MOST_UNMET);
}

/** Moves that say the same for one clip: "zoom in, getting closer". */
const family = (type: CameraType): string => type.replace("zoom_", "dolly_").replace("vertigo", "dolly_in");

function foreignWords(prompt: string, readings: readonly ClauseReading[]): UnmetWish[] {
  if (prompt.trim() === "" || readings.some((reading) => reading.known)) return [];
  return [{ phrase: shownPhrase(prompt), reason: "not-understood", why: "unknown" }];
}
