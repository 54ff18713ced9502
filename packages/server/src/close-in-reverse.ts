/** What was opened and must be closed, the last one first. */
export interface ToClose {
  defer(close: () => unknown): void;
  /** Closes all, also when one of them fails; throws the first failure at the end. A second call closes nothing. */
  closeAll(): Promise<void>;
}

export const createToClose = (): ToClose => {
  const closers: (() => unknown)[] = [];
  return {
    defer: (close) => void closers.push(close),
    closeAll: async () => {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
};
