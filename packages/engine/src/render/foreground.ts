import type { RgbImage } from "@kinora/media";
import { refineMask } from "../analyse/index.ts";
import type { FloatMap, SceneMaps } from "../scene.ts";
import { valueAt } from "./node-map.ts";

/** The foreground's mask at the picture's size: 1 where nothing of the sky shows. */
export function foreground(scene: SceneMaps, picture: RgbImage): FloatMap {
  const sky = refineMask(scene.regions.sky.map, picture, { width: picture.width, height: picture.height });
  const data = sky.data.map((value, index) => {
    const thin = valueAt(
      scene.thin,
      ((index % sky.width) + 0.5) / sky.width,
      (Math.floor(index / sky.width) + 0.5) / sky.height,
    );
    // A little steeper than the matte: no veil of the still sky over the moving one.
    const seen = Math.min(1, Math.max(0, (value * (1 - thin) - 0.08) / 0.84));
    return 1 - seen;
  });
  return { width: sky.width, height: sky.height, data };
}
