import type { Plane } from "./plane.ts";
import { type Field, fractal } from "./texture.ts";

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly seed?: number;
  /** How far the content has gone to the right and down, and its magnification about the middle. */
  readonly dx?: number;
  readonly dy?: number;
  readonly zoom?: number;
}

const textures = new Map<number, Field>();

function textureOf(seed: number): Field {
  const texture = textures.get(seed) ?? fractal(seed, 24, 3);
  textures.set(seed, texture);
  return texture;
}

/** A view of an endless smooth texture: any shift and magnification of it is exact, for it is painted, not resampled. */
export function texturePlane({ width = 160, height = 120, seed = 1, dx = 0, dy = 0, zoom = 1 }: View = {}): Plane {
  const value = textureOf(seed);
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    const x = ((at % width) - dx - width / 2) / zoom + width / 2;
    const y = (Math.floor(at / width) - dy - height / 2) / zoom + height / 2;
    data[at] = Math.round(Math.min(255, Math.max(0, 128 + 300 * (value(x + 500, y + 500) - 0.5))));
  }
  return { width, height, data };
}

/** A plane painted pixel by pixel. */
export function paintedPlane(width: number, height: number, value: (x: number, y: number) => number): Plane {
  return {
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
  };
}
