import { smoothstep } from "./colour.ts";
import type { Scale } from "./picture.ts";

/** 0 by day, 1 by night: the mean lightness, with little weight on the few bright places. */
export function nightOf({ lab }: Scale): number {
  let sum = 0;
  for (const l of lab.lightness) sum += Math.min(l, 70);
  return smoothstep(36, 22, sum / lab.lightness.length);
}
