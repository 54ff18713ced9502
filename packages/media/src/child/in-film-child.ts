import { type ChildProcess, fork } from "node:child_process";
import { Failure } from "@kinora/contract";
import { unusable, type VideoFacts, type VideoLimits } from "../film/check-video.ts";
import { DECODER_NAMES, type DecoderName } from "../film/film-decoder.ts";
import type { AnimatedOptions } from "../film/make-animated.ts";
import { EXIT_TOO_BIG, type FilmAnswer, type FilmOrder } from "./film-messages.ts";
import type { FilmRequest, InspectedFilm, StillFiles } from "./film-work.ts";

export interface FilmChildOptions {
  readonly limits?: VideoLimits;
  /** Tried in this order; default node-av, then ffmpeg. */
  readonly decoders?: readonly DecoderName[];
  /** An ffmpeg executable, for machines without node-av. */
  readonly ffmpegPath?: string;
  /** Default two minutes. */
  readonly timeLimitMs?: number;
  /** Resident memory of the child; default 1.5 GiB. */
  readonly maxRssBytes?: number;
  /** The child's environment; by default empty, so that no key of ours lies within reach of a decoder of strange files. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Aborting it kills the child; the call then rejects with its reason. */
  readonly signal?: AbortSignal;
}

export interface InspectedVideo {
  readonly facts: VideoFacts;
  /** Absent where the machine has no decoder: `facts.decoded` is false then. */
  readonly stills?: StillFiles;
}

const CHILD_FILE = new URL("./film-child.ts", import.meta.url);
const TIME_LIMIT_MS = 120_000;
const MAX_RSS_BYTES = 1.5 * 2 ** 30;
const MAX_HEAP_MIB = 512;
const STDERR_CHARS = 2000;

/**
 * Checks a strange film and makes its stills (thumbnail.webp, spritesheet.webp, last-frame.png in `outDir`) in a child
 * process of its own, because native decoders can crash. Throws Failure `result_unusable` with the reason.
 */
export async function inspectVideoInChild(
  path: string,
  outDir: string,
  options: FilmChildOptions = {},
): Promise<InspectedVideo> {
  const { facts, stills } = await askChild({ kind: "inspect", path, outDir }, options);
  return { facts, ...(stills && { stills }) };
}

/** Makes an animated WebP or GIF at `animated.outPath`; false where the machine has no decoder. */
export async function makeAnimatedInChild(
  path: string,
  animated: AnimatedOptions & { readonly outPath: string },
  options: FilmChildOptions = {},
): Promise<boolean> {
  const { outPath, ...wish } = animated;
  const { animatedPath } = await askChild({ kind: "animate", path, outPath, animated: wish }, options);
  return animatedPath !== undefined;
}

type Wish = FilmRequest extends infer Request
  ? Request extends FilmRequest
    ? Omit<Request, "decoders">
    : never
  : never;

/** When the child crashes, which is node-av's fault if anyone's, there is a second try without it. */
async function askChild(wish: Wish, options: FilmChildOptions): Promise<InspectedFilm> {
  const { limits, ffmpegPath, decoders: wanted = DECODER_NAMES } = options;
  let crash = "";
  for (const decoders of [wanted, wanted.filter((name) => name !== "node-av")]) {
    const request = { ...wish, decoders, ...(limits && { limits }), ...(ffmpegPath !== undefined && { ffmpegPath }) };
    const end = await runChild(request, options);
    if ("answer" in end) return readAnswer(end.answer);
    crash = end.crash;
  }
  throw unusable(`decoding it crashes (${crash})`);
}

function readAnswer(answer: FilmAnswer): InspectedFilm {
  if (answer.ok) return answer.film;
  throw new Failure(answer.code, { detail: answer.detail });
}

type ChildEnd = { readonly answer: FilmAnswer } | { readonly crash: string };

async function runChild(request: FilmRequest, options: FilmChildOptions): Promise<ChildEnd> {
  const { timeLimitMs = TIME_LIMIT_MS, maxRssBytes = MAX_RSS_BYTES, signal } = options;
  signal?.throwIfAborted();
  const child = fork(CHILD_FILE, [], {
    env: { ...options.environment },
    execArgv: [`--max-old-space-size=${MAX_HEAP_MIB}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const kill = (): void => void child.kill("SIGKILL");
  const timer = setTimeout(kill, timeLimitMs);
  signal?.addEventListener("abort", kill, { once: true });
  try {
    const order: FilmOrder = { request, maxRssBytes };
    child.send(order, () => undefined); // a failure to send shows as its end
    const end = await ended(child);
    signal?.throwIfAborted();
    return judgeEnd(end, { timeLimitMs, maxRssBytes });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", kill);
    kill();
  }
}

/** SIGKILL is our own (or the system's, out of memory): neither gets better at a second try. */
function judgeEnd(
  { answer, code, killedBy, words }: Ended,
  { timeLimitMs, maxRssBytes }: { timeLimitMs: number; maxRssBytes: number },
): ChildEnd {
  if (answer !== undefined) return { answer };
  if (code === EXIT_TOO_BIG) throw unusable(`it needs more than ${Math.round(maxRssBytes / 2 ** 20)} MiB to decode`);
  if (killedBy === "SIGKILL") throw unusable(`it could not be decoded within ${timeLimitMs / 1000} seconds`);
  return { crash: killedBy ?? `exit code ${code ?? "unknown"}: ${words}` };
}

interface Ended {
  readonly answer: FilmAnswer | undefined;
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  readonly words: string;
}

/** Resolves when the child is gone, also when it could not start. */
function ended(child: ChildProcess): Promise<Ended> {
  let answer: FilmAnswer | undefined;
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-STDERR_CHARS);
  });
  child.once("message", (message) => {
    answer = message as FilmAnswer;
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
