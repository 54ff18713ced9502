import { randomFrom, seedOf } from "../random.ts";
import { gentleness, unitVector } from "../effects/effect-input.ts";
import { valueAt } from "../node-map.ts";
import { countFor, noColours, skyLight } from "./ambient.ts";
import { type Coarse, coarsePicture, quantile, yuvOf } from "./colours.ts";
import { blurRadius, distanceAt, pixelsPerMetre } from "./distance.ts";
import { envelopeOf } from "./envelope.ts";
import type { OverlayDesign, OverlayInput } from "./overlay.ts";
import { depthPlane } from "./plane.ts";
import { packThings, type Swarm, type Thing } from "./swarm.ts";

/** Motes that float in a room: the air there moves below 0.2 m/s where nobody feels a draught (ISO 7730), and half of that by itself. */
const DRIFT_METRES_PER_SECOND = 0.07;
const NEAR_METRES = 0.8;
const FAR_METRES = 6;
const MOTES = 620;
const LIFE_SECONDS = [3.5, 7] as const;
/** Places that a mote may be born at, drawn from a grid of this many cells each way. */
const PLACES = 4000;
const GRID = 64;

/** Embers rise with the hot air of a camp fire, 1 to 3 m/s above it, and cool within two seconds: 130 px/s ten metres away. */
const RISE_METRES_PER_SECOND = 1.35;
const EMBERS = 180;
const EMBER_SECONDS = [1.1, 2.4] as const;
const EMBER_METRES = [6, 14] as const;
const EXPOSURE = 1 / 45;
const FADE_SECONDS = 0.8;
/** A fire that is at least so sure, and so large, gives off embers even when the whole frame is named. */
const FIRE = { confidence: 0.5, share: 0.002 };

/** Whether what flies here comes from a fire. */
const burns = ({ effect, scene: { regions } }: OverlayInput): boolean =>
  effect.region === "fire" ||
  (effect.region === "frame" && regions.fire.confidence >= FIRE.confidence && regions.fire.share >= FIRE.share);

/** Places of a map, more of them where it is higher: x, y, x, y … in px of the frame. */
function placesIn(
  { frame }: OverlayInput,
  weightAt: (x: number, y: number) => number,
  random: () => number,
): Float32Array {
  const sums = new Float64Array(GRID * GRID);
  let total = 0;
  for (let cell = 0; cell < sums.length; cell += 1) {
    total += Math.max(0, weightAt(((cell % GRID) + 0.5) / GRID, (Math.floor(cell / GRID) + 0.5) / GRID));
    sums[cell] = total;
  }
  const places = new Float32Array(PLACES * 2);
  for (let place = 0; place < PLACES; place += 1) {
    const cell = firstAbove(sums, random() * total);
    places[place * 2] = (((cell % GRID) + random()) / GRID) * frame.width;
    places[place * 2 + 1] = ((Math.floor(cell / GRID) + random()) / GRID) * frame.height;
  }
  return places;
}

/** The first of rising sums that is above a value. */
function firstAbove(sums: Float64Array, value: number): number {
  let [from, to] = [0, sums.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sums[middle]! > value) to = middle;
    else from = middle + 1;
  }
  return from;
}

function mote(input: OverlayInput, coarse: Coarse, random: () => number): Partial<Thing> {
  const { effect, frame } = input;
  const nearness = random() ** 1.5;
  const metres = distanceAt(nearness, NEAR_METRES, FAR_METRES);
  const px = pixelsPerMetre(metres, frame.unit);
  const [alongX, alongY] = effect.direction === undefined ? [0, -0.25] : unitVector(effect.direction);
  const own = random() * 2 * Math.PI;
  const speed = DRIFT_METRES_PER_SECOND * px * effect.speed;
  const [least, most] = LIFE_SECONDS;
  const blurred = 0.45 * blurRadius(metres, frame.unit);
  const radius = Math.max((1.8 + 1.2 * random()) * frame.unit, blurred);
  const light = Math.min(252, skyLight(coarse) * 0.5 + 160);
  const [y, u, v] = yuvOf(light, light * 0.94, light * 0.78);
  return {
    life: (least + (most - least) * random()) / Math.max(0.25, effect.speed),
    phase: random(),
    velocityX: speed * (alongX + 0.7 * Math.cos(own)),
    velocityY: speed * (alongY + 0.7 * Math.sin(own)),
    sway: 0.02 * px,
    swayHz: 0.12 + 0.2 * random(),
    swayPhase: 2 * Math.PI * random(),
    radius,
    hardness: 1,
    alpha: Math.min(0.85, (0.35 + 0.65 * random()) * Math.min(1, (4.2 * frame.unit) / radius)),
    glitter: 0.7,
    glitterHz: 0.25 + 0.7 * random(),
    late: random(),
    nearness,
    y,
    u,
    v,
  };
}

function ember(input: OverlayInput, random: () => number): Partial<Thing> {
  const { effect, frame } = input;
  const [near, far] = EMBER_METRES;
  const px = pixelsPerMetre(near + (far - near) * random(), frame.unit);
  const [least, most] = EMBER_SECONDS;
  const heat = random();
  const [y, u, v] = yuvOf(255, 130 + 90 * heat, 30 + 70 * heat);
  const wind = effect.direction === undefined ? 0 : unitVector(effect.direction)[0];
  return {
    life: least + (most - least) * random(),
    phase: random(),
    velocityX: RISE_METRES_PER_SECOND * px * effect.speed * (0.5 * wind + 0.5 * (random() - 0.5)),
    velocityY: -RISE_METRES_PER_SECOND * px * effect.speed * (0.5 + random()),
    sway: 0.09 * px * random(),
    swayHz: 0.5 + random(),
    swayPhase: 2 * Math.PI * random(),
    radius: frame.unit * (1.2 + 1.2 * random()),
    hardness: 1.6,
    alpha: 0.95,
    exposure: EXPOSURE,
    glitter: 0.6,
    glitterHz: 1.5 + 4 * random(),
    late: random(),
    nearness: 1,
    y,
    u,
    v,
  };
}

/** Motes that float where light falls; over a fire, embers that rise from it. */
export function dust(input: OverlayInput): readonly OverlayDesign[] {
  const { effect, plan, scene, frame, picture, where } = input;
  const random = randomFrom(seedOf(plan.seed, "dust"));
  const coarse = coarsePicture(picture);
  const hot = burns(input);
  const brightest = Math.max(1, quantile(coarse.light, 0.98));
  const { map: fire } = scene.regions.fire;
  const weightAt = hot
    ? (x: number, y: number): number => valueAt(fire, x, y)
    : (x: number, y: number): number =>
        (0.1 + (valueAt(coarse.light, x, y) / brightest) ** 1.5) * (where === undefined ? 1 : valueAt(where, x, y));
  const strength = effect.amount * gentleness(effect);
  const count = countFor(frame, (hot ? EMBERS : MOTES) * strength);
  const things = Array.from({ length: count }, () => (hot ? ember(input, random) : mote(input, coarse, random)));
  const swarm: Swarm = {
    ...packThings(things),
    birthplace: { type: "places", places: placesIn(input, weightAt, random) },
    seed: seedOf(plan.seed, "motes"),
    width: frame.width,
    height: frame.height,
    margin: 0,
    mortal: true,
  };
  // Embers leave the fire that they come from.
  const seen = hot && effect.region === "fire" ? undefined : where;
  return [
    {
      overlay: { type: "shapes", form: "capsules", envelope: envelopeOf(plan, FADE_SECONDS), swarm },
      plane: () => depthPlane(scene, frame, seen),
      colours: noColours,
    },
  ];
}
