import type { GenerationId, GenerationStore, Provider } from "@kinora/domain";

/** A generation holds a slot of its provider from the commit of its intent until its work is done. */
const HOLDS_SLOT = ["submitting", "running"] as const;

export interface Slots {
  readonly provider: Pick<Provider, "id" | "maxRunning" | "maxRunningOf">;
  readonly now: number;
}

/** The queued generations that may be submitted now, those that wait longest first: as many as there are slots for. */
export const nextInTurn = async (
  store: Pick<GenerationStore, "countByModel" | "dueQueued">,
  { provider, now }: Slots,
): Promise<readonly GenerationId[]> => {
  const running = await store.countByModel(HOLDS_SLOT, provider.id);
  const limit = provider.maxRunning - [...running.values()].reduce((sum, count) => sum + count, 0);
  if (limit <= 0) return [];
  const full = [...running].filter(([model, count]) => count >= (provider.maxRunningOf?.(model) ?? Infinity));
  return store.dueQueued({ provider: provider.id, now, limit, exceptModels: full.map(([model]) => model) });
};
