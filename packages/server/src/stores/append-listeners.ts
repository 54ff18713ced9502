import type { GenerationId } from "@kinora/domain";

type Listener = (generationId: GenerationId) => void;

export interface AppendListeners {
  add(listener: Listener): () => void;
  tell(generationId: GenerationId): void;
}

/** Who is told after each commit that appended to the event log. */
export const createAppendListeners = (): AppendListeners => {
  const listeners = new Set<Listener>();
  return {
    add: (listener) => {
      // A fresh function: the same listener may be added twice, and each is ended alone.
      const own: Listener = (id) => listener(id);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    tell: (id) => {
      for (const listener of listeners) listener(id);
    },
  };
};
