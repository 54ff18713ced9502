/**
 * The engine's child process: does one request and ends. Started by `run-in-engine-child.ts`. It ends itself when its
 * parent goes away, however that happened, and when it grows beyond its memory.
 */
import { Worker } from "node:worker_threads";
import { Failure } from "@kinora/contract";
import { animateStill } from "../animate-still.ts";
import { inspectStill } from "../inspect-still.ts";
import { planStill } from "../plan-still.ts";
import { decodeImage } from "@kinora/media";
import {
  type EngineMessage,
  type EngineOrder,
  type EngineRequest,
  type EngineResults,
  EXIT_TOO_BIG,
} from "./engine-messages.ts";

const WATCH_MEMORY_MS = 100;

const say = (message: EngineMessage): void => void process.send?.(message);

process.on("disconnect", () => process.exit(1));
process.once("message", (message) => {
  const { request, maxRssBytes } = message as EngineOrder;
  new Worker(new URL("orphan-watch.ts", import.meta.url), { workerData: { parentPid: process.ppid } }).unref();
  setInterval(() => {
    if (process.memoryUsage.rss() > maxRssBytes) process.exit(EXIT_TOO_BIG);
  }, WATCH_MEMORY_MS).unref();
  void answer(request).then((last) => process.send?.(last, () => process.exit(0)));
});

async function answer(request: EngineRequest): Promise<EngineMessage> {
  try {
    return { kind: "done", result: await perform(request) };
  } catch (error) {
    if (error instanceof Failure) return { kind: "failed", code: error.code, detail: error.message };
    return { kind: "failed", code: "engine_failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

async function perform(request: EngineRequest): Promise<EngineResults[EngineRequest["kind"]]> {
  switch (request.kind) {
    case "render":
      await animateStill(request.order, {
        onPlanned: (planned) => say({ kind: "planned", planned }),
        onProgress: (stage, progress) => say({ kind: "progress", stage, progress }),
        // Killing this process is the cancel: nothing here has to be told.
        signal: new AbortController().signal,
      });
      return undefined;
    case "plan":
      return planStill(await decodeImage(request.stillPath, { maxSidePx: 2048 }), request.wish).planned;
    case "inspect":
      return inspectStill(request.stillPath);
  }
}
