import { type ChildProcess, fork } from "node:child_process";
import { Failure, type PlannedMotion, type Warning } from "@kinora/contract";
import type { AnalyzerSetup } from "../analyzers/look-with-analyzers.ts";
import type { LikelyRequest } from "../head-start.ts";
import {
  AHEAD,
  type EngineHint,
  type EngineMessage,
  type EngineOrder,
  type EngineRequest,
  type EngineResults,
  EXIT_TOO_BIG,
} from "./engine-messages.ts";

export interface EngineChildOptions {
  /** Aborting it kills the child at once; the call then rejects with its reason. */
  readonly signal: AbortSignal;
  readonly onPlanned?: (planned: PlannedMotion) => void;
  readonly onProgress?: (stage: string, progress: number) => void;
  /** What is done otherwise than configured. */
  readonly onWarning?: (warning: Warning) => void;
  /** Learned models that look at the still too; default none. */
  readonly analyzers?: AnalyzerSetup;
  /** Resident memory of the child; default 4 GiB. */
  readonly maxRssBytes?: number;
  /** Default 30 minutes. */
  readonly timeLimitMs?: number;
  /** The child's environment: by default nothing of ours, so that no key of ours lies within reach of native decoders. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A child that was started ahead (`startEngineChild`), used if it still waits; it is gone afterwards. */
  readonly child?: ChildProcess;
}

const CHILD_FILE = new URL("engine-child.ts", import.meta.url);
const MAX_RSS_BYTES = 4 * 2 ** 30;
const TIME_LIMIT_MS = 30 * 60_000;
const STDERR_CHARS = 2000;
/**
 * For glibc, which others do not read: maps of the picture go back to the system when they are let go. Left to itself it keeps
 * them for later, 80 MB of a clip at 1080p (docs/engine.md).
 */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: "262144", MALLOC_ARENA_MAX: "2" };
const TOO_LATE = "The engine took longer than it may: ask for a shorter clip or a smaller resolution.";

/**
 * Starts a child that loads the engine and waits for one request, for `EngineChildOptions.child`; told what the request will
 * most likely be, it looks at the picture meanwhile. It ends with this process; who has no request for it kills it.
 */
export function startEngineChild(
  environment: EngineChildOptions["environment"] = {},
  likely?: LikelyRequest,
): ChildProcess {
  const child = start([AHEAD], environment);
  if (likely !== undefined) child.send({ likely, maxRssBytes: MAX_RSS_BYTES } satisfies EngineHint, () => undefined);
  return child;
}

function start(args: readonly string[], environment: EngineChildOptions["environment"] = {}): ChildProcess {
  const child = fork(CHILD_FILE, args, {
    env: { ...GIVE_BACK, ...environment },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  // Whoever gives it an order is told; until then nobody needs to know.
  return child.on("error", () => undefined);
}

const waits = (child: ChildProcess): boolean => child.connected && child.exitCode === null && child.signalCode === null;

/**
 * Runs one request in a process of its own; in a second one where the first crashed, which V8 does once in a long while (see
 * vitest.config.ts). Rejects with the child's own `Failure`, or with `engine_failed` and how it ended. The process is gone
 * when the promise settles.
 */
export async function runInEngineChild<Request extends EngineRequest>(
  request: Request,
  options: EngineChildOptions,
): Promise<EngineResults[Request["kind"]]> {
  const first = await runOnce(request, options, options.child);
  const last = first.kind === "crashed" ? await runOnce(request, options) : first;
  if (last.kind === "crashed") throw new Failure("engine_failed", { detail: last.detail });
  if (last.kind === "failed") throw new Failure(last.code, { detail: last.detail });
  return last.result as EngineResults[Request["kind"]];
}

async function runOnce(request: EngineRequest, options: EngineChildOptions, ready?: ChildProcess): Promise<End> {
  const { signal, analyzers, maxRssBytes = MAX_RSS_BYTES, timeLimitMs = TIME_LIMIT_MS } = options;
  signal.throwIfAborted();
  const child = ready !== undefined && waits(ready) ? ready : start([], options.environment);
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const kill = (): void => void child.kill("SIGKILL");
  const late = AbortSignal.timeout(timeLimitMs);
  late.addEventListener("abort", kill, { once: true });
  signal.addEventListener("abort", kill, { once: true });
  try {
    const order: EngineOrder = { request, maxRssBytes, ...(analyzers === undefined ? {} : { analyzers }) };
    child.send(order, () => undefined); // a failure to send shows as its end
    const last = await lastMessage(child, options);
    signal.throwIfAborted();
    return last.kind === "failed" && late.aborted ? failed(TOO_LATE) : last;
  } finally {
    late.removeEventListener("abort", kill);
    signal.removeEventListener("abort", kill);
    kill();
    await gone;
  }
}

type LastMessage = Extract<EngineMessage, { kind: "done" | "failed" }>;

/** How a child ended: with an answer, or without one by a fault of its runtime or of native code. */
type End = LastMessage | { readonly kind: "crashed"; readonly detail: string };

/** Signals that a process gets for its own faults, and from nobody else. */
const OWN_FAULTS: readonly (NodeJS.Signals | null)[] = ["SIGSEGV", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGILL"];

/**
 * Hands news on; resolves when the child is gone, with its answer or with what its silent end means. It ends by itself: Node
 * writes the compiled modules of a process at its end, and the next one starts in half the time.
 */
function lastMessage(child: ChildProcess, { onPlanned, onProgress, onWarning }: EngineChildOptions): Promise<End> {
  let answer: LastMessage | undefined;
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-STDERR_CHARS);
  });
  child.on("message", (message) => {
    const news = message as EngineMessage;
    if (news.kind === "planned") onPlanned?.(news.planned);
    else if (news.kind === "warned") onWarning?.(news.warning);
    else if (news.kind === "progress") onProgress?.(news.stage, news.progress);
    else answer = news;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(failed(`The engine's process could not start: ${error.message}.`)));
    child.once("close", (code, killedBy) => {
      const detail = describeEnd(code, killedBy, words.trim());
      resolve(answer ?? (OWN_FAULTS.includes(killedBy) ? { kind: "crashed", detail } : failed(detail)));
    });
  });
}

const failed = (detail: string): End => ({ kind: "failed", code: "engine_failed", detail });

const describeEnd = (code: number | null, killedBy: NodeJS.Signals | null, words: string): string => {
  if (code === EXIT_TOO_BIG) return "The engine needed more memory than it may have: ask for a smaller resolution.";
  if (killedBy !== null) return `The engine's process was ended by ${killedBy}.`;
  return `The engine's process ended with code ${code ?? "unknown"}. ${words}`;
};
