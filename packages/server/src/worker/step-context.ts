import type { Generation, GenerationEvent, GenerationId, Provider, ProviderContext } from "@kinora/domain";
import type { JsonValue } from "@kinora/contract";
import type { KeyedLock } from "../app/keyed-lock.ts";
import { recordEvent } from "./record-event.ts";
import { nextInTurn } from "./slots.ts";
import type { WorkerDeps } from "./worker-deps.ts";

/** What one worker keeps in memory. Losing it loses nothing: it is only about when and how often. */
export interface WorkerMemory {
  /** One submit of a provider at a time takes a slot, and one video at a time is checked. */
  readonly oneByOne: KeyedLock;
  /** When progress was last written, by generation. */
  readonly progressWrittenAt: Map<GenerationId, number>;
  /** How often a provider's readable list lacked the task, by attempt. */
  readonly absentLooks: Map<string, number>;
}

/** What a step works with. */
export interface StepContext {
  readonly deps: WorkerDeps;
  readonly memory: WorkerMemory;
  /** Ends when the worker stops: what can be done again is given up. */
  readonly signal: AbortSignal;
}

export const providerOf = ({ deps }: StepContext, generation: Generation): Provider | undefined =>
  deps.providers.find(({ id }) => id === generation.provider);

/** What a provider's calls get. */
export const callContext = ({ deps }: StepContext, signal: AbortSignal): ProviderContext => ({
  signal,
  wake: (id) => deps.scheduler.schedule(id as GenerationId, deps.clock.now()),
});

const holdsSlot = ({ status }: Generation): boolean => status === "submitting" || status === "running";

const operationOf = (generation: Generation): JsonValue | undefined =>
  "operation" in generation ? generation.operation : undefined;

/** Lets the provider free what it keeps for an operation that nobody needs any more. */
const release = async (context: StepContext, before: Generation, now: Generation): Promise<void> => {
  const operation = operationOf(before);
  if (operation === undefined || operationOf(now) !== undefined) return;
  try {
    await providerOf(context, before)?.release?.(operation);
  } catch (error) {
    context.deps.log.warn("operation.release_failed", { generationId: before.id, error });
  }
};

/** Who waits for the slot that `generation` had. */
const wakeNextQueued = async (context: StepContext, generation: Generation): Promise<void> => {
  const { store, clock, scheduler } = context.deps;
  const provider = providerOf(context, generation);
  if (provider === undefined) return;
  const now = clock.now();
  for (const id of await nextInTurn(store, { provider, now })) scheduler.schedule(id, now);
};

/** Writes what happened, and sees to what follows from it: a free slot wakes who waits, a done operation is released. */
export const record = async (context: StepContext, read: Generation, event: GenerationEvent): Promise<Generation> => {
  const { generation, before } = await recordEvent(context.deps, read, event);
  if (before === undefined) {
    context.deps.log.warn("generation.event_ignored", {
      generationId: read.id,
      event: event.type,
      status: generation.status,
    });
    return generation;
  }
  if (generation.status !== "running") context.memory.progressWrittenAt.delete(generation.id);
  if (before.status !== generation.status) {
    context.deps.log.info(`generation.${generation.status}`, {
      generationId: generation.id,
      provider: generation.provider,
    });
    await release(context, before, generation);
    if (holdsSlot(before) && !holdsSlot(generation)) await wakeNextQueued(context, before);
  }
  return generation;
};
