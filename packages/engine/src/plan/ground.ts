import type { Effect, EffectKind, RegionKind } from "@kinora/contract";
import type { SceneFindings } from "../scene.ts";

type Found = SceneFindings["regions"][Exclude<RegionKind, "frame">];

/** Below either of these a region is nowhere in the picture, whatever the words say. */
const NOWHERE = { share: 0.0002, confidence: 0.06 };
/** From here on an asked effect moves with its full strength; below, down to `GENTLEST` of it. */
const SURE = 0.5;
const GENTLEST = 0.4;

/**
 * Puts asked effects into the picture. The words say that a thing exists, so doubt makes its motion gentler and only a
 * region that is nowhere drops it.
 */
export function groundEffects(effects: readonly Effect[], scene: SceneFindings): { found: Effect[]; lost: Effect[] } {
  const found: Effect[] = [];
  const lost: Effect[] = [];
  for (const effect of effects) {
    const region = regionOf(effect, scene);
    if (region === undefined) found.push(effect);
    else if (isNowhere(region)) lost.push(effect);
    else found.push(gentled(effect, region.confidence));
  }
  return { found, lost };
}

/** The finding behind an effect; undefined for what fills the frame or has the user's own mask. */
export function regionOf(effect: Effect, scene: SceneFindings): Found | undefined {
  return typeof effect.region === "object" || effect.region === "frame" ? undefined : scene.regions[effect.region];
}

export const isNowhere = (region: Found): boolean =>
  region.share < NOWHERE.share || region.confidence < NOWHERE.confidence;

function gentled(effect: Effect, confidence: number): Effect {
  const strength = Math.min(1, GENTLEST + ((1 - GENTLEST) * confidence) / SURE);
  return { ...effect, confidence, amount: Math.round(effect.amount * strength * 1000) / 1000 };
}

interface Ambient {
  readonly kind: EffectKind;
  readonly region: Exclude<RegionKind, "frame">;
  readonly confidence: number;
  readonly share: number;
  readonly night?: number;
}

/** What moves unasked, in this order: only what is surely there and large enough to matter. */
const AMBIENT: readonly Ambient[] = [
  // A sky that is not sure has a skyline that is not sure either, and unasked clouds would tear what stands before it.
  { kind: "clouds", region: "sky", confidence: 0.8, share: 0.08 },
  { kind: "water", region: "water", confidence: 0.6, share: 0.06 },
  { kind: "sway", region: "vegetation", confidence: 0.6, share: 0.15 },
  { kind: "fire", region: "fire", confidence: 0.6, share: 0.002 },
  { kind: "lights", region: "lights", confidence: 0.6, share: 0.001, night: 0.5 },
];
const AMBIENT_AMOUNT = 0.8;

/** The effects of a picture for which nobody asked, without those that somebody ruled out. */
export function ambientEffects(scene: SceneFindings, forbidden: ReadonlySet<EffectKind>): Effect[] {
  return AMBIENT.filter((candidate) => !forbidden.has(candidate.kind) && isSure(candidate, scene)).map(
    ({ kind, region }) => ({
      kind,
      region,
      speed: 1,
      amount: AMBIENT_AMOUNT,
      direction_word: "none",
      confidence: scene.regions[region].confidence,
    }),
  );
}

function isSure(candidate: Ambient, scene: SceneFindings): boolean {
  const found = scene.regions[candidate.region];
  return (
    found.confidence >= candidate.confidence && found.share >= candidate.share && scene.night >= (candidate.night ?? 0)
  );
}
