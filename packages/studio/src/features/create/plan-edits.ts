import type { Camera, Effect, EffectKind, MotionParts, MotionPlan } from "@kinora/contract";

export type Stroke = MotionPlan["strokes"][number];

/** What a person changed of the plan that the prompt gave. What is changed by hand wins over the prompt. */
export interface PlanEdits {
  /** Movements of the prompt's plan that were taken out, by their keys. */
  readonly removed: readonly string[];
  /** What was set by hand of a movement of the prompt's plan, by its key. */
  readonly changed: Readonly<Record<string, Partial<Effect>>>;
  readonly added: readonly Effect[];
  readonly camera: Camera | undefined;
  readonly strokes: readonly Stroke[];
}

export const NO_EDITS: PlanEdits = { removed: [], changed: {}, added: [], camera: undefined, strokes: [] };

/** One line of "What will move". */
export interface Movement {
  readonly key: string;
  readonly effect: Effect;
  /** Set by hand. */
  readonly yours: boolean;
}

const OWN = "own:";

const keysOf = (effects: readonly Effect[]): readonly string[] => {
  const seen = new Map<string, number>();
  return effects.map(({ kind }) => {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count === 1 ? kind : `${kind}:${count}`;
  });
};

/** The plan's movements with the edits in them: those of the prompt first, then the person's own. */
export const movementsOf = (plan: Pick<MotionPlan, "effects">, edits: PlanEdits): readonly Movement[] => {
  const keys = keysOf(plan.effects);
  const fromPrompt = plan.effects.map((effect, index): Movement => {
    const key = keys[index] ?? effect.kind;
    const changes = edits.changed[key];
    return { key, effect: { ...effect, ...changes }, yours: changes !== undefined };
  });
  const own = edits.added.map((effect, index): Movement => ({ key: `${OWN}${index}`, effect, yours: true }));
  return [...fromPrompt.filter(({ key }) => !edits.removed.includes(key)), ...own];
};

export const cameraOf = (plan: Pick<MotionPlan, "camera">, { camera }: PlanEdits): Camera => camera ?? plan.camera;

const ownIndex = (key: string): number | undefined => (key.startsWith(OWN) ? Number(key.slice(OWN.length)) : undefined);

export const changeMovement = (edits: PlanEdits, key: string, changes: Partial<Effect>): PlanEdits => {
  const own = ownIndex(key);
  if (own === undefined) {
    return { ...edits, changed: { ...edits.changed, [key]: { ...edits.changed[key], ...changes } } };
  }
  const added = edits.added.map((effect, index) => (index === own ? { ...effect, ...changes } : effect));
  return { ...edits, added };
};

export const removeMovement = (edits: PlanEdits, key: string): PlanEdits => {
  const own = ownIndex(key);
  if (own === undefined) return { ...edits, removed: [...edits.removed, key] };
  return { ...edits, added: edits.added.filter((_, index) => index !== own) };
};

/** Where a kind of movement usually is; painted regions take its place. */
export const USUAL_REGION: Readonly<Record<EffectKind, Exclude<Effect["region"], object>>> = {
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

/** A movement with its usual values, as "Add" gives it. */
export const newMovement = (kind: EffectKind, region: Effect["region"] = USUAL_REGION[kind]): Effect => ({
  kind,
  region,
  speed: 1,
  amount: 1,
  direction_word: "none",
  confidence: 1,
});

export const addMovement = (edits: PlanEdits, effect: Effect): PlanEdits => ({
  ...edits,
  added: [...edits.added, effect],
});

/** The key that `addMovement` gives to what it adds. */
export const keyOfNext = ({ added }: PlanEdits): string => `${OWN}${added.length}`;

export const isUntouched = (edits: PlanEdits): boolean =>
  edits.removed.length === 0 &&
  Object.keys(edits.changed).length === 0 &&
  edits.added.length === 0 &&
  edits.camera === undefined &&
  edits.strokes.length === 0;

/** What goes with the request: nothing where the prompt's own plan is wanted. */
export const motionOf = (plan: MotionPlan, edits: PlanEdits): MotionParts | undefined => {
  if (isUntouched(edits)) return undefined;
  return {
    camera: cameraOf(plan, edits),
    effects: movementsOf(plan, edits).map(({ effect }) => effect),
    protect: plan.protect,
    strokes: [...edits.strokes],
  };
};
