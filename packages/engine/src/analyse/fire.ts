import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import type { Picture } from "./picture.ts";

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
  let share = 0;
  for (const v of settled) share += v / settled.length;
  const size = smoothstep(0.001, 0.01, share) * smoothstep(0.6, 0.3, share);
  return { fine: settled, confidence: size * (expected ? 0.9 : 0.2) };
}
