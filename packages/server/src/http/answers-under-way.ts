import type { RequestListener } from "node:http";
import { ROUTES } from "@kinora/contract";

/** Knows how many answers are being made or written. */
export interface AnswersUnderWay {
  /** The same listener, counted, but for what has no end of its own: who only watches keeps nothing going. */
  counting(handle: RequestListener): RequestListener;
  count(): number;
  /** Calls back whenever an answer has ended; returns how to stop. */
  onEnd(listener: () => void): () => void;
}

const isEndless = (url: string | undefined): boolean => url?.split("?")[0] === ROUTES.events.path;

export const createAnswersUnderWay = (): AnswersUnderWay => {
  let open = 0;
  const listeners = new Set<() => void>();
  return {
    count: () => open,
    counting: (handle) => (request, response) => {
      if (isEndless(request.url)) {
        handle(request, response);
        return;
      }
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
