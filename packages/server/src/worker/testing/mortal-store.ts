import type { GenerationStore } from "@kinora/domain";

export class Died extends Error {}

/**
 * For tests: a store whose process dies at its `life`-th call, before the call or just after it took effect. From then on
 * every call fails, as nothing of a dead process goes on.
 */
export const mortalStore = (
  store: GenerationStore,
  { life, dieAfterTheCall }: { life: number; dieAfterTheCall: boolean },
): { store: GenerationStore; isDead: () => boolean } => {
  let calls = 0;
  const mortal =
    <A extends unknown[], R>(call: (...asked: A) => Promise<R>) =>
    async (...asked: A): Promise<R> => {
      calls += 1;
      if (calls > life || (calls === life && !dieAfterTheCall)) throw new Died();
      const answer = await call(...asked);
      if (calls >= life) throw new Died();
      return answer;
    };
  return {
    isDead: () => calls >= life,
    store: {
      ...store,
      read: mortal((...asked) => store.read(...asked)),
      save: mortal((...asked) => store.save(...asked)),
      countIn: mortal((...asked) => store.countIn(...asked)),
      underWay: mortal((...asked) => store.underWay(...asked)),
      countByModel: mortal((...asked) => store.countByModel(...asked)),
      dueQueued: mortal((...asked) => store.dueQueued(...asked)),
    },
  };
};
