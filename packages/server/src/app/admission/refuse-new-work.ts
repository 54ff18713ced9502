import { Failure } from "@kinora/contract";
import type { AppContext } from "../app-context.ts";

/** Throws draining once the server stops, and disk_full while its disk is low: nothing new is begun then. */
export const refuseNewWork = async ({ stopping, disk }: Pick<AppContext, "stopping" | "disk">): Promise<void> => {
  if (stopping.aborted) {
    throw new Failure("draining", { detail: "The server is stopping: send the request again in a moment." });
  }
  const detail = await disk.reason();
  if (detail !== undefined) throw new Failure("disk_full", { detail });
};

/** Throws overloaded while the queue is as long as it may be. */
export const refuseWhenQueueIsFull = async ({ queue }: Pick<AppContext, "queue">): Promise<void> => {
  if (!(await queue.isFull())) return;
  throw new Failure("overloaded", {
    detail: `${queue.limit} generations wait already (KINORA_MAX_QUEUED), and nothing was accepted: send the request again later.`,
  });
};
