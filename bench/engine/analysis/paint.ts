/** What painted scenes are made of: fractal noise, mixing of colours, a camera's grain. Deterministic. */
import type { RgbImage } from "@kinora/media";

/** Red, green, blue, 0 to 1 (sRGB). */
export type Colour = readonly [red: number, green: number, blue: number];

/** A colour at a place; x and y run from 0 to 1 over the width and the height. */
export type Painter = (x: number, y: number) => Colour;

export const WIDTH = 800;
export const HEIGHT = 600;

const hash = (x: number, y: number, seed: number): number => {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 2246822519);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};

/** Smooth noise with one blob per unit square, 0 to 1. */
export function noise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number): number => t * t * (3 - 2 * t);
  const [fx, fy] = [ease(x - left), ease(y - top)];
  const upper = hash(left, top, seed) * (1 - fx) + hash(left + 1, top, seed) * fx;
  const lower = hash(left, top + 1, seed) * (1 - fx) + hash(left + 1, top + 1, seed) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Octaves of noise, each twice as fine and `fall` times as strong; mean 0, about -1 to 1. */
// eslint-disable-next-line max-params -- a point, a seed and a character: named ones would drown the scenes
export function fractal(x: number, y: number, seed: number, fall = 0.5, octaves = 5): number {
  let [sum, weight, total] = [0, 1, 0];
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += weight * (noise(x * 2 ** octave, y * 2 ** octave, seed + octave) - 0.5) * 2;
    total += weight;
    weight *= fall;
  }
  return sum / total ** 0.8;
}

export const mix = (from: Colour, to: Colour, share: number): Colour => {
  const t = Math.min(1, Math.max(0, share));
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, from[2] + (to[2] - from[2]) * t];
};

export const shade = (colour: Colour, factor: number): Colour => [
  colour[0] * factor,
  colour[1] * factor,
  colour[2] * factor,
];

/** 0 below `from`, 1 above `to`, smooth between. */
export const step = (from: number, to: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Paints a picture; edges are softened by four samples a pixel, and a camera's grain lies over it. */
export function paint(painter: Painter, width = WIDTH, height = HEIGHT): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const sum = [0, 0, 0];
    for (const [dx, dy] of [
      [0.25, 0.25],
      [0.75, 0.75],
    ] as const) {
      painter((x + dx) / width, (y + dy) / height).forEach((value, channel) => (sum[channel]! += value / 2));
    }
    const grain = (hash(x, y, 1) + hash(x, y, 2) - 1) * 0.012;
    sum.forEach((value, channel) => (data[at * 3 + channel] = Math.min(255, Math.max(0, (value + grain) * 255))));
  }
  return { width, height, data };
}
