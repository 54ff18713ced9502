import type { Effect } from "@kinora/contract";
import { unitVector } from "../effects/effect-input.ts";

/** Across a fall, a wind asked for by its direction blows at this share of the fall's own speed; unasked, a tenth of that. */
const WIND = 0.45;
const STIR = 0.1;

/** How fast things that fall are carried to the side, as a share of how fast they fall. */
export function windOf({ direction }: Pick<Effect, "direction">, chance: number): number {
  if (direction === undefined) return WIND * STIR * (2 * chance - 1) * 2;
  return WIND * unitVector(direction)[0];
}
