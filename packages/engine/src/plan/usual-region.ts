import type { EffectKind, RegionKind } from "@kinora/contract";

const USUAL_REGION: Record<EffectKind, RegionKind> = {
  clouds: "sky",
  water: "water",
  flow: "water",
  sway: "vegetation",
  lights: "lights",
  fire: "fire",
  smoke: "frame",
  fog: "frame",
  snow: "frame",
  rain: "frame",
  rays: "frame",
  dust: "frame",
  petals: "frame",
  breathe: "subject",
};

/** Where an effect moves when nothing more exact is said. */
export const usualRegion = (kind: EffectKind): RegionKind => USUAL_REGION[kind];
