import { type ChildProcess, fork } from "node:child_process";
import { type AnalyzerAnswer, type AnalyzerTask, EXIT_TOO_BIG } from "./analyzer-messages.ts";
import type { AnalyzerOrder } from "./open-onnx-analyzer.ts";

export interface AnalyzerRunOptions {
  /** The picture to look at; absent: a test picture of our own. */
  readonly stillPath?: string;
  /** Aborting it kills the process; the call then rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Default two minutes. */
  readonly timeLimitMs?: number;
  /** Resident memory; default 4 GiB. */
  readonly maxRssBytes?: number;
  /** The process's whole environment; by default empty, so that no key of ours lies within reach of a stranger's file. */
  readonly environment?: Readonly<Record<string, string>>;
}

const CHILD_FILE = new URL("analyzer-child.ts", import.meta.url);
const TIME_LIMIT_MS = 120_000;
const MAX_RSS_BYTES = 4 * 2 ** 30;

/**
 * One analyzer's look at one picture, in a process of its own. Whatever goes wrong there, a crash too, is an answer that is
 * not `ok` and a sentence that says what. The process is gone when the promise settles.
 */
export async function runAnalyzer(order: AnalyzerOrder, options: AnalyzerRunOptions = {}): Promise<AnalyzerAnswer> {
  const { stillPath, signal, timeLimitMs = TIME_LIMIT_MS, maxRssBytes = MAX_RSS_BYTES } = options;
  signal?.throwIfAborted();
  const child = fork(CHILD_FILE, [], {
    env: { ...options.environment },
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    // Maps are megabytes of floats: not as JSON.
    serialization: "advanced",
  });
  const kill = (): void => void child.kill("SIGKILL");
  const late = AbortSignal.timeout(timeLimitMs);
  late.addEventListener("abort", kill, { once: true });
  signal?.addEventListener("abort", kill, { once: true });
  try {
    const task: AnalyzerTask = { ...order, maxRssBytes, ...(stillPath === undefined ? {} : { stillPath }) };
    child.send(task, () => undefined); // a failure to send shows as its end
    const end = await endOf(child);
    signal?.throwIfAborted();
    if (end.answer !== undefined) return end.answer;
    if (late.aborted) return failed(`The model took longer than ${timeLimitMs / 1000} seconds: use a smaller one.`);
    return failed(describeEnd(end, maxRssBytes));
  } finally {
    late.removeEventListener("abort", kill);
    signal?.removeEventListener("abort", kill);
    kill();
  }
}

interface End {
  readonly answer: AnalyzerAnswer | undefined;
  readonly how: string;
  readonly isTooBig: boolean;
}

/** Resolves when the process is gone, also when it could not start. */
function endOf(child: ChildProcess): Promise<End> {
  let answer: AnalyzerAnswer | undefined;
  child.once("message", (message) => {
    answer = message as AnalyzerAnswer;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ answer, how: error.message, isTooBig: false }));
    child.once("close", (code, killedBy) => {
      resolve({ answer, how: killedBy ?? `exit code ${code ?? "unknown"}`, isTooBig: code === EXIT_TOO_BIG });
    });
  });
}

const failed = (detail: string): AnalyzerAnswer => ({ ok: false, detail });

const describeEnd = ({ how, isTooBig }: End, maxRssBytes: number): string =>
  isTooBig
    ? `The model needs more than ${Math.round(maxRssBytes / 2 ** 20)} MiB: use a smaller one.`
    : `The model's process crashed (${how}): use another model or another version of onnxruntime-node.`;
