import type { Camera, CameraType, Effect, MotionPlan, PlannedMotion, RegionKind, Unmet } from "@kinora/contract";
import type { SceneFindings } from "../scene.ts";
import { ambientEffects, groundEffects } from "./ground.ts";
import { headingOf } from "./headings.ts";
import { type Abilities, fitToAbilities } from "./fit-to-abilities.ts";
import type { EffectAsk, Intent, Manners, UnmetWish } from "./intent.ts";
import { describeCamera, describeEffect } from "./describe.ts";
import { understand } from "./understand.ts";

export interface PlanRequest {
  readonly prompt: string | undefined;
  /** What the analysis found. Absent: plan from the words alone, over the whole vocabulary, as if every region existed. */
  readonly scene?: SceneFindings;
  readonly seed: number;
  readonly durationSeconds: number;
  readonly fps: number;
  readonly loop: boolean;
  /** What the engine can render; counts only with a scene, when the plan is for rendering. */
  readonly abilities: Abilities;
}

/** Things that the words describe but do not ask to move, move less. */
const DESCRIBED_AMOUNT = 0.8;
const LARGEST_FACTOR = 4;

/** What will move, how and where, and what of the prompt that leaves undone. Pure; linear in the prompt. */
export function planMotion(request: PlanRequest): PlannedMotion {
  const intent = understand(request.prompt ?? "");
  const { effects, missing } = planEffects(intent, request.scene);
  const camera = planCamera(intent, effects, request.scene);
  const unmet = [...intent.unmet.map((wish) => explain(wish, camera)), ...missing];
  const planned: PlannedMotion = {
    plan: { ...assemble(request, camera, effects), protect: protectedBy(intent, effects) },
    report: { understood: understood(intent, effects), unmet },
  };
  if (request.scene === undefined) return planned;
  const said = {
    effects: new Map(intent.effects.map((ask) => [ask.kind, ask.phrase])),
    camera: intent.camera?.phrase,
    still: intent.cameraStill || intent.camera?.type === "static",
  };
  return fitToAbilities(planned, request.abilities, { scene: request.scene, said });
}

function planEffects(intent: Intent, scene: SceneFindings | undefined): { effects: Effect[]; missing: Unmet[] } {
  const wanted = intent.effects.map((ask) => effectFor(ask, intent.asks));
  if (scene === undefined) return { effects: wanted, missing: [] };
  const { found, lost } = groundEffects(wanted, scene);
  const missing = lost.filter(() => intent.asks).map((effect) => notFound(effect, intent));
  // The words leave the motion to us: add what the picture surely shows.
  const open =
    found.length === 0 &&
    intent.camera?.type !== "handheld" &&
    (intent.camera === undefined || intent.camera.type === "static") &&
    missing.length === 0;
  return { effects: open ? ambientEffects(scene, intent.forbidden) : found, missing };
}

function effectFor(ask: EffectAsk, asked: boolean): Effect {
  const { speed = 1, amount = 1 } = ask.manners;
  const { direction } = headingOf(ask.manners);
  const effect: Effect = {
    kind: ask.kind,
    region: ask.region,
    speed: clampFactor(speed),
    amount: clampFactor(asked ? amount : amount * DESCRIBED_AMOUNT),
    direction_word: direction?.word ?? "none",
    confidence: 1,
  };
  return direction === undefined ? effect : { ...effect, direction: direction.degrees };
}

function notFound(effect: Effect, intent: Intent): Unmet {
  const phrase = intent.effects.find((ask) => ask.kind === effect.kind)?.phrase ?? effect.kind;
  const region = effect.region as RegionKind;
  return {
    phrase,
    reason: "region-not-found",
    did: `No ${region} was found in the picture, so this is left out; the rest of the plan is kept. A region mask in \`motion\` can say where it is.`,
  };
}

/** The asked move; else still where the picture moves as asked; else a push towards the focus, never a still clip. */
function planCamera(intent: Intent, effects: readonly Effect[], scene: SceneFindings | undefined): Camera {
  if (intent.camera !== undefined) return cameraOf(intent.camera.type, intent.camera.manners, scene);
  if (intent.cameraStill) return cameraOf("static", {}, scene);
  if (intent.unmet.some((wish) => wish.why === "actor")) return cameraOf("dolly_in", intent.standInManners, scene);
  if (intent.asks && effects.length > 0) return cameraOf("static", {}, scene);
  return cameraOf("dolly_in", intent.standInManners, scene);
}

const FOCUSED: ReadonlySet<CameraType> = new Set(["dolly_in", "dolly_out", "zoom_in", "zoom_out", "orbit", "vertigo"]);

function cameraOf(type: CameraType, manners: Manners, scene: SceneFindings | undefined): Camera {
  const amount = type === "static" ? 1 : clampFactor((manners.speed ?? 1) * (manners.amount ?? 1));
  const camera: Camera = { type, amount, ease: "inout" };
  if (scene === undefined || !FOCUSED.has(type)) return camera;
  const [x, y] = scene.focus;
  return { ...camera, focus: [x, y] };
}

const clampFactor = (factor: number): number => Math.min(LARGEST_FACTOR, Math.max(0, Math.round(factor * 1000) / 1000));

function explain(wish: UnmetWish, camera: Camera): Unmet {
  const shown = camera.type === "static" ? "the camera stays still" : `${describeCamera(camera)} instead`;
  const did = {
    actor: `A warped photograph cannot show this; a generative video model could. Done: ${shown}, with the motion that the rest of the words ask for.`,
    "second-camera": `One clip has one camera move. Done: ${describeCamera(camera)}.`,
    way: `Not every direction that is named here can be taken. Done: ${describeCamera(camera)}, and each effect one way.`,
    lost: `What moves here is not known. Done: ${shown}, with the motion that the rest of the words ask for.`,
    unknown: `No word of this is known here. Done: ${shown}.`,
  }[wish.why];
  return { phrase: wish.phrase, reason: wish.reason, did };
}

function assemble(request: PlanRequest, camera: Camera, effects: Effect[]): Omit<MotionPlan, "protect"> {
  return {
    version: 1,
    seed: request.seed,
    duration_seconds: request.durationSeconds,
    fps: request.fps,
    loop: request.loop,
    camera,
    effects,
    strokes: [],
  };
}

/** Whoever is to stay still, unless a part of them (hair, a dress) is what moves. */
function protectedBy({ heldStill }: Intent, effects: readonly Effect[]): MotionPlan["protect"] {
  return heldStill && effects.every(({ region }) => region !== "subject") ? ["subject"] : [];
}

function understood(intent: Intent, effects: readonly Effect[]): string[] {
  const said = effects.filter((effect) => intent.effects.some((ask) => ask.kind === effect.kind)).map(describeEffect);
  const camera =
    intent.camera === undefined
      ? undefined
      : describeCamera(cameraOf(intent.camera.type, intent.camera.manners, undefined));
  const still = intent.cameraStill ? "camera: still" : undefined;
  const kept = [...intent.forbidden].map((kind) => `${kind}: not to move`);
  const held = protectedBy(intent, effects).length > 0 ? "subject: not to move" : undefined;
  return [...said, ...[camera, still, held].filter((line) => line !== undefined), ...kept];
}
