import { FINAL_STATUSES, type Status } from "@kinora/contract";
import type { Generation } from "./generation.ts";

/** Whether the generation never changes its state again. */
export const isFinal = (
  generation: Generation,
): generation is Extract<Generation, { status: (typeof FINAL_STATUSES)[number] }> =>
  (FINAL_STATUSES as readonly Status[]).includes(generation.status);
