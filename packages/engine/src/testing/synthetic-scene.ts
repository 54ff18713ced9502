import type { Effect, MotionPlan } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import type { EffectInput } from "../render/effects/effect-input.ts";
import { effectInputs } from "../render/regions.ts";
import { randomFrom } from "../render/random.ts";
import type { FloatMap, Lamp, Region, SceneMaps } from "../scene.ts";

/** Where something is, in a scene of our own making: 1 inside, 0 outside, x and y from 0 to 1. */
export type Where = (x: number, y: number) => boolean;

const nowhere: Where = () => false;

function mapOf(width: number, height: number, value: (x: number, y: number) => number): FloatMap {
  const data = new Float32Array(width * height);
  data.forEach((_, at) => {
    data[at] = value(((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height);
  });
  return { width, height, data };
}

export interface SceneParts {
  readonly width?: number;
  readonly height?: number;
  readonly sky?: Where;
  readonly water?: Where;
  readonly vegetation?: Where;
  readonly subject?: Where;
  readonly fire?: Where;
  readonly thin?: Where;
  readonly lamps?: readonly Lamp[];
  readonly depth?: (x: number, y: number) => number;
  readonly horizon?: number;
}

/** A scene whose truth is known: 160 × 120 with nothing in it but what is asked for. */
export function syntheticScene(parts: SceneParts = {}): SceneMaps {
  const { width = 160, height = 120, lamps = [], horizon = 0.5, depth = () => 0.5 } = parts;
  const region = (where: Where = nowhere): Region => {
    const map = mapOf(width, height, (x, y) => (where(x, y) ? 1 : 0));
    return { map, confidence: 1, share: map.data.reduce((sum, value) => sum + value, 0) / map.data.length };
  };
  const { sky, water, vegetation, subject, fire, thin = nowhere } = parts;
  return {
    width,
    height,
    lamps,
    // Down the picture, everywhere.
    stream: {
      region: { ...region(), confidence: 0 },
      x: mapOf(width, height, () => 0),
      y: mapOf(width, height, () => 1),
    },
    horizon,
    night: 0,
    focus: [0.5, 0.5],
    regions: {
      sky: region(sky),
      water: region(water),
      vegetation: region(vegetation),
      subject: region(subject),
      lights: region(),
      fire: region(fire),
    },
    depth: mapOf(width, height, depth),
    thin: mapOf(width, height, (x, y) => (thin(x, y) ? 1 : 0)),
  };
}

/** A plan in which nothing moves: 1 s of 8 frames. */
export function syntheticPlan(parts: Partial<MotionPlan> = {}): MotionPlan {
  return {
    version: 1,
    seed: 7,
    duration_seconds: 1,
    fps: 8,
    loop: false,
    camera: { type: "static", amount: 1, ease: "inout" },
    effects: [],
    protect: [],
    strokes: [],
    ...parts,
  };
}

const REGION_OF = {
  clouds: "sky",
  water: "water",
  flow: "water",
  sway: "vegetation",
  lights: "lights",
  fire: "fire",
  breathe: "subject",
} as const;

/** One effect at its normal speed and amount, sure of its region. */
export function syntheticEffect(kind: keyof typeof REGION_OF, parts: Partial<Effect> = {}): Effect {
  const usual = { speed: 1, amount: 1, direction_word: "none", confidence: 1 } as const;
  return { kind, region: REGION_OF[kind], ...usual, ...parts };
}

/** What one effect is made from, in a plan of its own, with its region found and nothing held still. */
export function syntheticInput(parts: Pick<EffectInput, "effect" | "plan" | "scene" | "frame">): EffectInput {
  const plan = { ...parts.plan, effects: [parts.effect] };
  return effectInputs({ ...parts, plan, masks: new Map(), held: undefined })[0]!;
}

const pictures = new Map<string, RgbImage>();

/** A picture of soft blobs in all colours, the same for the same size: enough texture to see any motion of it. */
export function syntheticPicture(width: number, height: number): RgbImage {
  const key = `${width} × ${height}`;
  const picture = pictures.get(key) ?? paintBlobs(width, height);
  pictures.set(key, picture);
  return { ...picture, data: picture.data.slice() };
}

function paintBlobs(width: number, height: number): RgbImage {
  const random = randomFrom(11);
  const waves = Array.from({ length: 18 }, (_, index) => ({
    across: (random() - 0.5) * 0.9,
    down: (random() - 0.5) * 0.9,
    phase: random() * 2 * Math.PI,
    channel: index % 3,
  }));
  const data = new Uint8Array(width * height * 3);
  data.forEach((_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    const own = waves.filter(({ channel }) => channel === at % 3);
    const sum = own.reduce((total, wave) => total + Math.sin(wave.across * x + wave.down * y + wave.phase), 0);
    data[at] = 128 + 16 * sum;
  });
  return { width, height, data };
}
