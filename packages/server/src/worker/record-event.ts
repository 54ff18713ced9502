import {
  type Clock,
  type Generation,
  type GenerationEvent,
  type GenerationStore,
  ledgerMoves,
  logEntries,
  next,
} from "@kinora/domain";

export interface RecordDeps {
  readonly store: Pick<GenerationStore, "read" | "save">;
  readonly clock: Clock;
}

export interface Recorded {
  /** How the generation stands now. */
  readonly generation: Generation;
  /** How it stood before the event moved it; undefined when the event meant nothing (any more). */
  readonly before: Generation | undefined;
}

const attemptOf = (generation: Generation): string | undefined =>
  "attempt" in generation ? generation.attempt.id : undefined;

/**
 * Writes what happened to a generation. When somebody else wrote meanwhile (a wish to cancel, say), the event is applied
 * to what they wrote, as long as it is still the same attempt that it speaks of.
 */
export const recordEvent = async (
  { store, clock }: RecordDeps,
  read: Generation,
  event: GenerationEvent,
): Promise<Recorded> => {
  let current = read;
  for (;;) {
    const moved = next(current, event, clock.now());
    if (moved.kind === "ignored") return { generation: current, before: undefined };
    const entries = logEntries(current, moved.generation, event);
    if (await store.save(moved.generation, entries, ledgerMoves(current, moved.generation, event))) {
      return { generation: moved.generation, before: current };
    }
    const fresh = await store.read(current.id);
    if (fresh === undefined) return { generation: current, before: undefined };
    if (attemptOf(fresh) !== attemptOf(current)) return { generation: fresh, before: undefined };
    current = fresh;
  }
};
