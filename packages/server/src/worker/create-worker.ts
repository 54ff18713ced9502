import type { JsonValue } from "@kinora/contract";
import type { GenerationId, Provider } from "@kinora/domain";
import { advance } from "./advance.ts";
import { createKeyedLock } from "../app/keyed-lock.ts";
import { removeAllBut } from "./kept-film.ts";
import type { StepContext } from "./step-context.ts";
import type { WorkerDeps } from "./worker-deps.ts";

/** After a step that broke (a full disk, a defect): look again, not at once. */
const LOOK_AGAIN_AFTER_MS = 5_000;

export interface Worker {
  /** Takes up every generation that is not final, where it stands. */
  start(): Promise<void>;
  /** Starts nothing more and waits for what is being sent; polls and downloads are given up and taken up at the next start. */
  stop(): Promise<void>;
}

const newContext = (deps: WorkerDeps, signal: AbortSignal): StepContext => ({
  deps,
  memory: { oneByOne: deps.turns ?? createKeyedLock(), progressWrittenAt: new Map(), absentLooks: new Map() },
  signal,
});

/** The operations of a provider whose generations are not final. */
const wantedOperations = async ({ store }: WorkerDeps, provider: Provider): Promise<readonly JsonValue[]> => {
  const wanted: JsonValue[] = [];
  for (const { id, status } of await store.pending()) {
    if (status !== "running" && status !== "collecting") continue;
    const generation = await store.read(id);
    if (generation?.provider === provider.id && "operation" in generation) wanted.push(generation.operation);
  }
  return wanted;
};

const sweep = async (deps: WorkerDeps): Promise<void> => {
  const pending = await deps.store.pending();
  await removeAllBut(
    deps.folder,
    pending.map(({ id }) => id),
  );
  for (const provider of deps.providers) {
    if (provider.sweep !== undefined) await provider.sweep(await wantedOperations(deps, provider));
  }
};

/** The worker of one process: brings every accepted generation to its end, also those of a process that died. */
export const createWorker = (deps: WorkerDeps): Worker => {
  const { scheduler, clock, log } = deps;
  const ending = new AbortController();
  const context = newContext(deps, ending.signal);

  const handle = async (id: GenerationId): Promise<void> => {
    try {
      const lookAt = await advance(context, id);
      if (lookAt !== undefined) scheduler.schedule(id, lookAt);
    } catch (error) {
      log.warn("generation.step_failed", { generationId: id, error });
      scheduler.schedule(id, clock.now() + LOOK_AGAIN_AFTER_MS);
    }
  };

  return {
    start: async () => {
      await sweep(deps);
      for (const { id, wakeAt } of await deps.store.pending()) {
        if (wakeAt !== undefined) scheduler.schedule(id, wakeAt);
      }
      scheduler.start(handle);
    },
    stop: async () => {
      ending.abort();
      await scheduler.stop();
    },
  };
};
