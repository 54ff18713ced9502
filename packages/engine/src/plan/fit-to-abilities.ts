import type { Camera, CameraType, Effect, EffectKind, PlannedMotion, RegionKind, Unmet } from "@kinora/contract";
import type { SceneFindings } from "../scene.ts";
import { describeCamera } from "./describe.ts";
import { isNowhere } from "./ground.ts";

/** What an engine renders. */
export interface Abilities {
  readonly effects: readonly EffectKind[];
  readonly cameras: readonly CameraType[];
}

/** What a plan is fitted for: the picture, and the person's own words for what they asked. */
export interface FitContext {
  readonly scene?: SceneFindings;
  /** Absent: everything in the plan was asked (it was sent as a plan). */
  readonly said?: {
    readonly effects: ReadonlyMap<EffectKind, string>;
    readonly camera: string | undefined;
    /** The camera was asked to stay still: then it does, whatever else is lost. */
    readonly still: boolean;
  };
}

interface StandIn {
  readonly kind: EffectKind;
  readonly region: RegionKind;
}

/** The nearest thing to an effect that is not rendered; the camera's motion where there is none. */
const NEAREST_EFFECT: Partial<Record<EffectKind, StandIn>> = {
  flow: { kind: "water", region: "water" },
  fire: { kind: "lights", region: "lights" },
  fog: { kind: "clouds", region: "sky" },
  smoke: { kind: "clouds", region: "sky" },
  petals: { kind: "sway", region: "vegetation" },
};

const NEAREST_CAMERA: Partial<Record<CameraType, CameraType>> = {
  crane_up: "tilt_up",
  crane_down: "tilt_down",
  handheld: "orbit",
  vertigo: "dolly_in",
};

/**
 * Replaces what the engine does not render by the nearest thing that it does, and says so. This table is the only
 * place that knows the difference between the contract's vocabulary and the engine: it shrinks as the engine grows.
 */
export function fitToAbilities(planned: PlannedMotion, abilities: Abilities, context: FitContext = {}): PlannedMotion {
  const { scene, said } = context;
  const { plan, report } = planned;
  const effects = fitEffects(plan.effects, abilities, scene);
  const camera = fitCamera(plan.camera, abilities, said?.camera);
  // Losing every effect must not leave a clip in which nothing moves, unless the person wants the camera still.
  const empty = plan.effects.length > 0 && effects.fitted.length === 0 && said?.still !== true;
  const moving: Camera =
    empty && camera.fitted.type === "static" ? { ...camera.fitted, type: "dolly_in", amount: 1 } : camera.fitted;
  return {
    plan: { ...plan, camera: moving, effects: effects.fitted },
    report: { ...report, unmet: [...report.unmet, ...effects.unmet(moving, said?.effects), ...camera.unmet] },
  };
}

function fitEffects(effects: readonly Effect[], abilities: Abilities, scene: SceneFindings | undefined) {
  const fitted: Effect[] = [];
  const replaced: { lost: Effect; by: EffectKind | undefined }[] = [];
  const taken = new Set(effects.map((effect) => effect.kind).filter((kind) => abilities.effects.includes(kind)));
  for (const effect of effects) {
    if (abilities.effects.includes(effect.kind)) {
      fitted.push(effect);
      continue;
    }
    const near = standIn(effect, abilities, scene);
    replaced.push({ lost: effect, by: near?.kind });
    if (near !== undefined && !taken.has(near.kind)) {
      fitted.push(near);
      taken.add(near.kind);
    }
  }
  const unmet = (camera: Camera, said: ReadonlyMap<EffectKind, string> | undefined): Unmet[] =>
    replaced
      // What was added unasked is lost unsaid.
      .filter(({ lost }) => said === undefined || said.has(lost.kind))
      .map(({ lost, by }) => ({ ...lostEffect(lost, by, camera), phrase: said?.get(lost.kind) ?? lost.kind }));
  return { fitted, unmet };
}

function standIn(effect: Effect, abilities: Abilities, scene: SceneFindings | undefined): Effect | undefined {
  const near = NEAREST_EFFECT[effect.kind];
  if (near === undefined || !abilities.effects.includes(near.kind)) return undefined;
  const found = scene === undefined || near.region === "frame" ? undefined : scene.regions[near.region];
  if (found !== undefined && isNowhere(found)) return undefined;
  const region = typeof effect.region === "object" ? effect.region : near.region;
  return { ...effect, kind: near.kind, region, confidence: found?.confidence ?? effect.confidence };
}

function lostEffect(effect: Effect, by: EffectKind | undefined, camera: Camera): Unmet {
  const instead = by === undefined ? describeCamera(camera) : `the motion of ${by}`;
  return {
    phrase: effect.kind,
    reason: "needs-generative-model",
    did: `The embedded engine does not render ${effect.kind} yet. Done instead: ${instead}.`,
  };
}

function fitCamera(camera: Camera, abilities: Abilities, said?: string): { fitted: Camera; unmet: Unmet[] } {
  if (abilities.cameras.includes(camera.type)) return { fitted: camera, unmet: [] };
  const near = NEAREST_CAMERA[camera.type];
  const type = near !== undefined && abilities.cameras.includes(near) ? near : "dolly_in";
  const fitted: Camera = { ...camera, type };
  const did = `The embedded engine does not render this camera move yet. Done instead: ${describeCamera(fitted)}.`;
  return { fitted, unmet: [{ phrase: said ?? camera.type.replace("_", " "), reason: "needs-generative-model", did }] };
}
