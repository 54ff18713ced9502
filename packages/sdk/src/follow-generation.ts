import type { GenerationView } from "@kinora/contract";
import { Failure, isSettled } from "@kinora/contract/words";
import { backOffMs, pause } from "./back-off.ts";
import { ServerUnreachable } from "./server-unreachable.ts";

/** How often a look is taken while nothing is settled. */
const LOOK_EVERY_SECONDS = 1;

export interface FollowOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears of each look that showed something new. */
  readonly onProgress?: ((generation: GenerationView) => void) | undefined;
  /** After so many looks in a row that reached no server, `ServerUnreachable` is thrown. */
  readonly tries?: number | undefined;
}

/** No answer, or that of a server which is about to go: another may stand in its place soon. */
export const isGone = (error: unknown): boolean =>
  error instanceof ServerUnreachable || (error instanceof Failure && error.code === "draining");

/** Calls again while no server is there: for what may be sent twice. */
export const persist = async <T>(
  send: () => Promise<T>,
  { tries = 8, signal }: Pick<FollowOptions, "tries" | "signal">,
): Promise<T> => {
  for (let failures = 1; ; failures += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isGone(error) || failures >= tries) throw error;
    }
    await pause(backOffMs(failures), signal);
  }
};

/**
 * Looks at a generation until nothing more happens by itself: it is final, or waits for a person (`needs_review`).
 * Connections may break meanwhile; the id is asked again.
 */
export const followGeneration = async (
  look: (waitSeconds: number) => Promise<GenerationView>,
  options: FollowOptions,
): Promise<GenerationView> => {
  let seen = "";
  for (;;) {
    // The first look answers at once, so that progress begins with what is.
    const generation = await persist(() => look(seen === "" ? 0 : LOOK_EVERY_SECONDS), options);
    const { status, stage, progress, queue_position: place, eta_seconds: eta } = generation;
    const now = JSON.stringify([status, stage, progress, place, eta]);
    if (now !== seen) options.onProgress?.(generation);
    seen = now;
    if (isSettled(status)) return generation;
  }
};
