import type { FloatMap } from "../../scene.ts";
import { randomFrom, seedOf } from "../random.ts";
import { gentleness, unitVector } from "../effects/effect-input.ts";
import { mapAt, sizeWithin } from "../map-size.ts";
import { blurMap } from "../node-map.ts";
import { cellColours, meanWhere } from "./ambient.ts";
import { type Coarse, coarsePicture, quantile } from "./colours.ts";
import { envelopeOf, smoothStep } from "./envelope.ts";
import type { Meander, MistSheet, OverlayDesign, OverlayInput } from "./overlay.ts";
import { weightPlane, WEIGHT_ENDS } from "./plane.ts";

/** Warm smoke and steam rise at 1 to 2 m/s; as far away as one sees a plume of it whole, that is this many px/s at 720 lines. */
const RISE = 75;
/** The plume is worked out on a map of this size: row by row from below, each spread wider and thinner. */
const PLUME_SIDE = 200;
/** Of the frame's height: over this a plume loses two thirds of what it had. */
const THINS_OVER = 0.34;
/** Widening: px of each side for each px of rise. */
const WIDENS = 0.14;
/** The plume's rim is soft over this share of its breadth. */
const SOFT_EDGE = 0.08;
const FADE_SECONDS = 1.2;
/** Noise is drawn out upwards, as what rises is, and bent by slower noise into curls. */
const STRETCH = 2.1;
const BEND = 42;

interface SheetKind {
  readonly scale: number;
  readonly speed: number;
  readonly clear: number;
  readonly gain: number;
  readonly wisps: number;
}

/** A soft body, and wisps before it that rise a little faster. */
const SHEETS: readonly SheetKind[] = [
  { scale: 1.7, speed: 0.85, clear: 0.18, gain: 5.6, wisps: 0.1 },
  { scale: 1, speed: 1.1, clear: 0.3, gain: 6.4, wisps: 0.7 },
];
/** Where something that gives off smoke is sure enough to be it, when only the frame is named. */
const SURE = 0.5;
const FIRE_SHARE = 0.002;
/** Steam comes off the upper part of a thing. */
const UPPER = 0.3;
/** Smoke that comes from nowhere in the picture fills all of it: thinner, and its wisps so faint that they are not scratches. */
const NO_SOURCE = { thickness: 0.8, wisps: 0.35, strength: 0.55 } as const;
/** A subject that fills more of the picture than this is no source: then it stands in the smoke. */
const LARGEST_SOURCE = 0.22;

/** Where the smoke begins: what the person drew or named; else a fire or the top of the subject; undefined where nothing is seen that smokes. */
function sourceOf(input: OverlayInput): FloatMap | undefined {
  const { effect, region, scene } = input;
  const { fire, subject } = scene.regions;
  if (effect.region === "subject") return upperPart(region.map);
  if (effect.region !== "frame") return region.map;
  if (fire.confidence >= SURE && fire.share >= FIRE_SHARE) return fire.map;
  const isRoom = scene.regions.sky.confidence < SURE;
  if (isRoom && subject.confidence >= SURE && subject.share <= LARGEST_SOURCE) return upperPart(subject.map);
  return undefined;
}

function footOf({ width, height }: OverlayInput["scene"]): FloatMap {
  const data = new Float32Array(width * height);
  data.fill(1, Math.floor(height * 0.97) * width);
  return { width, height, data };
}

/** Of each column, the topmost part of a mask. */
function upperPart(map: FloatMap): FloatMap {
  const { width, height, data } = map;
  const rows = Array.from({ length: height }, (_, row) => row);
  const full = (row: number): boolean => data.subarray(row * width, (row + 1) * width).some((value) => value > 0.5);
  const inside = rows.filter(full);
  const [top, bottom] = [inside[0] ?? 0, inside.at(-1) ?? height - 1];
  const end = top + (bottom - top) * UPPER;
  return { width, height, data: data.map((value, at) => (Math.floor(at / width) <= end ? value : 0)) };
}

/** How thick the smoke is at most, everywhere, and where it is thickest `most`: carried up from its source, wider, thinner, and to the side that it blows to. */
function plumeOf(input: OverlayInput, from: FloatMap, most: number): FloatMap {
  const size = sizeWithin(input.frame, PLUME_SIDE);
  const source = mapAt(from, size).data;
  const { width, height } = size;
  const { direction } = input.effect;
  const lean = direction === undefined ? 0.08 : Math.min(1.5, Math.max(-1.5, unitVector(direction)[0]));
  const keeps = Math.exp(-1 / (THINS_OVER * height));
  const data = new Float32Array(width * height);
  const widening = WIDENS * WIDENS * 2;
  for (let row = height - 1; row >= 0; row -= 1) {
    for (let x = 0; x < width; x += 1) {
      const behind = x - lean;
      const below = (at: number): number =>
        row === height - 1 ? 0 : sampleLine(data, { start: (row + 1) * width, width, at });
      // A small spread each row adds up to a cone.
      const spread = below(behind) * (1 - 2 * widening) + (below(behind - 1) + below(behind + 1)) * widening;
      data[row * width + x] = Math.min(1, spread * keeps + source[row * width + x]! * 0.5);
    }
  }
  const broad = widthOf({ width, height, data }) * width;
  const soft = blurMap({ width, height, data }, Math.max(2, Math.round(broad * SOFT_EDGE)));
  const thickest = Math.max(
    1e-6,
    soft.data.reduce((top, value) => Math.max(top, value), 0),
  );
  return { ...soft, data: soft.data.map((value) => (most * value) / thickest) };
}

function sampleLine(
  data: Float32Array,
  { start, width, at }: { readonly start: number; readonly width: number; readonly at: number },
): number {
  const left = Math.floor(at);
  const value = (x: number): number => (x < 0 || x >= width ? 0 : data[start + x]!);
  return value(left) + (value(left + 1) - value(left)) * (at - left);
}

/** Smoke or steam that rises from its source and thins out. */
export function smoke(input: OverlayInput): readonly OverlayDesign[] {
  const { effect, plan, frame, picture, held } = input;
  const random = randomFrom(seedOf(plan.seed, "smoke"));
  const source = sourceOf(input);
  const seen = source === undefined ? NO_SOURCE : { thickness: 1, wisps: 1, strength: 1 };
  const plume = plumeOf(input, source ?? footOf(input.scene), seen.thickness);
  const broad = widthOf(plume) * frame.width;
  const texel = Math.min(4.2 * frame.unit, Math.max(2.2 * frame.unit, broad / 60));
  const speed = RISE * frame.unit * effect.speed;
  const [alongX] = effect.direction === undefined ? [0.1] : unitVector(effect.direction);
  const strength = effect.amount * gentleness(effect) * seen.strength;
  const sheet = (kind: SheetKind): MistSheet => ({
    texelX: texel * kind.scale,
    texelY: texel * kind.scale * STRETCH,
    speedX: speed * 0.5 * alongX,
    speedY: -speed * kind.speed,
    bend: BEND,
    clear: kind.clear,
    gain: kind.gain * strength,
    wisps: kind.wisps * seen.wisps,
    detail: 0.25,
    startU: 256 * random(),
    startV: 256 * random(),
  });
  const coarse = coarsePicture(picture);
  return [
    {
      overlay: {
        type: "mist",
        envelope: envelopeOf(plan, FADE_SECONDS),
        sheets: SHEETS.map(sheet),
        ends: [WEIGHT_ENDS[0], WEIGHT_ENDS[0]],
        profile: new Float32Array(frame.rows + 1).fill(1),
        free: held?.free,
        meander: meanderOf(input, plume, { broad, speed }),
      },
      plane: () => weightPlane(frame, plume),
      colours: () => smokeColours(input, coarse, plume),
    },
  ];
}

/** A plume swings by this much of its breadth where it begins, and by this much of the way that it has risen; frames full of smoke less. */
const SWING = 0.12;
const SWING_RISING = 0.3;
const FULL_SHARE = 0.5;

function meanderOf(
  { frame }: OverlayInput,
  plume: FloatMap,
  { broad, speed }: { readonly broad: number; readonly speed: number },
): Meander {
  const { width, height, data } = plume;
  let lowest = 0;
  data.forEach((value, at) => {
    if (value > 0.5) lowest = Math.max(lowest, Math.floor(at / width));
  });
  return {
    sourceY: ((lowest + 1) / height) * frame.height,
    reach: SWING * Math.min(broad, FULL_SHARE * frame.width),
    perPx: SWING_RISING,
    texelPx: Math.min(4, Math.max(1.6, broad / (70 * frame.unit))) * frame.unit,
    speed: 0.9 * speed,
  };
}

/** The plume's width where it is widest, as a share of the frame. */
function widthOf({ width, data }: FloatMap): number {
  let most = 0;
  for (let start = 0; start < data.length; start += width) {
    const line = data.subarray(start, start + width);
    most = Math.max(
      most,
      line.reduce((sum, value) => sum + (value > 0.15 ? 1 : 0), 0),
    );
  }
  return most / width;
}

/** Pale before what is dark, grey before a bright sky: smoke is seen by what it differs from. One colour for all of a plume. */
function smokeColours({ frame }: OverlayInput, coarse: Coarse, plume: FloatMap): Uint8Array {
  const [red, green, blue] = meanWhere(coarse, mapAt(plume, coarse.light));
  const behind = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const bright = Math.max(70, quantile(coarse.light, 0.9));
  const grey = smoothStep((behind - 150) / 60);
  const light = (bright * 0.75 + 60) * (1 - grey) + behind * 0.62 * grey;
  return cellColours(frame, () => [16 + (Math.min(240, light) * 219) / 255, 128, 128]);
}
