import { randomFrom, seedOf } from "../random.ts";
import { gentleness } from "../effects/effect-input.ts";
import { mapAt } from "../map-size.ts";
import { countFor, noColours } from "./ambient.ts";
import { coarsePicture, quantile, type Yuv, yuvOf } from "./colours.ts";
import { blurRadius, distanceAt, pixelsPerMetre } from "./distance.ts";
import { envelopeOf } from "./envelope.ts";
import { windOf } from "./falling.ts";
import type { OverlayDesign, OverlayInput } from "./overlay.ts";
import { depthPlane } from "./plane.ts";
import { packThings, type Swarm, type Thing } from "./swarm.ts";

/**
 * Petals and leaves flutter and tumble (Andersen, Pesavento and Wang 2005, "Unsteady aerodynamics of fluttering and tumbling
 * plates"), about as fast as they are carried, 0.5 to 1.5 m/s; the slow end is the graceful one: 165 px/s at three metres, 50 at ten.
 */
const FALL_METRES_PER_SECOND = 0.5;
const FALL_SPREAD = 0.3;
const NEAR_METRES = 1.6;
const FAR_METRES = 11;
const PETALS = 130;
/** Half a petal's length, and half a leaf's, in metres. */
const PETAL_METRES = [0.017, 0.028] as const;
const LEAF_METRES = [0.026, 0.042] as const;
/** A petal swings to each side by this much, once for every turn or so. */
const FLUTTER_METRES = 0.11;
const FLUTTER_HZ = [0.35, 0.8] as const;
const LEAST_LENGTH = 2.4;
const FADE_SECONDS = 0.8;

/** Blossom, where the picture has no colour of its own for it. */
const BLOSSOM = [
  [250, 214, 222],
  [253, 230, 232],
  [244, 190, 205],
] as const;
const MOST_COLOURS = 24;
/** A colour is one of blossom or autumn when it is at least so saturated, and red, orange, yellow, pink or violet. */
const COLOURFUL = 0.28;
const LEAST_LIGHT = 70;

/** How much a colour is that of petals or of autumn leaves: 0 for greens, blues and greys. */
function floral(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const saturation = most === 0 ? 0 : (most - least) / most;
  const isWarm = red >= green * 1.04 && red >= blue * 0.9;
  const isViolet = blue > red && red > blue * 0.6 && green < red * 0.85;
  return most < LEAST_LIGHT || saturation < COLOURFUL || !(isWarm || isViolet) ? 0 : saturation * (most / 255);
}

interface Palette {
  readonly colours: readonly (readonly [red: number, green: number, blue: number])[];
  /** They are the picture's. */
  readonly own: boolean;
  /** Leaves are longer, and larger, than petals. */
  readonly leaves: boolean;
}

/** The colours of the picture's own blossom or autumn leaves, brightened as what floats in the light is; else pink blossom. */
function paletteOf({ scene, picture }: OverlayInput): Palette {
  const { width, height, data } = picture;
  const plants = mapAt(scene.regions.vegetation.map, picture).data;
  const found: { weight: number; colour: readonly [number, number, number] }[] = [];
  const step = Math.max(4, Math.round(Math.max(width, height) / 160));
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      const at = y * width + x;
      const colour = [data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!] as const;
      // Skin, wood and brick are warm too; pinks and violets are blossom wherever they are.
      const isPink = colour[2] > colour[1] * 1.1;
      const weight = floral(...colour) * (isPink ? 1 : plants[at]!);
      if (weight > 0.15) found.push({ weight, colour });
    }
  }
  // Fewer than a thousandth of the looks are chance.
  const looks = Math.ceil(width / step) * Math.ceil(height / step);
  if (found.length < Math.max(MOST_COLOURS, looks / 500)) return { colours: BLOSSOM, own: false, leaves: false };
  // From the better half of them, the fullest and the paler alike.
  const sorted = found.toSorted((a, b) => b.weight - a.weight).slice(0, Math.ceil(found.length / 2));
  const best = Array.from(
    { length: MOST_COLOURS },
    (_, at) => sorted[Math.floor((at * sorted.length) / MOST_COLOURS)]!,
  );
  const warm = best.filter(({ colour: [, green, blue] }) => green > blue * 1.15).length;
  return { colours: best.map(({ colour }) => colour), own: true, leaves: warm > best.length / 2 };
}

/** What floats in the light is at most so much brighter than what hangs. */
const MOST_LIT = 1.4;

/** A colour of the picture is lit as it is, or a little better; one of ours is as bright as the picture's bright parts. */
function litColour({ colours, own }: Palette, light: number, chance: number): Yuv {
  const [red, green, blue] = colours[Math.floor(chance * colours.length)]!;
  const gain = Math.min(MOST_LIT, Math.max(own ? 1 : 0, light / Math.max(red, green, blue, 1)));
  return yuvOf(red * gain, green * gain, blue * gain);
}

/** What all petals of a clip have in common. */
interface Fall {
  readonly palette: Palette;
  /** Of the brightest of them, 0 to 255. */
  readonly light: number;
  readonly wind: number;
  readonly margin: number;
}

function petal({ effect, frame }: OverlayInput, fall: Fall, random: () => number): Partial<Thing> {
  const within = ([from, to]: readonly [number, number]): number => from + (to - from) * random();
  const { leaves } = fall.palette;
  const nearness = random() ** 1.1;
  const metres = distanceAt(nearness, NEAR_METRES, FAR_METRES);
  const px = pixelsPerMetre(metres, frame.unit);
  const length = Math.max(LEAST_LENGTH * frame.unit, within(leaves ? LEAF_METRES : PETAL_METRES) * px);
  const velocityY = Math.max(1, FALL_METRES_PER_SECOND * px * effect.speed * (1 + FALL_SPREAD * (2 * random() - 1)));
  const flutter = within(FLUTTER_HZ) * Math.max(0.5, effect.speed);
  const [y, u, v] = litColour(fall.palette, fall.light, random());
  return {
    life: (frame.height + 2 * fall.margin) / velocityY,
    phase: random(),
    velocityX: velocityY * (fall.wind + 0.25 * (2 * random() - 1)),
    velocityY,
    sway: FLUTTER_METRES * px * (0.4 + 0.6 * random()),
    swayHz: flutter,
    swayPhase: 2 * Math.PI * random(),
    radius: length,
    breadth: length * (leaves ? 0.56 : 0.74) * (0.85 + 0.3 * random()),
    spinHz: 0.35 * (2 * random() - 1),
    tumbleHz: flutter * (1 + random()),
    // The rim of what is near and out of focus is soft.
    hardness: Math.max(0.9, length / (1.2 * frame.unit + 1.3 * blurRadius(metres, frame.unit))),
    alpha: Math.min(0.95, 1.1 - 0.45 * nearness ** 3),
    late: random(),
    nearness,
    y,
    u,
    v,
  };
}

/** Petals or leaves that tumble down through the scene. */
export function petals(input: OverlayInput): readonly OverlayDesign[] {
  const { effect, plan, scene, frame, picture, where } = input;
  const random = randomFrom(seedOf(plan.seed, "petals"));
  const fall: Fall = {
    palette: paletteOf(input),
    light: Math.min(250, Math.max(90, quantile(coarsePicture(picture).light, 0.9) * 1.15)),
    // Even in still air petals do not fall straight.
    wind: 1.4 * windOf(effect, random()) + (effect.direction === undefined ? 0.15 : 0),
    margin: 60 * frame.unit,
  };
  const count = countFor(frame, PETALS * effect.amount * gentleness(effect));
  const swarm: Swarm = {
    ...packThings(Array.from({ length: count }, () => petal(input, fall, random))),
    birthplace: { type: "above" },
    seed: seedOf(plan.seed, "petal births"),
    width: frame.width,
    height: frame.height,
    margin: fall.margin,
    mortal: false,
  };
  return [
    {
      overlay: { type: "shapes", form: "petals", envelope: envelopeOf(plan, FADE_SECONDS), swarm },
      plane: () => depthPlane(scene, frame, where),
      colours: noColours,
    },
  ];
}
