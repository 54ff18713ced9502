import { randomFrom, seedOf } from "../random.ts";
import { gentleness } from "../effects/effect-input.ts";
import { countFor, noColours, skyLight } from "./ambient.ts";
import { coarsePicture } from "./colours.ts";
import { blurRadius, distanceAt, pixelsPerMetre } from "./distance.ts";
import { envelopeOf } from "./envelope.ts";
import { windOf } from "./falling.ts";
import { hazeOf } from "./fog.ts";
import type { OverlayDesign, OverlayInput } from "./overlay.ts";
import { depthPlane, once } from "./plane.ts";
import { packThings, type Thing } from "./swarm.ts";

/**
 * Flakes fall at 0.8 to 1.2 m/s whatever their size (Locatelli and Hobbs 1974, "Fall speeds and masses of solid precipitation
 * particles"): 200 px/s at five metres, 25 at forty, at 720 lines.
 */
const FALL_METRES_PER_SECOND = 1;
const FALL_SPREAD = 0.2;
const NEAR_METRES = 2.2;
const FAR_METRES = 36;
const FLAKES = 3000;
const FAR_SHARE = 2;
const FLAKE_METRES = [0.006, 0.013] as const;
/** A flake wavers by this much to each side, this often. */
const WAVER_METRES = 0.07;
const WAVER_HZ = [0.25, 0.7] as const;
const EXPOSURE = 1 / 90;
const LEAST_RADIUS = 0.95;
/** A flake is a soft dome: it looks as large as a disc of this much less. */
const SOFT_RADIUS = 1.45;
const FADE_SECONDS = 0.8;
/** How thick the air between is. */
const HAZE = 0.18;

export function snow(input: OverlayInput): readonly OverlayDesign[] {
  const { effect, plan, scene, frame, picture, where } = input;
  const random = randomFrom(seedOf(plan.seed, "snow"));
  const within = ([from, to]: readonly [number, number]): number => from + (to - from) * random();
  const strength = effect.amount * gentleness(effect);
  // Wind carries snow farther than rain for the time that it falls.
  const wind = 1.6 * windOf(effect, random());
  const margin = 40 * frame.unit;
  const light = 16 + (Math.min(248, Math.max(120, 1.25 * skyLight(coarsePicture(picture)) + 60)) * 219) / 255;
  const flake = (): Partial<Thing> => {
    const nearness = random() ** FAR_SHARE;
    const metres = distanceAt(nearness, NEAR_METRES, FAR_METRES);
    const px = pixelsPerMetre(metres, frame.unit);
    const size = within(FLAKE_METRES) * px;
    const radius = Math.max(LEAST_RADIUS * frame.unit, Math.hypot(size / 2, blurRadius(metres, frame.unit)));
    const velocityY = Math.max(1, FALL_METRES_PER_SECOND * px * effect.speed * (1 + FALL_SPREAD * (2 * random() - 1)));
    return {
      life: (frame.height + 2 * margin) / velocityY,
      phase: random(),
      velocityX: velocityY * (wind + 0.12 * (2 * random() - 1)),
      velocityY,
      sway: WAVER_METRES * px * (0.4 + 0.6 * random()),
      swayHz: within(WAVER_HZ) * Math.max(0.5, effect.speed),
      swayPhase: 2 * Math.PI * random(),
      radius: radius * SOFT_RADIUS,
      hardness: 1.05,
      // The light of a flake is spread over the disc that the lens makes of it.
      alpha: Math.min(0.95, 0.12 + 1.9 * Math.min(1, (size / 2 / radius) ** 1.3)) * (0.6 + 0.4 * random()),
      exposure: EXPOSURE,
      late: random(),
      nearness,
      y: light,
      u: 129,
    };
  };
  const swarm = {
    ...packThings(Array.from({ length: countFor(frame, FLAKES * strength) }, flake)),
    birthplace: { type: "above" },
    seed: seedOf(plan.seed, "flakes"),
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
