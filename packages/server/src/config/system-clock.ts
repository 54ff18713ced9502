import type { Clock } from "@kinora/domain";

/** The machine's own time; everything else takes a Clock. */
export const systemClock: Clock = { now: () => Date.now() };
