import { Failure } from "@kinora/contract/words";
import { QueryClient } from "@tanstack/react-query";

/** A refusal is an answer: only a server that is not there is asked again, until it is back. */
const askAgain = (_failures: number, error: Error): boolean => !(error instanceof Failure) || error.code === "draining";

const pauseMs = (failures: number): number => Math.min(500 * 2 ** failures, 4000);

export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: askAgain, retryDelay: pauseMs, staleTime: 10_000, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
