import { randomFrom, seedOf } from "../random.ts";
import { gentleness } from "../effects/effect-input.ts";
import { countFor, noColours, skyLight } from "./ambient.ts";
import { coarsePicture } from "./colours.ts";
import { distanceAt, pixelsPerMetre } from "./distance.ts";
import { envelopeOf } from "./envelope.ts";
import { windOf } from "./falling.ts";
import { hazeOf } from "./fog.ts";
import type { OverlayDesign, OverlayInput } from "./overlay.ts";
import { depthPlane, once } from "./plane.ts";
import { packThings, type Thing } from "./swarm.ts";

/**
 * Drops of 2 mm fall at 6.5 m/s, of 1 mm at 4 and of 5 mm at 9 (Gunn and Kinzer 1949, "The terminal velocity of fall for water
 * droplets in stagnant air"): 1600 px/s four metres away, 200 at thirty-two, at 720 lines.
 */
const FALL_METRES_PER_SECOND = 6.5;
const FALL_SPREAD = 0.14;
const NEAR_METRES = 2.4;
const FAR_METRES = 32;
/** Drops seen at once in a 1280 × 720 frame. */
const DROPS = 1300;
/** Most drops are far: the exponent of their spread over the distance. */
const FAR_SHARE = 1.5;
/** Seconds that one picture of film shows: more than a shutter's, so that drops are lines. */
const EXPOSURE = 1 / 30;
const FADE_SECONDS = 0.8;
/** How thick the air between is. */
const HAZE = 0.22;

export function rain(input: OverlayInput): readonly OverlayDesign[] {
  const { effect, plan, scene, frame, picture, where } = input;
  const random = randomFrom(seedOf(plan.seed, "rain"));
  const coarse = coarsePicture(picture);
  const strength = effect.amount * gentleness(effect);
  const wind = windOf(effect, random());
  const margin = 110 * frame.unit;
  // Water shows the light of the sky around it: bright before what is dark, hardly to be seen before a bright sky.
  const light = 16 + (Math.min(225, Math.max(80, 1.2 * skyLight(coarse) + 40)) * 219) / 255;
  const drop = (): Partial<Thing> => {
    const nearness = random() ** FAR_SHARE;
    const px = pixelsPerMetre(distanceAt(nearness, NEAR_METRES, FAR_METRES), frame.unit);
    const speed = FALL_METRES_PER_SECOND * px * effect.speed * (1 + FALL_SPREAD * (2 * random() - 1));
    const velocityY = Math.max(speed, 1);
    return {
      life: (frame.height + 2 * margin) / velocityY,
      phase: random(),
      velocityX: velocityY * (wind + 0.02 * (2 * random() - 1)),
      velocityY,
      radius: frame.unit * (0.85 + 0.9 * nearness),
      hardness: 1.3,
      alpha: (0.34 + 0.25 * nearness * random()) * (0.75 + 0.25 * Math.min(2, strength)),
      exposure: EXPOSURE,
      taper: 0.85,
      late: random(),
      nearness,
      y: light,
    };
  };
  const swarm = {
    ...packThings(Array.from({ length: countFor(frame, DROPS * strength) }, drop)),
    birthplace: { type: "above" },
    seed: seedOf(plan.seed, "drops"),
    width: frame.width,
    height: frame.height,
    margin,
    mortal: false,
  } as const;
  const plane = once(() => depthPlane(scene, frame, where));
  const falling: OverlayDesign = {
    overlay: { type: "shapes", form: "capsules", envelope: envelopeOf(plan, FADE_SECONDS), swarm },
    plane,
    colours: noColours,
  };
  return [hazeOf(input, { density: HAZE * strength, fadeSeconds: FADE_SECONDS, plane }), falling];
}
