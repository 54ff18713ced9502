/**
 * Scenes of our own making, in which it is known what there is: close enough to photographs for texture and colour, none of
 * them painted after one.
 */
import { type Colour, fractal, HEIGHT, mix, noise, type Painter, shade, step, WIDTH } from "./paint.ts";

const ASPECT = WIDTH / HEIGHT;
const WHITE: Colour = [0.97, 0.97, 0.96];

const blueSky: Painter = (x, y) => {
  const clear = mix([0.2, 0.42, 0.75], [0.68, 0.82, 0.92], y / 0.5);
  return mix(clear, WHITE, step(0.05, 0.5, fractal(x * 4, y * 9, 3)));
};
const greySky: Painter = (x, y) => shade([0.82, 0.84, 0.86], 1 + 0.08 * fractal(x * 3, y * 8, 5) - 0.1 * (0.4 - y));
const clearSky: Painter = (_, y) => mix([0.25, 0.47, 0.78], [0.75, 0.86, 0.94], y / 0.55);
const duskSky: Painter = (x, y) => {
  const glow = mix([0.28, 0.28, 0.45], [0.98, 0.62, 0.28], step(0.02, 0.5, y));
  const sun = Math.exp(-(((x - 0.6) * ASPECT) ** 2 + (y - 0.46) ** 2) / 0.004);
  return mix(mix(glow, [0.45, 0.32, 0.38], 0.8 * step(0.1, 0.5, fractal(x * 3, y * 14, 8))), [1, 0.95, 0.75], sun);
};

/** Depth on flat ground below a horizon: large numbers at the horizon, 1 at the bottom edge. */
const away = (y: number, horizon: number): number => (1 - horizon) / Math.max(0.004, y - horizon);

/** Level ripples in perspective, mean 0. */
function ripples(x: number, y: number, { horizon, seed }: { horizon: number; seed: number }): number {
  const z = away(y, horizon);
  return fractal((x - 0.5) * z * 9, z * 34 + 3, seed, 0.6, 3) / (1 + 0.12 * z);
}

const gravelAt = (x: number, y: number, seed: number): number =>
  0.75 * fractal(x * 70, y * 70, seed, 0.8, 3) + 0.25 * fractal(x * 6, y * 6, seed + 9);

const grassAt = (x: number, y: number, seed: number): number =>
  0.6 * fractal(x * 160, y * 40, seed, 0.7, 3) + 0.4 * fractal(x * 9, y * 9, seed + 4);

const meadow: Painter = (x, y) => {
  const z = away(y, 0.4);
  const g = grassAt((x - 0.5) * z ** 0.5, y * z ** 0.3, 12);
  return shade(mix([0.3, 0.42, 0.14], [0.55, 0.6, 0.24], 0.5 + 0.7 * fractal(x * 6, y * 14, 2)), 0.9 + 0.45 * g);
};
const hillTop = (x: number, level: number): number => level - 0.1 * fractal(x * 3, 0, 21);

const under =
  (sky: Painter, horizon: number, ground: Painter): Painter =>
  (x, y) =>
    y < horizon ? sky(x, y) : ground(x, y);

const wall =
  (colour: Colour): Painter =>
  (x, y) =>
    shade(colour, 1 - 0.35 * ((x - 0.15) ** 2 + (y - 0.2) ** 2) + 0.02 * fractal(x * 5, y * 5, 31));
const wood =
  (colour: Colour, seed = 41): Painter =>
  (x, y) => {
    const grain = fractal(x * 3, y * 90, seed, 0.7, 3);
    return shade(colour, 1 + 0.16 * grain + 0.06 * fractal(x * 4, y * 6, seed + 1));
  };
const boards =
  (colour: Colour): Painter =>
  (x, y) => {
    const board = Math.floor(y * 9);
    const seam = Math.min(y * 9 - board, board + 1 - y * 9);
    const tone = 0.9 + 0.2 * noise(board, 0, 51);
    return shade(wood(colour, 60 + board)(x, y), tone * (1 - 0.6 * step(0.05, 0.015, seam)));
  };

const cup: Painter = (x, y) => {
  const room = y < 0.45 ? wall([0.78, 0.7, 0.6])(x, y) : wood([0.48, 0.32, 0.2])(x, (y - 0.45) * 2);
  const [dx, dy] = [(x - 0.5) * ASPECT, y - 0.5];
  const body = step(0.232, 0.228, Math.abs(dx)) * step(-0.2, -0.19, dy) * step(0.25, 0.24, dy + 2 * dx * dx);
  const rim = Math.hypot(dx / 0.23, (dy + 0.2) / 0.07);
  const saucer = Math.hypot(dx / 0.42, (dy - 0.25) / 0.1);
  const plate = mix(room, shade(WHITE, 0.82 + 0.1 * dx), step(1.02, 0.98, saucer));
  const mug = mix(plate, shade(WHITE, 0.9 - 1.2 * (dx - 0.05) ** 2 - 0.3 * Math.max(0, dx)), body);
  return mix(mix(mug, [0.93, 0.92, 0.9], step(1.02, 0.98, rim)), [0.2, 0.11, 0.06], step(0.9, 0.86, rim));
};
const room: Painter = (x, y) => {
  if (y > 0.78) return wood([0.6, 0.45, 0.3])(x, y);
  const sofa = step(0.2, 0.21, x) * step(0.8, 0.79, x) * step(0.52, 0.53, y);
  const frame = step(0.4, 0.405, x) * step(0.62, 0.615, x) * step(0.12, 0.125, y) * step(0.36, 0.355, y);
  const back = mix(wall([0.93, 0.92, 0.9])(x, y), [0.35, 0.3, 0.28], frame);
  return mix(back, shade([0.35, 0.38, 0.42], 1 + 0.2 * fractal(x * 60, y * 60, 71, 0.8, 2)), sofa);
};
const snow: Painter = (x, y) => {
  const field = shade([0.9, 0.92, 0.95], 1 + 0.06 * fractal(x * 4, y * 8, 81));
  const rock = step(0.3, 0.4, fractal(x * 5, y * 5, 83)) * step(0.35, 0.5, y) * step(0.8, 0.7, y);
  return mix(field, shade([0.35, 0.33, 0.32], 1 + 0.5 * fractal(x * 40, y * 40, 85)), rock);
};
const dunes: Painter = under(clearSky, 0.42, (x, y) => {
  const z = away(y, 0.4);
  const body = fractal(x * 2.5, y * 5, 91, 0.4, 3);
  const combed = Math.sin(40 * z * 0.4 + 14 * x + 7 * fractal(x * 4, y * 6, 93));
  return shade(
    [0.8, 0.63, 0.42],
    0.95 + 0.3 * body + (0.05 * combed) / (1 + 0.1 * z) + 0.05 * fractal(x * 90, y * 90, 95),
  );
});
const gravel: Painter = (x, y) => shade([0.52, 0.49, 0.45], 1 + 0.75 * gravelAt(x * ASPECT, y, 101));
const road: Painter = under(blueSky, 0.42, (x, y) => {
  const across = (x - 0.5) * ASPECT;
  const half = 0.02 + 0.75 * (y - 0.42);
  if (Math.abs(across) > half) return meadow(x, y);
  const line = Math.abs(across) < 0.03 * half && Math.sin(away(y, 0.42) * 9) > 0;
  const asphalt = shade(
    [0.4, 0.4, 0.42],
    1 + 0.25 * fractal(x * 110, y * 110, 111, 0.8, 2) + 0.05 * fractal(x * 3, y * 9, 113),
  );
  return line ? [0.92, 0.91, 0.88] : asphalt;
});
const fur: Painter = (x, y) => {
  const bend = 0.6 * fractal(x * 2, y * 2, 121);
  const strands = fractal((x + bend * 0.15) * 90 + y * 30, y * 14 + x * 4, 123, 0.75, 3);
  return shade(mix([0.62, 0.44, 0.28], [0.86, 0.76, 0.64], 0.5 + fractal(x * 3, y * 3, 125)), 0.9 + 0.4 * strands);
};
const bricks: Painter = (x, y) => {
  const row = Math.floor(y * 16);
  const [u, v] = [x * 11 + 0.5 * (row % 2), y * 16];
  const mortar = Math.min(u - Math.floor(u), v - Math.floor(v));
  const tone = 0.8 + 0.35 * noise(Math.floor(u), row, 131);
  const brick = shade([0.56, 0.27, 0.2], tone * (1 + 0.25 * fractal(x * 60, y * 60, 133)));
  return mix([0.66, 0.63, 0.58], brick, step(0.06, 0.12, mortar));
};
const page: Painter = (x, y) => {
  const [line, across] = [y * 30, x * 60];
  const isInk = line % 1 > 0.3 && line % 1 < 0.7 && noise(across * 2.4, Math.floor(line), 141) > 0.5;
  return x > 0.1 && x < 0.9 && y > 0.08 && isInk ? [0.12, 0.12, 0.14] : [0.96, 0.96, 0.95];
};
const tulips: Painter = (x, y) => {
  const green = shade([0.24, 0.4, 0.16], 0.9 + 0.7 * grassAt(x, y, 151));
  const [u, v] = [x * 8, y * 6 + 0.5 * (Math.floor(x * 8) % 2)];
  const [dx, dy] = [u - Math.floor(u) - 0.5, v - Math.floor(v) - 0.5];
  const far = Math.hypot(dx * 1.25, dy) / (0.36 + 0.08 * noise(Math.floor(u), Math.floor(v), 153));
  const petal = mix([0.86, 0.14, 0.1], [0.95, 0.5, 0.1], noise(Math.floor(u), Math.floor(v), 155));
  return mix(green, shade(petal, 1.05 - 0.5 * far * far + 0.1 * Math.cos(12 * dx)), step(1, 0.9, far));
};
const pumpkins: Painter = (x, y) => {
  const [dx, dy] = [(x - 0.5) * ASPECT, y - 0.55];
  const far = Math.hypot(dx / 0.45, dy / 0.34);
  const rib = 0.85 + 0.15 * Math.abs(Math.cos(9 * Math.asin(Math.max(-1, Math.min(1, dx / 0.45)))));
  const light = 1 - 0.35 * Math.max(0, 0.6 * dx + dy) - 0.25 * far * far;
  return mix(wood([0.5, 0.42, 0.33])(x, y), shade([0.95, 0.5, 0.12], rib * light), step(1, 0.98, far));
};
const portrait: Painter = (x, y) => {
  const [dx, dy] = [(x - 0.5) * ASPECT, y - 0.38];
  const back = mix([0.5, 0.52, 0.46], [0.68, 0.64, 0.6], 0.5 + fractal(x * 2, y * 2, 161, 0.4, 2));
  const coat = step(1, 0.98, Math.hypot(dx / 0.5, (dy - 0.62) / 0.36));
  const face = Math.hypot(dx / 0.17, dy / 0.24);
  const hair = Math.hypot(dx / 0.22, (dy + 0.05) / 0.28);
  const dressed = mix(back, shade([0.2, 0.22, 0.34], 1 + 0.3 * fractal(x * 60, y * 60, 163)), coat);
  const haired = mix(dressed, shade([0.25, 0.16, 0.1], 1 + 0.5 * fractal(x * 120, y * 20, 165)), step(1, 0.97, hair));
  return mix(haired, shade([0.86, 0.67, 0.55], 1.05 - 0.2 * face - 0.5 * Math.max(0, dx)), step(1, 0.97, face));
};
const facade: Painter = (x, y) => {
  const [u, v] = [x * 9, y * 7];
  const [fx, fy] = [u - Math.floor(u), v - Math.floor(v)];
  const pane = fx > 0.25 && fx < 0.75 && fy > 0.2 && fy < 0.8;
  const glass = shade([0.36, 0.44, 0.52], 0.7 + 0.7 * noise(Math.floor(u) + fx, Math.floor(v) + fy * 2, 171));
  return pane ? glass : shade([0.7, 0.67, 0.62], 1 + 0.07 * fractal(x * 80, y * 80, 173));
};

const lakeAt =
  // eslint-disable-next-line max-params -- what makes one lake another
  (sky: Painter, tint: Colour, horizon: number, roughness: number): Painter =>
    (x, y) => {
      const wave = ripples(x, y, { horizon, seed: 181 });
      const mirror = sky(x + 0.01 * wave, Math.max(0, 2 * horizon - y - 0.05 * wave));
      return shade(mix(mirror, tint, 0.25 + 0.2 * (y - horizon)), 1 + roughness * wave);
    };
const treeLine = (x: number): number =>
  0.4 - 0.07 * (0.6 + fractal(x * 6, 0, 191, 0.6)) - 0.02 * fractal(x * 40, 0, 193);
const woodedShore: Painter = (x, y) =>
  y > treeLine(x) ? shade([0.17, 0.27, 0.12], 1 + 0.8 * fractal(x * 60, y * 60, 195, 0.7)) : clearSky(x, y);
const hills =
  (sky: Painter, colour: Colour, level: number): Painter =>
  (x, y) =>
    y > hillTop(x, level) ? shade(colour, 1 + 0.15 * fractal(x * 30, y * 40, 201)) : sky(x, y);
const beach =
  (water: Painter): Painter =>
  (x, y) => {
    const edge = 0.8 + 0.1 * (x - 0.5) + 0.02 * fractal(x * 8, 0, 211);
    if (y < edge) return water(x, y);
    return shade([0.36, 0.31, 0.28], 1 + 0.8 * gravelAt(x * ASPECT, y, 213));
  };

const lampsAt = [0.12, 0.3, 0.47, 0.64, 0.83].map((x, index) => [x, 0.3 + 0.05 * (index % 3)] as const);
const nightSky: Painter = (x, y) =>
  mix([0.02, 0.03, 0.08], [0.08, 0.09, 0.16], y * 1.5 + 0.1 * fractal(x * 3, y * 3, 221));
const nightStreet =
  (lamps: readonly (readonly [number, number])[]): Painter =>
  (x, y) => {
    const houses = y > 0.35 + 0.1 * noise(Math.floor(x * 7), 0, 223);
    const base = houses ? shade([0.06, 0.055, 0.05], 1 + 0.5 * fractal(x * 50, y * 50, 225)) : nightSky(x, y);
    const light = lamps.reduce((sum, [lx, ly]) => {
      const far = Math.hypot((x - lx) * ASPECT, y - ly);
      return sum + step(0.012, 0.009, far) + 0.35 * Math.exp(-far / 0.025);
    }, 0);
    return mix(base, [1, 0.88, 0.62], light);
  };

/** The colours of glowing gas, from dark red over orange to nearly white. */
const glow = (heat: number): Colour => [
  step(0.05, 0.4, heat),
  0.95 * step(0.25, 0.85, heat),
  0.8 * step(0.6, 1.1, heat),
];
const flames: Painter = (x, y) => {
  const [dx, up] = [(x - 0.5) * ASPECT, (0.8 - y) / 0.55];
  const tongue = fractal(x * 9, y * 5 + 2, 231, 0.6, 4);
  const heat = up < 0 ? 0 : (1.25 - 1.1 * up - 14 * dx * dx * (0.5 + up)) * (0.75 + 0.8 * tongue);
  const logs = y > 0.76 && y < 0.88 && Math.abs(dx) < 0.3;
  const dark = logs
    ? shade([0.16, 0.1, 0.07], 1 + 0.6 * fractal(x * 20, y * 60, 233))
    : shade([0.05, 0.045, 0.04], 1 + 0.4 * fractal(x * 30, y * 30, 235));
  const f = glow(Math.max(0, heat));
  return [Math.max(dark[0], f[0]), Math.max(dark[1], f[1]), Math.max(dark[2], f[2])];
};
const candle: Painter = (x, y) => {
  const [dx, dy] = [(x - 0.5) * ASPECT, y - 0.42];
  const flame = 1.3 - Math.hypot(dx / (0.035 * (1 + (1.2 * dy) / 0.12)), dy / 0.1);
  const halo = 0.35 * Math.exp(-Math.hypot(dx, dy) / 0.12);
  const wax = Math.abs(dx) < 0.06 && y > 0.54;
  const dark = mix(wax ? [0.75, 0.6, 0.42] : [0.07, 0.05, 0.045], [0.8, 0.4, 0.12], wax ? 0.2 : halo);
  const f = glow(Math.max(0, flame));
  return [Math.max(dark[0], f[0]), Math.max(dark[1], f[1]), Math.max(dark[2], f[2])];
};
const autumn: Painter = (x, y) => {
  const tone = 0.5 + 0.8 * fractal(x * 12, y * 12, 241, 0.6);
  const leaf = mix(
    mix([0.45, 0.5, 0.12], [0.85, 0.62, 0.12], tone),
    [0.72, 0.3, 0.1],
    noise(x * 14, y * 14, 243) - 0.3,
  );
  return shade(leaf, 0.75 + 0.7 * fractal(x * 45, y * 45, 245, 0.75, 4));
};
const dryGrass: Painter = under(clearSky, 0.38, (x, y) => {
  const z = away(y, 0.34);
  const blades = fractal(x * 140 * z ** 0.4, y * 22 * z ** 0.3, 251, 0.75, 3);
  return shade(mix([0.72, 0.64, 0.4], [0.56, 0.54, 0.28], 0.5 + fractal(x * 5, y * 9, 253)), 0.85 + 0.55 * blades);
});
/** Where water falls between rocks; it widens downwards. */
export const isFall = (x: number, y: number): boolean => Math.abs(x - 0.5) < 0.07 + 0.05 * y && y > 0.12;
const waterfall: Painter = (x, y) => {
  if (isFall(x, y)) {
    const streak = fractal(x * 120, y * 7, 261, 0.7, 3);
    return shade([0.84, 0.87, 0.9], 0.85 + 0.4 * streak);
  }
  const rock = shade([0.3, 0.29, 0.27], 1 + 0.9 * fractal(x * 14, y * 14, 263, 0.65));
  const moss = shade([0.22, 0.34, 0.12], 1 + 0.7 * fractal(x * 50, y * 50, 265, 0.7));
  return mix(rock, moss, step(0, 0.25, fractal(x * 4, y * 4, 267)));
};

const seaSunset = under(duskSky, 0.5, lakeAt(duskSky, [0.3, 0.22, 0.25], 0.5, 0.55));

export const PAINTERS = {
  cup,
  room,
  snow: under(greySky, 0.3, snow),
  "snow close": snow,
  dunes,
  gravel,
  road,
  fur,
  bricks,
  page,
  "pale boards": boards([0.82, 0.78, 0.72]),
  "grey boards": boards([0.6, 0.62, 0.64]),
  tulips,
  pumpkin: pumpkins,
  portrait,
  facade,
  "white wall": wall([0.94, 0.94, 0.93]),
  "blue wall": wall([0.55, 0.66, 0.8]),
  meadow: under(blueSky, 0.4, meadow),
  "grey day": under(hills(greySky, [0.25, 0.29, 0.24], 0.36), 0.4, meadow),
  lake: under(hills(blueSky, [0.32, 0.38, 0.42], 0.4), 0.45, lakeAt(blueSky, [0.15, 0.3, 0.38], 0.45, 0.35)),
  "calm lake": under(woodedShore, 0.4, lakeAt(woodedShore, [0.2, 0.3, 0.34], 0.4, 0.06)),
  "grey sea": under(greySky, 0.42, lakeAt(greySky, [0.28, 0.34, 0.36], 0.42, 0.5)),
  "sunset sea": seaSunset,
  "sunset beach": beach(seaSunset),
  "night street": nightStreet(lampsAt),
  "night without lamps": nightStreet([]),
  flames,
  candle,
  autumn,
  "dry grass": dryGrass,
  waterfall,
} as const satisfies Record<string, Painter>;

export type PaintedScene = keyof typeof PAINTERS;
