import type { RgbImage } from "@kinora/media";
import { refineMask } from "../analyse/index.ts";
import type { FloatMap, SceneMaps } from "../scene.ts";
import { mapAt } from "./map-size.ts";

/** The foreground's mask at the picture's size: 1 where nothing of the sky shows. */
export function foreground(scene: SceneMaps, picture: RgbImage): FloatMap {
  const sky = refineMask(scene.regions.sky.map, picture, { width: picture.width, height: picture.height });
  const thin = mapAt(scene.thin, sky).data;
  const data = new Float32Array(thin.length);
  for (let index = 0; index < data.length; index += 1) {
    // A little steeper than the matte: no veil of the still sky over the moving one.
    const seen = Math.min(1, Math.max(0, (sky.data[index]! * (1 - thin[index]!) - 0.08) / 0.84));
    data[index] = 1 - seen;
  }
  return { width: sky.width, height: sky.height, data };
}
