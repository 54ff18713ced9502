import { type ChildProcess, fork } from "node:child_process";
import type { FailureCode } from "@kinora/contract";

export interface ChildOptions {
  readonly timeLimitMs: number;
  /** Resident memory of the child. */
  readonly maxRssBytes: number;
  /** The child's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Aborting it kills the child; the call then rejects with its reason. */
  readonly signal: AbortSignal | undefined;
  /** A child of the same file that was started ahead, used if it still waits; it is gone afterwards. */
  readonly child?: ChildProcess | undefined;
}

/** Parent to child, once. */
export interface ChildOrder {
  /** Plain data and bytes. */
  readonly request: object;
  readonly maxRssBytes: number;
}

/** Child to parent, once. */
export type ChildAnswer<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

/** How a child's life ended. A crash is the only end that may go better at a second try. */
export type ChildEnd<Result> =
  | { readonly kind: "answered"; readonly answer: ChildAnswer<Result> }
  | { readonly kind: "too_big" }
  | { readonly kind: "too_late" }
  | { readonly kind: "crashed"; readonly words: string };

/** The exit code of a child that has seen itself grow past `maxRssBytes`. */
export const EXIT_TOO_BIG = 86;

const MAX_HEAP_MIB = 512;
const STDERR_CHARS = 2000;

/** The argument of a child that has no request yet: it may load what it will need. */
export const AHEAD = "ahead";

/** Starts a child that waits for a request. It ends with this process; who has no request for it kills it. */
export function startChild(
  file: URL,
  environment: ChildOptions["environment"],
  args: readonly string[] = [AHEAD],
): ChildProcess {
  const child = fork(file, args, {
    env: { ...environment },
    execArgv: [`--max-old-space-size=${MAX_HEAP_MIB}`],
    serialization: "advanced", // pictures cross as bytes
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  // Whoever gives it a request is told; until then nobody needs to know.
  return child.on("error", () => undefined);
}

const waits = (child: ChildProcess): boolean => child.connected && child.exitCode === null && child.signalCode === null;

/** Starts a child from the file, hands it the request and waits until it is gone, however it goes. */
export async function runChild<Result>(file: URL, request: object, options: ChildOptions): Promise<ChildEnd<Result>> {
  const { timeLimitMs, maxRssBytes, environment, signal, child: ready } = options;
  signal?.throwIfAborted();
  const child = ready !== undefined && waits(ready) ? ready : startChild(file, environment, []);
  const kill = (): void => void child.kill("SIGKILL");
  const timer = setTimeout(kill, timeLimitMs);
  signal?.addEventListener("abort", kill, { once: true });
  try {
    child.send({ request, maxRssBytes } satisfies ChildOrder, () => undefined); // a failure to send shows as its end
    const end = await ended<Result>(child);
    signal?.throwIfAborted();
    return judgeEnd(end);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", kill);
    kill();
  }
}

/** SIGKILL is our own timer's (or the system's, out of memory). */
function judgeEnd<Result>({ answer, code, killedBy, words }: Ended<Result>): ChildEnd<Result> {
  if (answer !== undefined) return { kind: "answered", answer };
  if (code === EXIT_TOO_BIG) return { kind: "too_big" };
  if (killedBy === "SIGKILL") return { kind: "too_late" };
  return { kind: "crashed", words: killedBy ?? `exit code ${code ?? "unknown"}: ${words}` };
}

interface Ended<Result> {
  readonly answer: ChildAnswer<Result> | undefined;
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  readonly words: string;
}

/** Resolves when the child is gone, also when it could not start. */
function ended<Result>(child: ChildProcess): Promise<Ended<Result>> {
  let answer: ChildAnswer<Result> | undefined;
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-STDERR_CHARS);
  });
  child.once("message", (message) => {
    answer = message as ChildAnswer<Result>;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve({ answer, code: null, killedBy: null, words: error.message });
    });
    child.once("close", (code, killedBy) => {
      resolve({ answer, code, killedBy, words: words.trim() });
    });
  });
}
