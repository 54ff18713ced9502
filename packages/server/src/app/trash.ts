import { Failure } from "@kinora/contract";
import { type Generation, isFinal } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { applyEvent } from "./apply-event.ts";
import { cancelGeneration } from "./cancel-generation.ts";
import { waitFor } from "./wait-for.ts";

/** How long what lies in the trash can be taken back. */
const KEPT_IN_TRASH_MS = 86_400_000;
/** How long work that is stopped may take to end. */
const ENDS_WITHIN_MS = 10_000;

/** When what went into the trash at a moment is gone for good. */
export const goneAtMs = (trashedAtMs: number): number => trashedAtMs + KEPT_IN_TRASH_MS;

/** Who went into the trash before this moment is gone now. */
export const lastGoneMs = (nowMs: number): number => nowMs - KEPT_IN_TRASH_MS;

/**
 * Puts a generation into the trash; twice is once. What waits, or runs for free, is stopped first. Throws state_conflict,
 * and changes nothing, where the provider may be paid for what still runs, or a person has to decide.
 */
export const trashGeneration = async (app: AppContext, generation: Generation): Promise<Generation> => {
  const ended = isFinal(generation) ? generation : await stop(app, generation);
  const trashed = await applyEvent(app, ended.id, { type: "trashed" });
  app.log.info("generation.trashed", { generationId: ended.id });
  return trashed ?? ended;
};

/** Takes a generation back from the trash; one that is not there stays as it is. */
export const restoreGeneration = async (app: AppContext, generation: Generation): Promise<Generation> => {
  const restored = await applyEvent(app, generation.id, { type: "restored" });
  app.log.info("generation.restored", { generationId: generation.id });
  return restored ?? generation;
};

async function stop(app: AppContext, generation: Generation): Promise<Generation> {
  const { id, status, billing } = generation;
  if (status === "needs_review") {
    throw conflict(`${id} waits for a decision: settle it first (POST /api/v1/generations/${id}/resolve).`);
  }
  if (billing !== "free" && status !== "queued") {
    throw conflict(
      `${id} is ${status} at its provider and may be billed: cancel it, or wait for its end, then delete it. Nothing was changed.`,
    );
  }
  await cancelGeneration(app, generation);
  const ended = await waitFor(app, generation, { timeoutMs: ENDS_WITHIN_MS, isEnough: isFinal });
  if (isFinal(ended)) return ended;
  throw conflict(`${id} was told to stop and has not ended yet: delete it again in a moment.`);
}

const conflict = (detail: string): Failure => new Failure("state_conflict", { detail });
