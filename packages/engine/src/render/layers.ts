import type { RgbImage } from "@kinora/media";
import type { FloatMap, SceneMaps } from "../scene.ts";
import type { PictureSize } from "@kinora/contract";
import type { Arena } from "./arena.ts";
import { mostZoom } from "./camera.ts";
import { driftReach, skiesApart } from "./effects/clouds.ts";
import { phasesApart } from "./flow-motion.ts";
import { textureGeometry, type TextureGeometry } from "./frame-geometry.ts";
import { imageAt } from "./enlarge-image.ts";
import { paintLight } from "./light-layer.ts";
import { mapAt } from "./map-size.ts";
import {
  asPixels,
  closeBorder,
  inside,
  liftOff,
  type Painter,
  paintSampled,
  paintStill,
  paintTexture,
  reserveScratch,
  type Scratch,
  type Texture,
} from "./paint-texture.ts";
import { type OverlayPictures, reserveOverlayPictures } from "./overlay/overlay-room.ts";
import type { Recipe } from "./recipe.ts";
import { skyAlone } from "./sky-layer.ts";
import { paintTones, reserveTones, type Tones, tonesIn } from "./tones.ts";

/** The clip's pictures in the shared memory, each undefined where the recipe does not need it. */
export interface Layers {
  /** What is in front: transparent where the sky shows, when clouds move; else the whole photograph. */
  readonly rest: Texture;
  readonly sky: Texture | undefined;
  /** The light of the lamps alone: photograph minus photograph with the lamps off. */
  readonly light: Texture | undefined;
  /** The photograph at the frame's size, and the same as `rest` is. Byte offsets; rows of the frame's stride. */
  readonly still: number;
  readonly restStill: number | undefined;
  /** The colours around each node, where two phases of a flow or of a sky are mixed. */
  readonly restTones: Tones | undefined;
  readonly skyTones: Tones | undefined;
  /** What each overlay of the recipe needs. */
  readonly overlays: readonly OverlayPictures[];
}

/** Unsharp amount of 256, so that the bilinear sampler gives back the photograph's own sharpness. */
const SHARPEN = 136;
const reserveTexture = (arena: Arena, geometry: TextureGeometry): Texture => ({
  ...geometry,
  offset: arena.reserve(geometry.bytes),
});

/** Closer than this a camera is not said to come closer. */
const CLOSER = 1.02;

/**
 * The size of the picture that textures are made from: the frame's own, or as much larger as a camera comes close, as far as
 * the image has it. More detail than a frame can show would only flicker.
 */
function sourceSize({ camera, frame }: Recipe, image: PictureSize): PictureSize {
  const zoom = mostZoom(camera);
  const width = Math.min(Math.round(frame.width * zoom), image.width);
  const height = Math.min(Math.round(frame.height * zoom), image.height);
  const isFiner = zoom > CLOSER && width > frame.width && height > frame.height;
  return isFiner ? { width, height } : { width: frame.width, height: frame.height };
}

/** Reserves room for the layers of a recipe. */
export function reserveLayers(
  arena: Arena,
  recipe: Recipe,
  image: PictureSize,
): Layers & { readonly scratch: Scratch } {
  const { frame, clouds, lamps, plan, flow } = recipe;
  const plain = textureGeometry(frame);
  const [reachX, reachY] = clouds === undefined ? [0, 0] : driftReach(clouds, plan.duration_seconds);
  const stillBytes = frame.stride * frame.rows * 8;
  return {
    rest: reserveTexture(arena, plain),
    sky: clouds === undefined ? undefined : reserveTexture(arena, textureGeometry(frame, reachX, reachY)),
    light: lamps === undefined ? undefined : reserveTexture(arena, plain),
    still: arena.reserve(stillBytes),
    restStill: clouds === undefined ? undefined : arena.reserve(stillBytes),
    restTones: flow === undefined ? undefined : reserveTones(arena, frame),
    skyTones: clouds?.fadeSeconds === undefined ? undefined : reserveTones(arena, frame),
    overlays: reserveOverlayPictures(arena, recipe.overlays, frame),
    scratch: reserveScratch(arena, sourceSize(recipe, image), plain),
  };
}

/** What layers are painted from. `front` is the foreground's mask at the frame's size, where something moves behind it. */
export interface LayerContent {
  readonly image: RgbImage;
  /** The image at the frame's size. */
  readonly picture: RgbImage;
  readonly front: FloatMap | undefined;
  readonly scene: SceneMaps;
  readonly recipe: Recipe;
}

/** Paints the layers that a recipe asked for into their room. */
export async function paintLayers(painter: Painter, layers: Layers, content: LayerContent): Promise<void> {
  const { image, picture, front, scene, recipe } = content;
  const { frame, flow, clouds } = recipe;
  const { rest, sky, light, restStill, restTones, skyTones } = layers;
  const bytes = new Uint8Array(painter.memory.buffer);
  const source = imageAt(image, sourceSize(recipe, image));
  paintStill(painter, layers.still, picture, frame);
  if (restTones !== undefined && flow !== undefined) {
    paintTones(tonesIn(painter.memory, restTones, frame), picture, frame, phasesApart(flow, frame));
  }
  paintTexture(painter, rest, asPixels(painter, await source), SHARPEN);
  if (sky !== undefined && restStill !== undefined && front !== undefined) {
    const alone = await skyAlone(picture, front);
    if (skyTones !== undefined && clouds !== undefined) {
      paintTones(tonesIn(painter.memory, skyTones, frame), alone, frame, skiesApart(clouds, frame));
    }
    paintTexture(painter, sky, asPixels(painter, alone), SHARPEN);
    closeBorder(painter, sky);
    const photograph = { offset: inside(rest), stride: rest.stride };
    const behind = { offset: inside(sky), stride: sky.stride };
    liftOff(bytes, { photograph, behind, out: photograph }, mapAt(front, rest));
    paintSampled(painter, sky, restStill, frame);
    const own = { offset: restStill, stride: frame.stride };
    liftOff(bytes, { photograph: { ...own, offset: layers.still }, behind: own, out: own }, front);
  }
  closeBorder(painter, rest);
  if (light !== undefined) {
    await paintLight(painter, light, { ...scene, lamps: recipe.lamps?.lamps ?? [] }, picture);
    closeBorder(painter, light);
  }
}
