/**
 * The child process: does one film's work and ends. Started by `in-film-child.ts`. It watches its own memory, and ends
 * itself when its parent goes away.
 */
import { setInterval } from "node:timers";
import { Failure } from "@kinora/contract";
import { EXIT_TOO_BIG, type FilmAnswer, type FilmOrder } from "./film-messages.ts";
import { doFilmWork, type FilmRequest } from "./film-work.ts";

const WATCH_MEMORY_MS = 50;

process.on("disconnect", () => process.exit(1));
process.once("message", (message) => {
  const { request, maxRssBytes } = message as FilmOrder;
  setInterval(() => {
    if (process.memoryUsage.rss() > maxRssBytes) process.exit(EXIT_TOO_BIG);
  }, WATCH_MEMORY_MS).unref();
  void answer(request).then((result) => process.send?.(result, () => process.exit(0)));
});

async function answer(request: FilmRequest): Promise<FilmAnswer> {
  try {
    return { ok: true, film: await doFilmWork(request) };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, code: error.code, detail: error.message };
    return { ok: false, code: "internal", detail: error instanceof Error ? error.message : String(error) };
  }
}
