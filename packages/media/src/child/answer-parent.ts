import { setInterval } from "node:timers";
import { Failure } from "@kinora/contract";
import { type ChildAnswer, type ChildOrder, EXIT_TOO_BIG } from "./run-child.ts";

const WATCH_MEMORY_MS = 50;

/**
 * The life of a child that `runChild` started: it does one request's work, answers and ends. It watches its own memory, and
 * ends itself when its parent goes away.
 */
export function answerParent(work: (request: never) => Promise<unknown>): void {
  process.on("disconnect", () => process.exit(1));
  process.once("message", (message) => {
    const { request, maxRssBytes } = message as ChildOrder;
    setInterval(() => {
      if (process.memoryUsage.rss() > maxRssBytes) process.exit(EXIT_TOO_BIG);
    }, WATCH_MEMORY_MS).unref();
    void answer(() => work(request as never)).then((result) => process.send?.(result, () => process.exit(0)));
  });
}

async function answer(work: () => Promise<unknown>): Promise<ChildAnswer<unknown>> {
  try {
    return { ok: true, result: await work() };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, code: error.code, detail: error.message };
    return { ok: false, code: "internal", detail: error instanceof Error ? error.message : String(error) };
  }
}
