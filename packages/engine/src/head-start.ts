import { readFile } from "node:fs/promises";
import { decodeImage, type RgbImage } from "@kinora/media";
import { analyseScene } from "./analyse/index.ts";
import { ANY_CLIP, expectedRegions, type MotionWish, planScene } from "./plan-still.ts";
import type { SceneMaps } from "./scene.ts";

/** The longer side of a picture that is rendered; a larger one is read smaller. */
export const MOST_SIDE_PX = 8192;

/** A picture, decoded and analysed. */
export interface SeenStill {
  readonly image: RgbImage;
  readonly scene: SceneMaps;
}

/** What will most likely be asked: a picture on this machine, and the words about it. */
export interface LikelyRequest {
  readonly stillPath: string;
  readonly prompt: string | undefined;
}

/** What is said of a still by those who ask for a clip of it. */
type Asked = Pick<MotionWish, "prompt" | "motion"> & { readonly stillPath: string };

/** A scene in which all that a clip of these words will read has been looked for. */
function analysed(image: RgbImage, prompt: string | undefined): SceneMaps {
  const wish = { ...ANY_CLIP, prompt, motion: undefined };
  const own = analyseScene(image, { expects: expectedRegions(wish) });
  const { scene } = planScene(own, wish);
  // Every camera reads it, and the plan does not.
  Reflect.get(scene, "depth");
  return own;
}

/**
 * Looks at a picture before anybody asked for a clip of it. What comes back gives what was seen to who asks for a clip of the
 * same bytes with words that name the same things, and nothing to anyone else: the clip is the same with and without.
 */
export function startLooking({ stillPath, prompt }: LikelyRequest): (asked: Asked) => Promise<SeenStill | undefined> {
  const expects = expectedRegions({ prompt, motion: undefined });
  const looking = Promise.all([readFile(stillPath), decodeImage(stillPath, { maxSidePx: MOST_SIDE_PX })]).then(
    ([bytes, image]) => ({ bytes, image, scene: analysed(image, prompt) }),
  );
  // What cannot be read is said to who asks for it, and to nobody before.
  const seen = looking.catch(() => undefined);
  return async (asked) => {
    if (expectedRegions(asked).join() !== expects.join()) return undefined;
    const [found, bytes] = await Promise.all([seen, readFile(asked.stillPath)]);
    return found?.bytes.equals(bytes) === true ? found : undefined;
  };
}
