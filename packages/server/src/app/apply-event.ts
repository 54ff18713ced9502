import {
  type Generation,
  type GenerationEvent,
  type GenerationId,
  ledgerMoves,
  logEntries,
  next,
} from "@kinora/domain";
import type { AppContext } from "./app-context.ts";

/** Writes what happened to a generation, again from the newest version when somebody was faster; gives it as it is then. */
export const applyEvent = async (
  { store, clock }: Pick<AppContext, "store" | "clock">,
  id: GenerationId,
  event: GenerationEvent,
): Promise<Generation | undefined> => {
  for (;;) {
    const generation = await store.read(id);
    if (generation === undefined) return undefined;
    const transition = next(generation, event, clock.now());
    if (transition.kind === "ignored") return generation;
    const after = transition.generation;
    const moves = ledgerMoves(generation, after, event);
    const saved = await store.save(after, logEntries(generation, after, event), moves);
    if (saved) return after;
  }
};
