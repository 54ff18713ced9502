import type { FloatMap, Region, SceneMaps } from "../scene.ts";
import { findHorizon } from "../analyse/horizon.ts";
import { lazily } from "../lazily.ts";
import { resizeMap } from "../analyse/resize.ts";
import type { AnalyzerMaps, FoundRegion } from "./scene-analyzer.ts";

/** From here on a model is believed that there is a subject; below, our own finding stays. */
const SURE_OF_SUBJECT = 0.3;
/** How sure a sky must be to be the farthest thing of the depth. */
const SURE_OF_SKY = 0.5;

/** What two models see: the later one's maps, but a subject only when it is sure of one. */
export function joinMaps(earlier: AnalyzerMaps, later: AnalyzerMaps): AnalyzerMaps {
  const { subject } = later;
  const isSure = subject !== undefined && subject.confidence >= SURE_OF_SUBJECT;
  const kept = isSure ? subject : (earlier.subject ?? subject);
  return { ...earlier, ...later, ...(kept === undefined ? {} : { subject: kept }) };
}

/**
 * Our own scene with a model's maps in place of ours, as far as there are any. Masts and wires stay cut out of the sky, and
 * the sky stays the farthest thing. What nobody reads is not looked for.
 */
export function mergeMaps(scene: SceneMaps, maps: AnalyzerMaps): SceneMaps {
  const fitted = (map: FloatMap): FloatMap => resizeMap(map, scene);
  const subject = maps.subject === undefined || maps.subject.confidence < SURE_OF_SUBJECT ? undefined : maps.subject;
  const regions = lazily<SceneMaps["regions"]>({
    sky: () =>
      maps.sky === undefined ? scene.regions.sky : regionOf(maps.sky, without(fitted(maps.sky.map), scene.thin)),
    water: () => (maps.water === undefined ? scene.regions.water : regionOf(maps.water, fitted(maps.water.map))),
    vegetation: () =>
      maps.vegetation === undefined ? scene.regions.vegetation : regionOf(maps.vegetation, fitted(maps.vegetation.map)),
    lights: () => scene.regions.lights,
    fire: () => scene.regions.fire,
    subject: () => (subject === undefined ? scene.regions.subject : regionOf(subject, fitted(subject.map))),
  });
  const { width, height } = scene;
  return lazily<SceneMaps>({
    width: () => width,
    height: () => height,
    regions: () => regions,
    lamps: () => scene.lamps,
    stream: () => scene.stream,
    depth: () => {
      const depth = maps.depth === undefined ? scene.depth : fitted(maps.depth);
      return regions.sky.confidence < SURE_OF_SKY ? depth : without(depth, regions.sky.map);
    },
    thin: () => scene.thin,
    horizon: () =>
      maps.sky === undefined ? scene.horizon : findHorizon(scene, regions.sky.map.data, regions.sky.confidence),
    night: () => scene.night,
    focus: () => (subject === undefined ? scene.focus : centreOf(regions.subject.map)),
  });
}

const regionOf = ({ confidence }: FoundRegion, map: FloatMap): Region => ({
  map,
  confidence,
  share: map.data.reduce((sum, value) => sum + value, 0) / map.data.length,
});

function without({ width, height, data }: FloatMap, other: FloatMap): FloatMap {
  return { width, height, data: data.map((value, i) => value * (1 - other.data[i]!)) };
}

/** The mean place of a mask, 0 to 1. */
function centreOf({ width, height, data }: FloatMap): readonly [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0];
  data.forEach((value, i) => {
    sum += value;
    sumX += value * ((i % width) + 0.5);
    sumY += value * (Math.floor(i / width) + 0.5);
  });
  return sum === 0 ? [0.5, 0.5] : [sumX / sum / width, sumY / sum / height];
}
