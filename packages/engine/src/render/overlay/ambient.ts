import type { FrameGeometry } from "../frame-geometry.ts";
import { mapAt } from "../map-size.ts";
import { blurMap } from "../node-map.ts";
import type { FloatMap, SceneMaps } from "../../scene.ts";
import { smoothStep } from "./envelope.ts";
import { type Coarse, quantile, type Yuv, yuvOf } from "./colours.ts";

/** How bright the light is in which small things are seen, 0 to 255: that of the brighter parts, not of the brightest. */
export const skyLight = ({ light }: Coarse): number => quantile(light, 0.8);

/** The mean colour of a picture where a weight says so. */
export function meanWhere(coarse: Coarse, weight: FloatMap): readonly [red: number, green: number, blue: number] {
  const sum = weight.data.reduce((total, value) => total + value, 0) + 1e-9;
  const mean = (channel: FloatMap): number =>
    channel.data.reduce((total, value, at) => total + value * weight.data[at]!, 0) / sum;
  return [mean(coarse.red), mean(coarse.green), mean(coarse.blue)];
}

/** How far each part of the coarse picture is, 1 for the farthest: air takes its colour from there. */
export function farness(coarse: Coarse, scene: SceneMaps): FloatMap {
  const depth = mapAt(scene.depth, coarse.light);
  return { ...depth, data: depth.data.map((value) => (1 - value) ** 3 + 0.01) };
}

/** How much of the way to grey, and to the scene's bright light, a mist goes from the colours behind it. */
const GREYED = 0.45;
const LIT = 0.85;
/** By day mist is brighter than what it hides: this share of the way from the scene's bright parts to white. */
const WHITENED = 0.5;
/** Mean luma up to which it is night, and from which on it is day. By night mist is hardly brighter than half of the picture. */
const NIGHT = 40;
const NIGHT_GLOW = 28;
const DAY = 110;
/** Radius, in dots of the coarse picture, within which mist takes on the colours of what is far. */
const GATHER = 9;

/** The colour that mist has in each cell: that of the far things around, paler. YUVA bytes, one cell after the other. */
export function mistColours(coarse: Coarse, scene: SceneMaps, frame: FrameGeometry): Uint8Array {
  const weight = farness(coarse, scene);
  const total = blurMap(weight, GATHER);
  const gathered = (channel: FloatMap): FloatMap => {
    const weighted = { ...channel, data: channel.data.map((value, at) => value * weight.data[at]!) };
    const sum = blurMap(weighted, GATHER);
    return mapAt(
      { ...sum, data: sum.data.map((value, at) => value / total.data[at]!) },
      {
        width: frame.columns,
        height: frame.rows,
      },
    );
  };
  const [red, green, blue] = [gathered(coarse.red), gathered(coarse.green), gathered(coarse.blue)];
  const mean = coarse.light.data.reduce((sum, value) => sum + value, 0) / coarse.light.data.length;
  const day = smoothStep((mean - NIGHT) / (DAY - NIGHT));
  const bright = quantile(coarse.light, 0.5 + 0.4 * day);
  const white = bright + NIGHT_GLOW * (1 - day) + (245 - bright) * WHITENED * day;
  return cellColours(frame, (cell) => {
    const [y, u, v] = yuvOf(red.data[cell]!, green.data[cell]!, blue.data[cell]!);
    const lit = 16 + (white * 219) / 255;
    return [y + Math.max(0, lit - y) * LIT, u + (128 - u) * GREYED, v + (128 - v) * GREYED];
  });
}

/** A colour per cell as YUVA bytes. */
export function cellColours({ columns, rows }: FrameGeometry, colourOf: (cell: number) => Yuv): Uint8Array {
  const bytes = new Uint8Array(columns * rows * 4);
  for (let cell = 0; cell < columns * rows; cell += 1) {
    const [y, u, v] = colourOf(cell);
    bytes.set([y + 0.5, u + 0.5, v + 0.5, 255], cell * 4);
  }
  return bytes;
}

/** Shapes bring their own colours: this is what an overlay has that needs none. */
export const noColours = (): Uint8Array => new Uint8Array(0);

/** How many things a frame takes so that they are as close as in a 1280 × 720 one. */
export const countFor = ({ width, height, unit }: FrameGeometry, at720: number): number =>
  Math.round((at720 * width * height) / (1280 * 720 * unit * unit));
