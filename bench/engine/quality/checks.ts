/** What a clip has to reach, by what it should show. Thresholds: the engine's specification, section "Metrics". */
import type { EffectKind } from "@kinora/contract";
import type { Measures } from "./measure.ts";

/** What moves in a clip: one effect under a still camera, a camera alone, or both at once. */
export type Kind =
  | { readonly moves: "effect"; readonly effect: EffectKind; readonly loop: boolean }
  | { readonly moves: "camera"; readonly loop: boolean }
  | { readonly moves: "both"; readonly loop: boolean };

export type Metric = Exclude<keyof Measures, "facts" | "F0luma">;

interface Bound {
  readonly least?: number;
  readonly most?: number;
}
type Bounds = Partial<Record<Metric, Bound>>;

const OF_EVERY_CLIP: Bounds = {
  F0: { least: 36 },
  SSIM: { least: 0.94 },
  H: { least: 0.75 },
  B: { most: 0.1 },
  Bk: { most: 0.01 },
};

/** Only what was asked moves: flow is fooled by changing light, so lamps and fire are judged by brightness alone. */
const OF_EFFECT: Readonly<Partial<Record<EffectKind, Bounds>>> = {
  clouds: { S: { least: 8 }, D: { least: 8, most: 80 }, R: { most: 0.5 }, Ew: { most: 1 }, J0: { most: 0.15 } },
  water: { S: { least: 8 }, Sp: { least: 5 }, D: { least: 4, most: 60 }, R: { most: 0.5 }, Ew: { most: 1 } },
  flow: { S: { least: 8 }, Sp: { least: 5 }, D: { least: 4, most: 60 }, R: { most: 0.5 }, Ew: { most: 1 } },
  sway: { Sp: { least: 5 }, D: { least: 3, most: 30 }, R: { most: 0.5 }, Ew: { most: 1 } },
  lights: { Sp: { least: 2 }, Ew: { most: 2 } },
  fire: { Sp: { least: 2 }, Ew: { most: 2 } },
  breathe: { D: { least: 0.5, most: 15 }, R: { most: 0.5 }, Ew: { most: 1 } },
};

/**
 * What falls or floats before the picture has no flow that a neighbour frame explains: it has to be seen, and to be gentle.
 * Nor is it asked to be smooth in the sense of M.
 */
const OF_WHAT_FLOATS: Bounds = { Ch: { least: 0.15, most: 12 } };

const SMOOTH: Bounds = { M: { least: 0.994 } };

/** Veils take contrast from what lies behind them: that is what they are for. */
const VEILS: readonly EffectKind[] = ["fog", "smoke", "rays"];
const BEHIND_A_VEIL: Bounds = { H: { least: 0.4 } };

const OF_CAMERA: Bounds = { Ew: { most: 2 } };
const OF_LOOP: Bounds = { L: { most: 1.2 } };
/**
 * Where an effect has a place, the seam is judged there, and what stands still by its own change. Over the whole frame the median
 * step of a small effect is mostly the codec's: it freezes the grain of what hardly moves, step by step, and shows it again in
 * the first frame. No encoder setting brought that under 1.6, from frames whose own seam is 1.0 to 1.2.
 */
const OF_LOOP_IN_PLACE: Bounds = { Lt: { most: 1.2 }, Ls: { most: 0.5 } };
const STEADY: Bounds = { J: { most: 0.08 } };
const RIGID_SUBJECT: Bounds = { A: { most: 0.5 } };

/** Cross-fades of a loop have no one speed. */
export const isSteadyDrift = (kind: Kind): boolean => kind.moves === "effect" && kind.effect === "clouds" && !kind.loop;

export function boundsFor(kind: Kind): Bounds {
  const loop = kind.loop ? OF_LOOP : {};
  switch (kind.moves) {
    case "camera":
      return { ...OF_EVERY_CLIP, ...SMOOTH, ...OF_CAMERA, ...RIGID_SUBJECT, ...loop };
    case "both":
      return { ...OF_EVERY_CLIP, ...SMOOTH, ...OF_CAMERA, ...loop };
    case "effect": {
      const steady = isSteadyDrift(kind) ? STEADY : {};
      const own = OF_EFFECT[kind.effect];
      const inPlace = kind.loop ? OF_LOOP_IN_PLACE : {};
      if (own !== undefined) return { ...OF_EVERY_CLIP, ...SMOOTH, ...own, ...steady, ...inPlace };
      const veil = VEILS.includes(kind.effect) ? BEHIND_A_VEIL : {};
      return { ...OF_EVERY_CLIP, ...OF_WHAT_FLOATS, ...veil, ...loop };
    }
  }
}

/** What a perfect camera reaches on the same photograph (`ideal-camera.ts`). */
export interface CameraControl {
  readonly Ew: number;
  readonly M: number;
  readonly H: number;
}

/** How much worse than a perfect camera a clip may be: other moves cross other textures. */
const ROOM = 1.15;
/** What the encoder may take of a moving picture's sharpness. */
const SHARPNESS_ROOM = 0.95;

/** A local effect may move this part of the picture; so much of what a perfect camera leaves unexplained it may leave too. */
const LOCAL_PART = 0.3;

function relaxed(kind: Kind, control: CameraControl): Bounds {
  const bounds = boundsFor(kind);
  if (kind.moves === "effect") {
    if (bounds.Ew?.most === undefined) return bounds;
    return { ...bounds, Ew: { most: Math.max(bounds.Ew.most, round(control.Ew * LOCAL_PART)) } };
  }
  return {
    ...bounds,
    Ew: { most: Math.max(bounds.Ew?.most ?? 0, round(control.Ew * ROOM)) },
    M: { least: Math.min(bounds.M?.least ?? 1, round(1 - (1 - control.M) * ROOM)) },
    H: { least: Math.min(bounds.H?.least ?? 1, round(control.H * SHARPNESS_ROOM)) },
  };
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

export interface Verdict {
  readonly metric: string;
  /** As told in the table. */
  readonly said: string;
  /** The bound in words; absent where a figure is only told. */
  readonly bound?: string;
  readonly passes: boolean;
}

const DIGITS: Readonly<Partial<Record<Metric, number>>> = {
  M: 4,
  SSIM: 3,
  J: 3,
  J0: 2,
  R: 2,
  B: 3,
  Bk: 3,
  H: 2,
  L: 2,
  Lt: 2,
  Ls: 2,
  A: 2,
  Ew: 2,
  Ch: 2,
};
const told = (metric: Metric, value: number): string => value.toFixed(DIGITS[metric] ?? 1);

const inWords = ({ least, most }: Bound): string => {
  if (least === undefined) return `≤ ${most ?? "?"}`;
  return most === undefined ? `≥ ${least}` : `${least}–${most}`;
};

const ORDER: readonly Metric[] = [
  "S",
  "Sp",
  "D",
  "R",
  "Ch",
  "Ew",
  "M",
  "J",
  "J0",
  "F0",
  "SSIM",
  "H",
  "B",
  "Bk",
  "L",
  "Lt",
  "Ls",
  "A",
];

/** J0 only where drift is steady, A only where a subject's boxes are drawn. */
const UNMEASURED_AT_TIMES: readonly Metric[] = ["J0", "A"];

/** Every figure of a clip with its bound. Any other bound whose figure is missing is a failure: something could not be measured. */
export function judge(measures: Measures, kind: Kind, control?: CameraControl): Verdict[] {
  const bounds = control === undefined ? boundsFor(kind) : relaxed(kind, control);
  const figures = ORDER.map((metric): Verdict | undefined => {
    const value = measures[metric];
    const bound = bounds[metric];
    if (typeof value !== "number") {
      if (bound === undefined || UNMEASURED_AT_TIMES.includes(metric)) return undefined;
      return { metric, said: "missing", bound: inWords(bound), passes: false };
    }
    if (bound === undefined) return { metric, said: told(metric, value), passes: true };
    const passes = value >= (bound.least ?? -Infinity) && value <= (bound.most ?? Infinity);
    return { metric, said: told(metric, value), bound: inWords(bound), passes };
  });
  const camera = measures.C;
  const shown = camera && {
    metric: "C",
    said: camera.shown.length === 0 ? "none" : camera.shown.join("+"),
    bound: "asked",
    passes: camera.met,
  };
  return [...figures, shown].filter((verdict) => verdict !== undefined);
}

/** The metrics that tell motion in the right place from none, from motion everywhere, and from motion elsewhere. */
export const DISCRIMINATING: readonly string[] = ["S", "Sp", "D", "R"];
