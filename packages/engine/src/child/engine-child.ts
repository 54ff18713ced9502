/**
 * The engine's child process: does one request and ends. Started by `run-in-engine-child.ts`. It ends itself when its
 * parent goes away, however that happened, and when it grows beyond its memory.
 */
import { Worker } from "node:worker_threads";
import { Failure } from "@kinora/contract";
import type { AnalyzersLook } from "../analyzers/look-with-analyzers.ts";
import { animateStill, type AnimateWatch } from "../animate-still.ts";
import { startLooking } from "../head-start.ts";
import { inspectStill } from "../inspect-still.ts";
import { planStill } from "../plan-still.ts";
import { decodeImage, prepareEncoder } from "@kinora/media";
import {
  AHEAD,
  type EngineHint,
  type EngineMessage,
  type EngineOrder,
  type EngineRequest,
  type EngineResults,
  EXIT_TOO_BIG,
} from "./engine-messages.ts";

const WATCH_MEMORY_MS = 100;

const say = (message: EngineMessage): void => void process.send?.(message);

let seen: AnimateWatch["seen"];

process.on("disconnect", () => process.exit(1));
if (process.argv.includes(AHEAD)) void prepareEncoder();
process.on("message", (message) => {
  const told = message as EngineHint | EngineOrder;
  endWhenBig(told.maxRssBytes);
  if ("likely" in told) seen = startLooking(told.likely);
  else void answer(told).then((last) => process.send?.(last, () => process.exit(0)));
});
endWithParent();

/** The main thread may be busy for a second and cannot hear that its channel closed. */
function endWithParent(): void {
  new Worker(new URL("orphan-watch.ts", import.meta.url), { workerData: { parentPid: process.ppid } }).unref();
}

function endWhenBig(maxRssBytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > maxRssBytes) process.exit(EXIT_TOO_BIG);
  }, WATCH_MEMORY_MS).unref();
}

async function answer({ request, analyzers }: EngineOrder): Promise<EngineMessage> {
  try {
    return { kind: "done", result: await perform(request, analyzers) };
  } catch (error) {
    if (error instanceof Failure) return { kind: "failed", code: error.code, detail: error.message };
    return { kind: "failed", code: "engine_failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

type Analyzers = EngineOrder["analyzers"];

/** What the learned models see, if there are any: nearly everyone has none, and does without their code. */
async function lookAt(stillPath: string, analyzers: Analyzers): Promise<AnalyzersLook> {
  if (analyzers === undefined) return { maps: {}, warnings: [] };
  const { lookWithAnalyzers } = await import("../analyzers/look-with-analyzers.ts");
  const look = await lookWithAnalyzers(stillPath, analyzers);
  for (const warning of look.warnings) say({ kind: "warned", warning });
  return look;
}

async function perform(request: EngineRequest, analyzers: Analyzers): Promise<EngineResults[EngineRequest["kind"]]> {
  switch (request.kind) {
    case "render":
      await animateStill(request.order, {
        onPlanned: (planned) => say({ kind: "planned", planned }),
        onProgress: (stage, progress) => say({ kind: "progress", stage, progress }),
        ...(seen === undefined ? {} : { seen }),
        look: async (stillPath) => (await lookAt(stillPath, analyzers)).maps,
        // Killing this process is the cancel: nothing here has to be told.
        signal: new AbortController().signal,
      });
      return undefined;
    case "plan": {
      const { maps } = await lookAt(request.stillPath, analyzers);
      return planStill(await decodeImage(request.stillPath, { maxSidePx: 2048 }), request.wish, maps).planned;
    }
    case "inspect":
      return inspectStill(request.stillPath, await lookAt(request.stillPath, analyzers));
  }
}
