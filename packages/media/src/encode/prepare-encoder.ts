import { loadNodeAv } from "../node-av-library.ts";

/** Loads what the usual encoder needs, for who has time now: `openEncoder` is quicker then. Never rejects. */
export async function prepareEncoder(): Promise<void> {
  // A machine that does not have it encodes with something else.
  await loadNodeAv().catch(() => undefined);
}
