import { randomFrom, seedOf } from "../random.ts";
import { gentleness, unitVector } from "../effects/effect-input.ts";
import { mistColours } from "./ambient.ts";
import { coarsePicture } from "./colours.ts";
import { pixelsPerMetre } from "./distance.ts";
import { envelopeOf, smoothStep } from "./envelope.ts";
import type { MistOverlay, MistSheet, OverlayDesign, OverlayInput } from "./overlay.ts";
import { depthPlane } from "./plane.ts";

/** How a sheet of mist hangs in the scene. Sizes are px at 720 lines. */
interface SheetKind {
  readonly metres: number;
  /** px per texel of the noise, whose largest lumps are 64 texels: wider than high, as mist lies. */
  readonly texel: readonly [across: number, down: number];
  readonly density: number;
  readonly end: readonly [level: number, soft: number];
}

/** Behind most things, between them, and before all but what is nearest. */
const SHEETS: readonly SheetKind[] = [
  { metres: 120, texel: [7, 3], density: 1, end: [90, 80] },
  { metres: 45, texel: [10, 5], density: 0.75, end: [165, 110] },
  { metres: 16, texel: [20, 12], density: 0.26, end: [255, 110] },
];
/** Light air, Beaufort 1 (up to 1.5 m/s): 9, 24 and 68 px/s for the three sheets at 720 lines. */
const DRIFT_METRES_PER_SECOND = 1.1;
/** Mist rises and sinks a little as it goes. */
const RISE_SHARE = 0.06;
const BEND = 14;
const CLEAR = 0.4;
const FADE_SECONDS = 1.4;
/** High above the horizon there is this share of the mist that lies on the ground; it thins out over this share of the frame. */
const ALOFT = 0.35;
const THINS_OVER = 0.45;

function sheetOf({ texel, metres, density }: SheetKind, input: OverlayInput, random: () => number): MistSheet {
  const { effect, frame } = input;
  const [x, y] = unitVector(effect.direction ?? 0);
  const speed = DRIFT_METRES_PER_SECOND * pixelsPerMetre(metres, frame.unit) * effect.speed;
  return {
    texelX: texel[0] * frame.unit,
    texelY: texel[1] * frame.unit,
    speedX: speed * x,
    speedY: speed * (y - RISE_SHARE),
    bend: BEND,
    clear: CLEAR,
    gain: 10.5 * density * effect.amount * gentleness(effect),
    wisps: 0,
    detail: 0.15,
    startU: 256 * random(),
    startV: 256 * random(),
  };
}

/** Per row of nodes: mist lies low. */
function lowLying({ scene, frame }: OverlayInput): Float32Array {
  return Float32Array.from({ length: frame.rows + 1 }, (_, row) => {
    const y = (row * 8) / frame.height;
    return ALOFT + (1 - ALOFT) * smoothStep((y - scene.horizon + THINS_OVER) / THINS_OVER);
  });
}

/** Banks of mist that drift through the scene at three distances, each behind what is nearer. */
export function fog(input: OverlayInput): readonly OverlayDesign[] {
  const { plan, scene, frame, picture, where } = input;
  const random = randomFrom(seedOf(plan.seed, "fog"));
  const overlay: MistOverlay = {
    type: "mist",
    envelope: envelopeOf(plan, FADE_SECONDS),
    sheets: SHEETS.map((kind) => sheetOf(kind, input, random)),
    ends: SHEETS.map(({ end }) => end),
    profile: lowLying(input),
    meander: undefined,
    free: undefined,
  };
  return [
    {
      overlay,
      plane: () => depthPlane(scene, frame, where),
      colours: () => mistColours(coarsePicture(picture), scene, frame),
    },
  ];
}

/** Where air thick with rain or snow begins to be seen: behind what is near. */
const HAZE_END = [150, 130] as const;

/** Air thick with rain or snow: far things pale, evenly but for slow swathes. A density of 0.3 takes a quarter of their contrast. `plane` is that of what falls. */
export function hazeOf(
  input: OverlayInput,
  { density, fadeSeconds, plane }: { density: number; fadeSeconds: number; plane: OverlayDesign["plane"] },
): OverlayDesign {
  const { plan, scene, frame, picture } = input;
  const random = randomFrom(seedOf(plan.seed, "haze"));
  const swathes = sheetOf(SHEETS[1]!, input, random);
  return {
    overlay: {
      type: "mist",
      envelope: envelopeOf(plan, fadeSeconds),
      sheets: [{ ...swathes, clear: -0.3, gain: 1.1 * density }],
      ends: [HAZE_END],
      profile: new Float32Array(frame.rows + 1).fill(1),
      meander: undefined,
      free: undefined,
    },
    plane,
    colours: () => mistColours(coarsePicture(picture), scene, frame),
  };
}
