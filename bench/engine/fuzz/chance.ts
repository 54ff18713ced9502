import { randomFrom } from "../../../packages/engine/src/render/random.ts";

/** Chance that is the same for the same seed. */
export interface Chance {
  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number;
  /** A whole number, both ends inclusive. */
  whole(from: number, to: number): number;
  /** As likely between 16 and 32 as between 4000 and 8000. */
  spread(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True so often. */
  happens(share: number): boolean;
}

export const chanceFrom = (seed: number): Chance => {
  const fraction = randomFrom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    whole,
    spread: (from, to) => Math.round(from * (to / from) ** fraction()),
    pick: (choices) => choices[whole(0, choices.length - 1)]!,
    happens: (share) => fraction() < share,
  };
};
