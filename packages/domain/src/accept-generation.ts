import type { Warning } from "@kinora/contract";
import type { GenerationFacts, GenerationNotes, InStatus } from "./generation.ts";

/** The first state of a generation, as it is stored before its id is answered: queued, to be looked at at once. */
export const acceptGeneration = (
  facts: GenerationFacts,
  warnings: readonly Warning[],
  chain: Pick<GenerationNotes, "fallbacks" | "considered"> = {},
): InStatus<"queued"> => ({
  ...facts,
  ...chain,
  version: 1,
  warnings,
  plan: undefined,
  unmet: [],
  stage: undefined,
  progress: 0,
  startedAt: undefined,
  attempts: 0,
  cancel: undefined,
  deliveredAt: undefined,
  status: "queued",
  notBefore: facts.createdAt,
});
