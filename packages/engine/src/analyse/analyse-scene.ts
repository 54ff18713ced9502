import type { RegionKind } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";

import { lazily } from "../lazily.ts";
import type { FloatMap, Region, RunningWater, SceneMaps } from "../scene.ts";
import { smoothstep } from "./colour.ts";
import { depthOf } from "./depth.ts";
import { findFire } from "./fire.ts";
import { findHorizon } from "./horizon.ts";
import { findLights } from "./lights.ts";
import { nightOf } from "./night.ts";
import { type Picture, pictureFrom } from "./picture.ts";
import { findSky, type SkyFinding } from "./sky.ts";
import { streamOf } from "./stream.ts";
import { type Behind, findSubject } from "./subject.ts";
import { findThin } from "./thin.ts";
import { findVegetation } from "./vegetation.ts";
import { findWater, type WaterFinding } from "./water.ts";
import { findWaterline, type Waterline } from "./waterline.ts";

/** Share of the picture's height above which a level line is no shore. */
const HIGHEST_SHORE = 0.3;

export interface AnalysisHints {
  /** Regions that the prompt says exist: only where they are remains to be found. Without a hint only clear findings count. */
  readonly expects?: readonly RegionKind[];
}

/**
 * Where things are in a picture, by classical image analysis without learned weights. Deterministic; each thing is looked for
 * when it is first read, all together in about half a second for any size of picture: a camera move needs neither water nor
 * lamps. Never fails: what is not found has confidence 0.
 */
export function analyseScene(image: RgbImage, hints: AnalysisHints = {}): SceneMaps {
  const picture = pictureFrom(image);
  const seen = look(picture, new Set<RegionKind>(hints.expects));
  const found = (region: "vegetation" | "water" | "lights" | "fire" | "subject"): Region =>
    regionOf(picture, seen[region].fine, seen[region].confidence);
  return lazily<SceneMaps>({
    width: () => picture.fine.width,
    height: () => picture.fine.height,
    regions: () =>
      lazily<SceneMaps["regions"]>({
        sky: () => regionOf(picture, skyOnly(seen), seen.sky.confidence),
        water: () => found("water"),
        vegetation: () => found("vegetation"),
        lights: () => found("lights"),
        fire: () => found("fire"),
        subject: () => found("subject"),
      }),
    lamps: () => seen.lights.lamps,
    stream: () => runningWater(picture, seen.water),
    depth: () => mapOf(picture, seen.depth),
    thin: () => mapOf(picture, seen.thin),
    horizon: () => seen.horizon,
    night: () => seen.night,
    focus: () => seen.subject.focus,
  });
}

/** What each look at a picture gives; the later ones use the earlier ones. */
interface Looks {
  readonly night: number;
  readonly sky: SkyFinding;
  readonly horizon: number;
  readonly trustedSky: Float32Array;
  readonly vegetation: ReturnType<typeof findVegetation>;
  readonly water: WaterFinding;
  readonly lights: ReturnType<typeof findLights>;
  readonly fire: ReturnType<typeof findFire>;
  readonly subject: ReturnType<typeof findSubject>;
  readonly thin: Float32Array;
  readonly depth: Float32Array;
}

function look(picture: Picture, expects: ReadonlySet<RegionKind>): Looks {
  const expected = (region: RegionKind): boolean => expects.has(region);
  const seen: Looks = lazily<Looks>({
    night: () => nightOf(picture.coarse),
    sky: () =>
      findSky(picture, {
        expected: expected("sky"),
        open: expected("water"),
        shore: shoreOf(picture, expected("water")),
      }),
    horizon: () => findHorizon(picture.coarse, seen.sky.coarse, seen.sky.confidence),
    trustedSky: () => weighed(seen.sky.coarse, seen.sky.confidence),
    vegetation: () =>
      findVegetation(picture, { sky: seen.trustedSky, night: seen.night, expected: expected("vegetation") }),
    water: () =>
      findWater(picture, {
        sky: seen.sky,
        vegetation: seen.vegetation.coarse,
        horizon: seen.horizon,
        night: seen.night,
        expected: expected("water"),
      }),
    lights: () => findLights(picture, seen.night, expected("lights")),
    fire: () => findFire(picture, expected("fire")),
    subject: () => findSubject(picture, behindSubject(seen.sky)),
    thin: () => findThin(picture, seen.sky.fine),
    depth: () => depthOf(picture, depthHints(seen)),
  });
  return seen;
}

const depthHints = ({ sky, vegetation, horizon, subject }: Looks): Parameters<typeof depthOf>[1] => ({
  sky: sky.coarse,
  skyConfidence: sky.confidence,
  vegetation: weighed(vegetation.coarse, smoothstep(0.3, 0.6, vegetation.confidence)),
  horizon,
  salience: subject.coarse,
  subjectConfidence: subject.confidence,
});

/** The sky without the masts and branches before it. */
const skyOnly = ({ sky, thin }: Looks): Float32Array => sky.fine.map((v, i) => v * (1 - thin[i]!));

/** Which way the water would run; its region is empty where it is not seen to. */
function runningWater(picture: Picture, { fine, running }: WaterFinding): RunningWater {
  const region = regionOf(picture, running > 0 ? fine : new Float32Array(fine.length), running);
  return { region, ...streamOf(mapOf(picture, fine)) };
}

/** Without words about water only the plainest level line ends the sky: a roof or a bridge is one too. */
function shoreOf({ fine }: Picture, expected: boolean): Waterline {
  const { row, trust } = findWaterline(fine, HIGHEST_SHORE);
  return { row, trust: expected ? smoothstep(0.1, 0.4, trust) : smoothstep(0.6, 0.9, trust) };
}

/** A doubtful sky is a wall, snow or a blur: what a subject stands before. */
function behindSubject({ coarse, confidence }: SkyFinding): Behind {
  return { sky: weighed(coarse, confidence), backdrop: weighed(coarse, smoothstep(0.45, 0.3, confidence)) };
}

function weighed(mask: Float32Array, weight: number): Float32Array {
  return mask.map((v) => v * weight);
}

function mapOf({ fine }: Picture, data: Float32Array): FloatMap {
  return { width: fine.width, height: fine.height, data };
}

function regionOf(picture: Picture, data: Float32Array, confidence: number): Region {
  let sum = 0;
  for (const v of data) sum += v;
  return { map: mapOf(picture, data), confidence, share: sum / data.length };
}
