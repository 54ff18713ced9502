/**
 * Scenes painted by the bench, whose truth is known to the pixel: which part is sky, water, grass, lamps, and what is rigid.
 * Colours and textures are those of photographs, so that an analysis can find them; the engine sees a PNG and nothing else.
 */
import type { Rgb } from "./lanczos.ts";
import type { Box, Plane } from "./plane.ts";
import type { CoreClass, Cores, Part } from "./regions.ts";
import { chance, type Field, fractal } from "./texture.ts";

type Colour = readonly [number, number, number];

interface Painted {
  readonly colour: Colour;
  /** The class that the pixel belongs to; undefined where nothing is asked of it. */
  readonly is: CoreClass | undefined;
}

interface Scene {
  readonly paint: (x: number, y: number) => Painted;
  /** Boxes well inside each class that is asked for. */
  readonly boxes: Readonly<Partial<Record<CoreClass, readonly Box[]>>>;
}

const WIDTH = 1440;
const HEIGHT = 960;
/** Edges belong to nobody: a mask is soft there, and a clip is smaller than its still. */
const EDGE_PX = 14;

const mix = (a: Colour, b: Colour, share: number): Colour => {
  const part = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
};
const shade = (colour: Colour, by: number): Colour => [colour[0] * by, colour[1] * by, colour[2] * by];

/** The height of a skyline at x, px from the top. */
const skyline =
  (level: number, reach: number, field: Field): Field =>
  (x) =>
    level + reach * (field(x, 0.5) - 0.5);

const daySky = (clouds: Field, x: number, y: number): Colour => {
  const blue = mix([58, 110, 186], [168, 200, 232], y / (0.55 * HEIGHT));
  const cloud = (clouds(x, y * 1.7) - 0.5) * 5;
  return mix(blue, [250, 250, 252], cloud);
};

const rock = (grain: Field, x: number, y: number): Colour => shade([150, 142, 132], 0.25 + 1.25 * grain(x, y));

function ridge(): Scene {
  const clouds = fractal(11, 260, 6);
  const grain = fractal(23, 60, 6);
  const line = skyline(470, 460, fractal(31, 330, 6));
  return {
    paint: (x, y) => {
      if (y < line(x, 0)) return { colour: daySky(clouds, x, y), is: "sky" };
      return { colour: rock(grain, x, y), is: "rigid" };
    },
    boxes: {
      sky: [
        [0.05, 0.03, 0.45, 0.2],
        [0.55, 0.03, 0.95, 0.2],
      ],
      rigid: [[0.05, 0.75, 0.95, 0.95]],
    },
  };
}

function lake(): Scene {
  const clouds = fractal(41, 300, 5);
  const ripple = fractal(43, 40, 4);
  const grain = fractal(47, 50, 6);
  const hills = skyline(400, 160, fractal(53, 260, 5));
  const shore = skyline(800, 90, fractal(59, 200, 5));
  const level = 450;
  return {
    paint: (x, y) => {
      if (y < Math.min(level, hills(x, 0))) return { colour: daySky(clouds, x, y), is: undefined };
      if (y < level) return { colour: shade([92, 104, 92], 0.4 + grain(x, y)), is: "rigid" };
      if (y > shore(x, 0)) return { colour: rock(grain, x, y), is: "rigid" };
      // Ripples are wide and flat, and the larger the nearer.
      const near = (y - level) / (HEIGHT - level);
      const wave = ripple(x / 1.6, (y - level) / (0.06 + 0.4 * near)) - 0.5;
      return { colour: mix([70, 108, 140], [190, 212, 228], 0.45 + 1.5 * wave), is: "water" };
    },
    boxes: { water: [[0.1, 0.62, 0.9, 0.74]], rigid: [[0.05, 0.92, 0.95, 0.99]] },
  };
}

function meadow(): Scene {
  const clouds = fractal(61, 300, 5);
  const grain = fractal(67, 70, 6);
  const blades = fractal(71, 24, 4);
  const wall = { left: 0.62 * WIDTH, right: 0.96 * WIDTH, top: 0.2 * HEIGHT, bottom: 0.62 * HEIGHT };
  const horizon = skyline(560, 40, fractal(73, 200, 5));
  return {
    paint: (x, y) => {
      const brick = x > wall.left && x < wall.right && y > wall.top && y < wall.bottom;
      if (brick) return { colour: shade([168, 120, 100], 0.5 + 0.8 * grain(x, y)), is: "rigid" };
      if (y < horizon(x, 0)) return { colour: daySky(clouds, x, y), is: undefined };
      // Blades stand upright.
      const blade = blades(x * 2.2, y * 0.35);
      return { colour: mix([38, 66, 22], [150, 182, 74], (blade - 0.28) * 2.2), is: "vegetation" };
    },
    boxes: { vegetation: [[0.06, 0.61, 0.58, 0.74]], rigid: [[0.65, 0.24, 0.93, 0.58]] },
  };
}

function street(): Scene {
  const grain = fractal(83, 60, 6);
  const random = chance(89);
  const lamps = Array.from({ length: 7 }, (_, index) => ({
    x: WIDTH * (0.09 + 0.137 * index),
    y: HEIGHT * (0.3 + 0.12 * random()),
    reach: 11 + 6 * random(),
  }));
  const roofs = fractal(97, 240, 1);
  const houses = skyline(560, 260, (x) => roofs(Math.floor(x / 180) * 180, 0));
  return {
    paint: (x, y) => {
      const wall = y > houses(x, 0);
      const base: Colour = wall ? shade([56, 48, 44], 0.4 + grain(x, y)) : mix([10, 14, 34], [26, 30, 56], y / 560);
      const glow = lamps.reduce((sum, lamp) => {
        const far = Math.hypot(x - lamp.x, y - lamp.y) / lamp.reach;
        return sum + (far < 1 ? 1 : 0.55 * Math.exp((1 - far) * 1.6));
      }, 0);
      const lit = lamps.some((lamp) => Math.hypot(x - lamp.x, y - lamp.y) < lamp.reach * 1.5);
      return { colour: mix(base, [255, 236, 190], glow), is: lit ? "lights" : y > 0.75 * HEIGHT ? "rigid" : undefined };
    },
    boxes: {
      lights: lamps.map((lamp) => [
        (lamp.x - lamp.reach) / WIDTH,
        (lamp.y - lamp.reach) / HEIGHT,
        (lamp.x + lamp.reach) / WIDTH,
        (lamp.y + lamp.reach) / HEIGHT,
      ]),
      rigid: [[0.05, 0.8, 0.95, 0.98]],
    },
  };
}

/** A fire in a dark place: tongues that burn out white at their roots and redden upwards. */
function hearth(): Scene {
  const grain = fractal(103, 60, 6);
  const tongues = fractal(107, 110, 5);
  const [middle, floor, reach, height] = [0.5 * WIDTH, 0.82 * HEIGHT, 250, 430];
  const heatAt: Field = (x, y) => {
    const up = (floor - y) / height;
    if (up < 0 || up > 1) return 0;
    const across = Math.abs(x - middle) / (reach * (1 - 0.75 * up));
    return 1.25 - across - 1.2 * up + 1.6 * (tongues(x * 1.4, y * 0.6) - 0.5);
  };
  return {
    paint: (x, y) => {
      const heat = heatAt(x, y);
      const glow = 0.35 * Math.exp(-Math.hypot(x - middle, y - floor + 150) / 320);
      const wall = mix(shade([44, 36, 32], 0.4 + grain(x, y)), [190, 80, 20], glow * grain(x, y));
      if (heat < 0.2) return { colour: wall, is: Math.abs(x - middle) > reach + 170 ? "rigid" : undefined };
      const flame = mix(mix([214, 84, 16], [250, 178, 50], (heat - 0.2) * 2.2), [255, 244, 196], (heat - 0.62) * 2.6);
      return { colour: mix(wall, flame, (heat - 0.2) * 8), is: "lights" };
    },
    boxes: {
      lights: [[0.4, 0.52, 0.6, 0.8]],
      rigid: [
        [0.02, 0.1, 0.18, 0.95],
        [0.82, 0.1, 0.98, 0.95],
      ],
    },
  };
}

const SCENES = { ridge, lake, meadow, street, hearth };
type SceneName = keyof typeof SCENES;

export const isScene = (name: string): name is SceneName => name in SCENES;

/** A scene as a picture, with the truth of each of its classes. */
export function makeScene(name: SceneName): { readonly picture: Rgb; readonly cores: Cores } {
  const { paint, boxes } = SCENES[name]();
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  const grain = chance(5);
  const is: (CoreClass | undefined)[] = Array.from({ length: WIDTH * HEIGHT });
  for (let at = 0; at < WIDTH * HEIGHT; at += 1) {
    const painted = paint((at % WIDTH) + 0.5, Math.floor(at / WIDTH) + 0.5);
    is[at] = painted.is;
    const sensor = 3 * (grain() - 0.5);
    for (const channel of [0, 1, 2] as const) {
      data[3 * at + channel] = Math.min(255, Math.max(0, Math.round(painted.colour[channel] + sensor)));
    }
  }
  const parts = Object.entries(boxes).map(([kind, drawn]): [string, Part] => [
    kind,
    kind === "rigid" ? { mask: rigidMask(is), boxes: drawn } : { boxes: drawn },
  ]);
  return { picture: { width: WIDTH, height: HEIGHT, data }, cores: Object.fromEntries(parts) };
}

/** 255 where a pixel and all within `EDGE_PX` are rigid: nothing may move in all of it, not only in boxes. */
function rigidMask(is: readonly (CoreClass | undefined)[]): Plane {
  const data = Uint8Array.from(is, (one) => (one === "rigid" ? 255 : 0));
  return { width: WIDTH, height: HEIGHT, data: erode(erode(data, 1, WIDTH), WIDTH, HEIGHT) };
}

/** The least value within `EDGE_PX` along one axis: `step` between neighbours, `length` of a line. */
function erode(from: Uint8Array, step: number, length: number): Uint8Array {
  const out = new Uint8Array(from.length);
  const lines = from.length / length;
  for (let line = 0; line < lines; line += 1) {
    const start = step === 1 ? line * length : line;
    let since = EDGE_PX;
    const passed = new Int32Array(length);
    for (let index = 0; index < length; index += 1) {
      since = from[start + index * step] === 0 ? 0 : since + 1;
      passed[index] = since;
    }
    since = EDGE_PX;
    for (let index = length - 1; index >= 0; index -= 1) {
      since = from[start + index * step] === 0 ? 0 : since + 1;
      out[start + index * step] = since >= EDGE_PX && passed[index]! >= EDGE_PX ? 255 : 0;
    }
  }
  return out;
}
