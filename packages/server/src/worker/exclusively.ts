/** Runs the given work of one key one after the other; work of different keys goes side by side. */
export type Exclusively = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export const createExclusively = (): Exclusively => {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(work, work);
    tails.set(
      key,
      mine.catch(() => undefined),
    );
    return mine;
  };
};
