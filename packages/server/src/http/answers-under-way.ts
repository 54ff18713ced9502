import type { RequestListener } from "node:http";

/** Knows how many answers are being made or written. */
export interface AnswersUnderWay {
  /** The same listener, counted. */
  counting(handle: RequestListener): RequestListener;
  count(): number;
  /** Calls back whenever an answer has ended; returns how to stop. */
  onEnd(listener: () => void): () => void;
}

export const createAnswersUnderWay = (): AnswersUnderWay => {
  let open = 0;
  const listeners = new Set<() => void>();
  return {
    count: () => open,
    counting: (handle) => (request, response) => {
      open += 1;
      response.once("close", () => {
        open -= 1;
        for (const listener of listeners) listener();
      });
      handle(request, response);
    },
    onEnd: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
