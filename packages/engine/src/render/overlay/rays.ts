import type { FloatMap, SceneMaps } from "../../scene.ts";
import { randomFrom, seedOf } from "../random.ts";
import { gentleness } from "../effects/effect-input.ts";
import { mapAt, sizeWithin } from "../map-size.ts";
import { blurMap, shrinkNodes, toNodes, valueAt } from "../node-map.ts";
import { cellColours } from "./ambient.ts";
import { type Coarse, coarsePicture, quantile, yuvOf } from "./colours.ts";
import { envelopeOf, smoothStep } from "./envelope.ts";
import type { OverlayDesign, OverlayInput, ShadeOverlay, ShaftsOverlay } from "./overlay.ts";
import { weightPlane, WEIGHT_ENDS } from "./plane.ts";

const FADE_SECONDS = 1.5;
/** A spot is a source of light when it is so bright, in a sky or elsewhere, and so much brighter than the picture's mean. */
const SKY_LIGHT = 140;
const GLARE = 232;
const SOURCE_OVER_MEAN = 1.5;
/** The sun is not below this share of the picture's height: what glares there is a reflection. */
const LOWEST_SOURCE = 0.6;
/** Steps on the way from a place to the source at which it is asked whether light comes through. */
const STEPS = 20;
/** Shafts are gone at this many diagonals from the source. */
const REACH = 0.95;
const STRENGTH = 1.7;
/** Texels of the noise a second: shafts wander as clouds and leaves before the sun do, in seconds. */
const PER_SECOND = [5, 3.6] as const;
const PER_RADIAN = 75;

/** Shadows of clouds and gaps between leaves pass: how much light changes by them, how wide (px a texel, 64 texels a lump) and how fast (px/s at 720 lines). */
const PASSING = 0.2;
const PASSING_TEXEL = 9;
const PASSING_SPEED = 55;

/** Where the light comes from, 0 to 1 of the picture; `inside` when that place is in it. */
interface Source {
  readonly x: number;
  readonly y: number;
  readonly inside: boolean;
}

/** The brightest large spot of a sky, or one that glares like the sun; else beyond the brighter of the upper corners. */
function sourceOf(coarse: Coarse, { regions }: SceneMaps): Source {
  const soft = blurMap(coarse.light, 1);
  const { width, height, data } = soft;
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const sky = mapAt(regions.sky.map, soft).data;
  const isSource = (at: number): boolean =>
    data[at]! >= SOURCE_OVER_MEAN * mean &&
    (sky[at]! * regions.sky.confidence >= 0.5 ? data[at]! >= SKY_LIGHT : data[at]! >= GLARE);
  let best: number | undefined;
  for (let at = 0; at < Math.ceil(height * LOWEST_SOURCE) * width; at += 1) {
    if (isSource(at) && (best === undefined || data[at]! > data[best]!)) best = at;
  }
  if (best !== undefined) {
    return { x: ((best % width) + 0.5) / width, y: (Math.floor(best / width) + 0.5) / height, inside: true };
  }
  const half = (from: number, to: number): number => {
    let sum = 0;
    for (let y = 0; y < height / 2; y += 1) for (let x = from; x < to; x += 1) sum += data[y * width + x]!;
    return sum / Math.max(1, to - from);
  };
  const left = half(0, Math.floor(width / 2)) > half(Math.ceil(width / 2), width);
  return { x: left ? 0.12 : 0.88, y: -0.3, inside: false };
}

/**
 * How much light reaches a place along its way from the source: the mean of what is bright on that way, so that shafts begin where
 * light comes through and not at what stands before it (after Mitchell 2007, "Volumetric Light Scattering as a Post-Process").
 */
function lightThrough(input: OverlayInput, source: Source): FloatMap {
  const coarse = coarsePicture(input.picture);
  const size = sizeWithin(input.frame, 160);
  const most = quantile(coarse.light, 0.995);
  const bright = { ...coarse.light, data: coarse.light.data.map((value) => smoothStep((value / most - 0.45) / 0.5)) };
  const data = new Float32Array(size.width * size.height);
  const aspect = size.width / size.height;
  const diagonal = Math.hypot(aspect, 1);
  data.forEach((_, at) => {
    const x = ((at % size.width) + 0.5) / size.width;
    const y = (Math.floor(at / size.width) + 0.5) / size.height;
    const away = Math.hypot((x - source.x) * aspect, y - source.y) / diagonal;
    let through = source.inside ? 0 : STEPS;
    for (let step = 0; source.inside && step < STEPS; step += 1) {
      const share = (step + 0.5) / STEPS;
      through += valueAt(bright, source.x + (x - source.x) * share * 0.7, source.y + (y - source.y) * share * 0.7);
    }
    const fades = 1 - smoothStep(away / (source.inside ? REACH : 1.25 * REACH));
    // Right at the source there are no shafts, only light.
    const begins = source.inside ? smoothStep(away / 0.12) : 1;
    data[at] = (through / STEPS) ** 0.7 * fades * begins;
  });
  return { ...size, data };
}

/** Shafts of light from the brightest part of the picture that slowly wander, and light and shadow that pass over it. */
export function rays(input: OverlayInput): readonly OverlayDesign[] {
  const { effect, plan, frame, picture, scene, where } = input;
  const random = randomFrom(seedOf(plan.seed, "rays"));
  const coarse = coarsePicture(picture);
  const source = sourceOf(coarse, scene);
  const strength = effect.amount * gentleness(effect);
  const envelope = envelopeOf(plan, FADE_SECONDS);
  const mean = coarse.light.data.reduce((sum, value) => sum + value, 0) / coarse.light.data.length;
  // In a picture that is bright already there is little room for more light.
  const room = 0.45 + 0.55 * smoothStep((190 - mean) / 110);
  const through = lightThrough(input, source);
  const seen: FloatMap = where ?? { width: 1, height: 1, data: new Float32Array([1]) };
  const shafts: ShaftsOverlay = {
    type: "shafts",
    envelope,
    sourceX: source.x * frame.width,
    sourceY: source.y * frame.height,
    reach: toNodes(through, frame).map((value) => value * STRENGTH * strength * room),
    perRadian: PER_RADIAN * (source.inside ? 1 : 3.2),
    perSecond: [PER_SECOND[0] * effect.speed, PER_SECOND[1] * effect.speed],
    start: 256 * random(),
    ends: WEIGHT_ENDS,
  };
  const texel = PASSING_TEXEL * frame.unit;
  const passing: ShadeOverlay = {
    type: "shade",
    envelope,
    depth: shrinkNodes(toNodes(mapAt(seen, scene), frame), frame).map((value) => value * PASSING * strength),
    noise: {
      texelX: texel,
      texelY: texel * 0.6,
      speedX: PASSING_SPEED * frame.unit * effect.speed,
      speedY: 0,
      bend: 14,
      startU: 256 * random(),
      startV: 256 * random(),
    },
  };
  const plain = { plane: () => weightPlane(frame, seen) };
  return [
    { overlay: passing, ...plain, colours: () => new Uint8Array(0) },
    { overlay: shafts, ...plain, colours: () => lightColours(input, coarse, source) },
  ];
}

/** The light's colour: that of its source, nearly white. */
function lightColours({ frame }: OverlayInput, coarse: Coarse, source: Source): Uint8Array {
  const [x, y] = [source.x, Math.max(0.02, source.y)];
  const [red, green, blue] = [valueAt(coarse.red, x, y), valueAt(coarse.green, x, y), valueAt(coarse.blue, x, y)];
  const most = Math.max(1, red, green, blue);
  // Warm, whatever the colour around it: it is the sun that shines through.
  const own = source.inside ? 0.5 : 0.15;
  const tinted = (channel: number, sun: number): number => 255 * sun * (1 - own + own * Math.min(1, channel / most));
  const colour = yuvOf(tinted(red, 1), tinted(Math.max(green, red * 0.8), 0.95), tinted(Math.min(blue, green), 0.84));
  return cellColours(frame, () => colour);
}
