import type { RgbImage } from "@kinora/media";
import { refineMask } from "../analyse/index.ts";
import type { FloatMap } from "../scene.ts";
import { mapAt } from "./map-size.ts";

export interface ForegroundInput {
  /** Where clouds drift: one map or more, all of one size. */
  readonly skies: readonly FloatMap[];
  /** Masts, wires and branches: before the sky, whatever the sky's map says. */
  readonly thin: FloatMap;
  /** What is not to move in any case. */
  readonly held: FloatMap | undefined;
}

const greatest = (maps: readonly FloatMap[]): FloatMap => {
  const first = maps[0]!;
  return { ...first, data: first.data.map((_, index) => Math.max(...maps.map(({ data }) => data[index]!))) };
};

/** The foreground's mask at the picture's size: 1 where nothing of the sky shows. */
export function foreground({ skies, thin, held }: ForegroundInput, picture: RgbImage): FloatMap {
  const sky = refineMask(greatest(skies), picture, { width: picture.width, height: picture.height });
  const over = mapAt(thin, sky).data;
  const still = held === undefined ? undefined : mapAt(held, sky).data;
  const data = new Float32Array(over.length);
  for (let index = 0; index < data.length; index += 1) {
    // A little steeper than the matte: no veil of the still sky over the moving one.
    const seen = Math.min(1, Math.max(0, (sky.data[index]! * (1 - over[index]!) - 0.08) / 0.84));
    data[index] = 1 - seen * (1 - (still?.[index] ?? 0));
  }
  return { width: sky.width, height: sky.height, data };
}
