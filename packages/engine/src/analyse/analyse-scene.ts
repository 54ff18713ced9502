import type { RegionKind } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";

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
 * Where things are in a picture, by classical image analysis without learned weights. Pure and deterministic; about half a
 * second for any size of picture. Never fails: what is not found has confidence 0.
 */
export function analyseScene(image: RgbImage, hints: AnalysisHints = {}): SceneMaps {
  const expects = new Set<RegionKind>(hints.expects);
  const picture = pictureFrom(image);
  const night = nightOf(picture.coarse);
  const shore = shoreOf(picture, expects.has("water"));
  const sky = findSky(picture, { expected: expects.has("sky"), open: expects.has("water"), shore });
  const horizon = findHorizon(picture.coarse, sky.coarse, sky.confidence);
  const trustedSky = weighed(sky.coarse, sky.confidence);
  const vegetation = findVegetation(picture, { sky: trustedSky, night, expected: expects.has("vegetation") });
  const water = findWater(picture, {
    sky,
    vegetation: vegetation.coarse,
    horizon,
    night,
    expected: expects.has("water"),
  });
  const lights = findLights(picture, night, expects.has("lights"));
  const fire = findFire(picture, expects.has("fire"));
  const subject = findSubject(picture, behindSubject(sky));
  const thin = findThin(picture, sky.fine);
  const depth = depthOf(picture, {
    sky: sky.coarse,
    skyConfidence: sky.confidence,
    vegetation: weighed(vegetation.coarse, smoothstep(0.3, 0.6, vegetation.confidence)),
    horizon,
    salience: subject.coarse,
    subjectConfidence: subject.confidence,
  });
  const skyOnly = sky.fine.map((v, i) => v * (1 - thin[i]!));
  return {
    width: picture.fine.width,
    height: picture.fine.height,
    regions: {
      sky: regionOf(picture, skyOnly, sky.confidence),
      water: regionOf(picture, water.fine, water.confidence),
      vegetation: regionOf(picture, vegetation.fine, vegetation.confidence),
      lights: regionOf(picture, lights.fine, lights.confidence),
      fire: regionOf(picture, fire.fine, fire.confidence),
      subject: regionOf(picture, subject.fine, subject.confidence),
    },
    lamps: lights.lamps,
    stream: runningWater(picture, water),
    depth: mapOf(picture, depth),
    thin: mapOf(picture, thin),
    horizon,
    night,
    focus: subject.focus,
  };
}

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
