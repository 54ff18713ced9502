import { randomUUID } from "node:crypto";

/** What becomes of a task, decided when it is accepted. */
export type Fate =
  | "succeeds"
  | "fails"
  /** The vendor finds its content unfit, after it was accepted. */
  | "moderated"
  /** It runs for ever. */
  | "stuck"
  /** The vendor forgets it at once. */
  | "lost"
  /** Its status is a word that no documentation has. */
  | "odd";

export type TaskState = "queued" | "running" | "succeeded" | "failed" | "moderated" | "cancelled" | "odd";

export interface FakeTask {
  readonly id: string;
  readonly dialect: string;
  /** Ties a task to the request that asked for it: see `markerOf`. */
  readonly marker: string;
  readonly model: string;
  readonly createdAt: number;
  readonly fate: Fate;
  /** The body that made it, as its dialect read it. */
  readonly request: unknown;
  cancelledAt: number | undefined;
}

export interface NewTask {
  readonly model: string;
  readonly request: unknown;
  /** Where the client chooses it. */
  readonly id?: string;
}

/** What a dialect may do to the tasks behind it. */
export interface Vendor {
  /** The vendor's own clock (ms since 1970); it may run faster than ours. */
  now(): number;
  accept(task: NewTask): FakeTask;
  /** Undefined when there was none, it was lost, or it was kept long enough. */
  find(id: string): FakeTask | undefined;
  stateOf(task: FakeTask): { readonly state: TaskState; readonly progress: number };
  /** The tasks of this dialect that are still kept, newest first. */
  list(): readonly FakeTask[];
  /** True when it was still queued, or, with `whenRunning`, running: it stops. */
  cancel(task: FakeTask, options?: { readonly whenRunning?: boolean }): boolean;
  /** Where the finished film is: on another host than the API. */
  resultUrl(task: FakeTask): string;
  /** The bytes of every finished film. */
  readonly clip: Buffer;
  /** The same film as others write it. */
  readonly otherClips: OtherClips;
}

/** The film, by the ending of its name. */
export type OtherClips = Readonly<Record<"webm" | "gif" | "webp", Buffer>>;

export interface Timing {
  /** How long (ms of the vendor's clock) a task waits, then runs. */
  queueMs: number;
  runMs: number;
  /** How long a task and its film are kept. */
  keepMs: number;
  /** How many seconds of the vendor's clock pass in one of ours. */
  speed: number;
}

/** The vendor's clock: ours, faster, and put forward by hand. */
export const createVendorClock = (
  timing: Timing,
): { now(): number; advance(ms: number): void; setSpeed(speed: number): void } => {
  let begunAt = Date.now();
  let base = begunAt;
  const now = (): number => base + (Date.now() - begunAt) * timing.speed;
  const rebase = (to: number): void => {
    base = to;
    begunAt = Date.now();
  };
  return {
    now,
    advance: (ms) => rebase(now() + ms),
    setSpeed: (speed) => {
      rebase(now());
      timing.speed = speed;
    },
  };
};

const ENDS: Readonly<Record<Fate, TaskState>> = {
  succeeds: "succeeded",
  fails: "failed",
  moderated: "moderated",
  stuck: "running",
  lost: "running",
  odd: "odd",
};

/** How a task stands at a moment. */
export const stateAt = (task: FakeTask, timing: Timing, now: number): ReturnType<Vendor["stateOf"]> => {
  if (task.cancelledAt !== undefined) return { state: "cancelled", progress: 0 };
  const age = now - task.createdAt;
  if (age < timing.queueMs) return { state: "queued", progress: 0 };
  const progress = Math.min(100, Math.floor((100 * (age - timing.queueMs)) / Math.max(1, timing.runMs)));
  if (progress < 100) return { state: "running", progress };
  return { state: ENDS[task.fate], progress: task.fate === "stuck" ? 99 : 100 };
};

export const newTaskId = (): string => randomUUID();
