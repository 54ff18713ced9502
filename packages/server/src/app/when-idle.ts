import type { GenerationStore } from "@kinora/domain";

/** Something else than generations that is still going on, such as answers that are being written. */
export interface Activity {
  count(): number;
  onEnd(listener: () => void): () => void;
}

/** Resolves when nothing goes on: every generation is final or waits for a person, and no answer is under way. */
export const whenIdle = async (store: GenerationStore, activity: Activity): Promise<void> => {
  let news = Promise.withResolvers<undefined>();
  const tell = (): void => news.resolve(undefined);
  const stops = [store.onAppend(tell), activity.onEnd(tell)];
  try {
    for (;;) {
      const heard = news.promise;
      const pending = await store.pending();
      if (activity.count() === 0 && pending.every(({ status }) => status === "needs_review")) return;
      await heard;
      news = Promise.withResolvers();
    }
  } finally {
    for (const stop of stops) stop();
  }
};
