import { firstLogEntries, type Generation, type GenerationStore, logEntries, type next } from "@kinora/domain";
import { after } from "./generation.sample.ts";

/** For tests. */
export const insert = async (store: GenerationStore, generation: Generation): Promise<Generation> => {
  await store.insert(generation, firstLogEntries(generation), undefined);
  return generation;
};

/** Inserts a generation in its first state and saves it through the events that lead on. */
export const insertAfter = async (
  store: GenerationStore,
  first: Generation,
  events: readonly Parameters<typeof next>[1][],
): Promise<Generation> => {
  let current = await insert(store, first);
  for (const event of events) {
    const before = current;
    current = after(current, event);
    await store.save(current, logEntries(before, current, event));
  }
  return current;
};
