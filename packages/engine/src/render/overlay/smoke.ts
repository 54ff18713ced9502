import type { FloatMap } from "../../scene.ts";
import { randomFrom, seedOf } from "../random.ts";
import { gentleness, unitVector } from "../effects/effect-input.ts";
import { mapAt, sizeWithin } from "../map-size.ts";
import { blurMap, valueAt } from "../node-map.ts";
import { cellColours } from "./ambient.ts";
import { coarsePicture, quantile } from "./colours.ts";
import { envelopeOf, smoothStep } from "./envelope.ts";
import type { MistSheet, OverlayDesign, OverlayInput } from "./overlay.ts";
import { weightPlane, WEIGHT_ENDS } from "./plane.ts";

/** Warm smoke and steam rise at 1 to 2 m/s; as far away as one sees a plume of it whole, that is this many px/s at 720 lines. */
const RISE = 75;
/** The plume is worked out on a map of this size: row by row from below, each spread wider and thinner. */
const PLUME_SIDE = 200;
/** Of the frame's height: over this a plume loses two thirds of what it had. */
const THINS_OVER = 0.34;
/** Widening: px of each side for each px of rise. */
const WIDENS = 0.14;
const FADE_SECONDS = 1.2;
/** Where something that gives off smoke is sure enough to be it, when only the frame is named. */
const SURE = 0.5;
const FIRE_SHARE = 0.002;
/** Steam comes off the upper part of a thing. */
const UPPER = 0.3;

/** Where the smoke begins: what the person drew or named; else a fire, the top of the subject, or the frame's foot. */
function sourceOf(input: OverlayInput): FloatMap {
  const { effect, region, scene } = input;
  const { fire, subject } = scene.regions;
  if (effect.region === "subject") return upperPart(region.map);
  if (effect.region !== "frame") return region.map;
  if (fire.confidence >= SURE && fire.share >= FIRE_SHARE) return fire.map;
  const isRoom = scene.regions.sky.confidence < SURE;
  if (isRoom && subject.confidence >= SURE) return upperPart(subject.map);
  const { width, height } = scene;
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

/** How thick the smoke is at most, everywhere: carried up from its source, wider, thinner, and to the side that it blows to. */
function plumeOf(input: OverlayInput): FloatMap {
  const size = sizeWithin(input.frame, PLUME_SIDE);
  const source = mapAt(sourceOf(input), size).data;
  const { width, height } = size;
  const { direction } = input.effect;
  const lean = direction === undefined ? 0.08 : Math.min(1.5, Math.max(-1.5, unitVector(direction)[0]));
  const keeps = Math.exp(-1 / (THINS_OVER * height));
  const data = new Float32Array(width * height);
  const widening = WIDENS * WIDENS * 2;
  for (let row = height - 1; row >= 0; row -= 1) {
    for (let x = 0; x < width; x += 1) {
      const from = x - lean;
      const below = (at: number): number =>
        row === height - 1 ? 0 : sampleLine(data, { start: (row + 1) * width, width, at });
      // A small spread each row adds up to a cone.
      const spread = below(from) * (1 - 2 * widening) + (below(from - 1) + below(from + 1)) * widening;
      data[row * width + x] = Math.min(1, spread * keeps + source[row * width + x]! * 0.5);
    }
  }
  const soft = blurMap({ width, height, data }, 2);
  const most = Math.max(
    1e-6,
    soft.data.reduce((top, value) => Math.max(top, value), 0),
  );
  return { ...soft, data: soft.data.map((value) => value / most) };
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
  const plume = plumeOf(input);
  const broad = widthOf(plume) * frame.width;
  const texel = Math.min(3.2 * frame.unit, Math.max(0.75 * frame.unit, broad / 90));
  const speed = RISE * frame.unit * effect.speed;
  const [alongX] = effect.direction === undefined ? [0.1] : unitVector(effect.direction);
  const sheet = (scale: number, share: number): MistSheet => ({
    texelX: texel * scale,
    texelY: texel * scale * 1.7,
    speedX: speed * 0.5 * alongX,
    speedY: -speed * (0.8 + 0.4 * share),
    bend: 34,
    clear: 0.3,
    gain: 4.6 * share * effect.amount * gentleness(effect),
    wisps: 0.75,
    detail: 0.35,
    startU: 256 * random(),
    startV: 256 * random(),
  });
  const coarse = coarsePicture(picture);
  const allowed = held === undefined ? undefined : mapAt(held.map, plume).data;
  const free = { ...plume, data: plume.data.map((value, at) => value * (1 - (allowed?.[at] ?? 0))) };
  return [
    {
      overlay: {
        type: "mist",
        envelope: envelopeOf(plan, FADE_SECONDS),
        sheets: [sheet(1.6, 0.6), sheet(1, 0.55)],
        ends: [WEIGHT_ENDS[0], WEIGHT_ENDS[0]],
        profile: new Float32Array(frame.rows + 1).fill(1),
      },
      plane: () => weightPlane(frame, free),
      colours: () => smokeColours(input, coarse),
    },
  ];
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

/** Pale before what is dark, grey before what is bright: smoke is seen by what it differs from. */
function smokeColours({ frame }: OverlayInput, coarse: ReturnType<typeof coarsePicture>): Uint8Array {
  const behind = blurMap(coarse.light, 5);
  const bright = Math.max(70, quantile(coarse.light, 0.9));
  return cellColours(frame, (cell) => {
    const x = ((cell % frame.columns) + 0.5) / frame.columns;
    const y = (Math.floor(cell / frame.columns) + 0.5) / frame.rows;
    const own = valueAt(behind, x, y);
    const grey = smoothStep((own - 150) / 70);
    const light = (bright * 0.75 + 60) * (1 - grey) + own * 0.62 * grey;
    return [16 + (Math.min(240, light) * 219) / 255, 128.5, 127.5];
  });
}
