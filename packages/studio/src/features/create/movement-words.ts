import type { Effect, EffectKind, Inspection } from "@kinora/contract";
import type { IconName } from "../../parts/icon.tsx";
import type { Words } from "../../words/english.ts";

export const ICON_OF: Readonly<Record<EffectKind, IconName>> = {
  clouds: "cloud",
  water: "wave",
  flow: "wave",
  sway: "sway",
  lights: "light",
  fire: "light",
  smoke: "cloud",
  fog: "cloud",
  snow: "snow",
  rain: "snow",
  rays: "sun",
  dust: "snow",
  petals: "sway",
  breathe: "now",
};

/** Kinds whose motion goes somewhere: a direction can be set. */
const DIRECTED: ReadonlySet<EffectKind> = new Set([
  "clouds",
  "flow",
  "sway",
  "smoke",
  "fog",
  "snow",
  "rain",
  "dust",
  "petals",
]);
export const isDirected = ({ kind }: Effect): boolean => DIRECTED.has(kind);

export const regionWord = ({ region }: Effect, words: Words): string | undefined =>
  words.create.regions[typeof region === "string" ? region : "mask"];

/** The mask of a movement: painted, found in the picture, or none where it is everywhere. */
export const maskUrlOf = ({ region }: Effect, inspection: Inspection | undefined): string | undefined => {
  if (typeof region !== "string") return region.mask.startsWith("polygon") ? undefined : dataUrlOf(region.mask);
  return inspection?.regions.find(({ kind }) => kind === region)?.mask;
};

const dataUrlOf = (mask: string): string => (mask.startsWith("data:") ? mask : `data:image/png;base64,${mask}`);
