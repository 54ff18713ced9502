import type { GenerationStore } from "@kinora/domain";
import type { AppContext } from "../app-context.ts";
import { lastGoneMs } from "../trash.ts";
import { retire } from "./retire.ts";
import { addSweep } from "./sweep-tally.ts";

/** Files are stored before the row that speaks of them: this long they are left alone. */
const ROW_FOLLOWS_WITHIN_MS = 3_600_000;
/** How long a picture that was sent ahead waits for a request that names it. */
const UPLOAD_WAITS_MS = 86_400_000;
const DELIVERIES_KEPT_MS = 30 * 86_400_000;
const BATCH = 100;

type Swept = Pick<AppContext, "store" | "blobs" | "clock" | "log" | "swept"> & {
  readonly config: Pick<AppContext["config"], "retention">;
};

/** What has lain in the trash for its time. */
const eraseTrash = async ({ store, clock, log, swept }: Swept): Promise<void> => {
  const beforeMs = lastGoneMs(clock.now());
  for (;;) {
    const gone = await store.trashedBefore({ beforeMs, limit: BATCH });
    for (const id of gone) {
      if (!(await store.erase(id, beforeMs))) continue;
      swept.erased += 1;
      log.info("generation.erased", { generationId: id });
    }
    if (gone.length < BATCH) return;
  }
};

/**
 * Moves what has outlived the retention rules to the trash, erases what has lain there for its time, uploads that nobody used and old
 * deliveries of webhooks, then sweeps the stored files that nothing speaks of any more.
 */
export const sweep = async (app: Swept): Promise<void> => {
  const { store, blobs, clock, log, swept } = app;
  swept.trashed += await retire(app);
  await eraseTrash(app);
  await store.forgetUploads(clock.now() - UPLOAD_WAITS_MS);
  await store.forgetDeliveries(clock.now() - DELIVERIES_KEPT_MS);
  const nowMs = clock.now();
  const storedBeforeMs = nowMs - ROW_FOLLOWS_WITHIN_MS;
  const unreferenced: GenerationStore["unreferenced"] = (digests) => store.unreferenced(digests);
  const done = await blobs.sweep({ nowMs, storedBeforeMs, unreferenced });
  addSweep(swept, done);
  swept.lastAtMs = clock.now();
  if (done.setAside + done.deleted + done.restored > 0) log.info("files.swept", { ...done });
};

/** How soon after the start, and how often then. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 15 * 60_000;

export interface Sweeper {
  /** Waits for a sweep that is under way. */
  stop(): Promise<void>;
}

/** Sweeps now and then, one at a time. What goes wrong is logged, and tried at the next. */
export const startSweeper = (app: Swept): Sweeper => {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const run = (): void => {
    running = sweep(app).catch((cause: unknown) => {
      app.swept.failed += 1;
      app.log.warn("sweep.failed", { cause });
    });
    void running.then(() => plan(EVERY_MS));
  };
  const plan = (afterMs: number): void => {
    if (!isStopped) timer = setTimeout(run, afterMs).unref();
  };
  plan(FIRST_AFTER_MS);
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return running;
    },
  };
};
