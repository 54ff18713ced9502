import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import type { Picture, Scale } from "./picture.ts";

export interface FireFinding {
  readonly fine: Float32Array;
  readonly confidence: number;
}

/**
 * Flames are bright, red over green over blue, with a core that burns out towards yellow. So are sunsets, pumpkins and orange
 * cloth, so unasked the finder never claims to be sure.
 */
export function findFire({ fine }: Picture, expected: boolean): FireFinding {
  const { planes } = fine;
  const flame = planes.red.map((r, i) => {
    const g = planes.green[i]!;
    const b = planes.blue[i]!;
    return (
      smoothstep(0.55, 0.8, r) *
      smoothstep(0.06, 0.22, r - g) *
      smoothstep(0.08, 0.3, g - b) *
      smoothstep(0.55, 0.35, b)
    );
  });
  const radius = Math.max(1, Math.round(Math.max(fine.width, fine.height) / 200));
  const settled = boxMean(flame, fine, radius).map((v) => smoothstep(0.2, 0.6, v));
  const { share, burntOut, around, mean } = surveyFlames(fine, settled);
  const size = smoothstep(0.0003, 0.003, share) * smoothstep(0.6, 0.3, share);
  // A flame is the light of its place: burnt out in the middle, with darkness round it. Petals and cloth are lit by another.
  const shines = smoothstep(0.02, 0.12, burntOut) * smoothstep(0.42, 0.25, around) * smoothstep(0.42, 0.3, mean);
  const confidence = size * (expected ? 0.9 * shines : 0.2);
  return { fine: settled, confidence };
}

/** Shares and brightnesses, 0 to 1. */
interface Flames {
  /** Of the picture. */
  readonly share: number;
  /** Of flames and what shines white in them. */
  readonly burntOut: number;
  /** Mean brightness close to the flames, and of the whole picture. */
  readonly around: number;
  readonly mean: number;
}

function surveyFlames(fine: Scale, settled: Float32Array): Flames {
  const { red, green, blue } = fine.planes;
  const nearness = boxMean(settled, fine, Math.round(Math.max(fine.width, fine.height) / 32));
  let [flames, white, ring, ringLight, light] = [1e-6, 0, 1e-6, 0, 0];
  for (let i = 0; i < settled.length; i++) {
    const near = smoothstep(0.05, 0.3, nearness[i]!);
    const burnt = smoothstep(0.93, 0.99, red[i]!) * smoothstep(0.72, 0.9, green[i]!);
    const outside = near * (1 - settled[i]!) * (1 - burnt);
    const luma = 0.2126 * red[i]! + 0.7152 * green[i]! + 0.0722 * blue[i]!;
    flames += settled[i]!;
    white += near * burnt;
    ring += outside;
    ringLight += outside * luma;
    light += luma;
  }
  const count = settled.length;
  return { share: flames / count, burntOut: white / (flames + white), around: ringLight / ring, mean: light / count };
}
