import type { RgbImage } from "@kinora/media";

import type { FloatMap } from "../scene.ts";
import { applyModels, guideFrom, localModels } from "./guided-filter.ts";
import {
  averageMap,
  downscaleImage,
  downscalePlanes,
  fitWithin,
  type RgbPlanes,
  resizeMap,
  type Size,
} from "./resize.ts";

/** The picture at one size with its colour statistics: made once, then any number of masks can be refined to that size. */
export interface Refiner {
  /** The mask at the refiner's size, its edges drawn to the picture's own. Values stay within 0 and 1. */
  readonly refine: (map: FloatMap) => FloatMap;
}

const STATISTICS_SIDE = 320;
const RADIUS = 3;
const EPSILON = 0.02 ** 2;

/** Fast guided filter (He & Sun 2015): models are fitted at 320 px and evaluated at full size. */
export function openRefiner(image: RgbImage, size: Size): Refiner {
  const planes = downscaleImage(image, size);
  const small = fitWithin(size, STATISTICS_SIDE);
  const guide = guideFrom(downscalePlanes(planes, small), RADIUS, EPSILON);
  return { refine: (map) => evaluate(map, guide, planes) };
}

function evaluate(map: FloatMap, guide: ReturnType<typeof guideFrom>, planes: RgbPlanes): FloatMap {
  const fits = map.width >= guide.size.width && map.height >= guide.size.height;
  const small = fits ? averageMap(map, guide.size) : resizeMap(map, guide.size);
  return applyModels(localModels(guide, small.data), planes);
}

/** One mask drawn to one size; for several masks of one picture, `openRefiner` shares the work. */
export function refineMask(map: FloatMap, image: RgbImage, size: Size): FloatMap {
  return openRefiner(image, size).refine(map);
}
