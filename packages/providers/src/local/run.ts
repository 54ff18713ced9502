import { Failure, type MotionPlan, type Unmet, type Warning } from "@kinora/contract";
import type { FailureRecord, PollOutcome } from "@kinora/domain";
import type { EngineNews, EngineRunner, RenderOrder } from "./engine-runner.ts";

const POLL_AFTER_MS = 1_000;
/** Progress (percent) that is worth a poll of its own; less is told by the next one. */
const WORTH_TELLING = 5;

/** One rendering, in a process of its own. */
export interface Run {
  /** How it goes, as a poll tells it. */
  outcome(): PollOutcome;
  /** Kills the process; resolves when it has ended. What is done already stays done. */
  cancel(): Promise<void>;
}

type End = { kind: "done" } | { kind: "failed"; failure: FailureRecord } | { kind: "cancelled" };

const failureOf = (error: unknown): FailureRecord => ({
  code: error instanceof Failure ? error.code : "engine_failed",
  message: error instanceof Error ? error.message : String(error),
  providerCode: undefined,
});

/** Strict and not all of the prompt can be met: said before anything is rendered. */
const tooStrict = (unmet: readonly Unmet[]): FailureRecord => ({
  code: "unsupported_option",
  message: `The embedded engine cannot do all that the prompt asks, and strict is on: ${unmet
    .map(({ phrase, did }) => `"${phrase}" (${did})`)
    .join("; ")}`,
  providerCode: undefined,
});

export interface StartRunOptions {
  readonly runner: EngineRunner;
  readonly order: RenderOrder;
  /** What is already known to be done otherwise than asked. */
  readonly warnings: readonly Warning[];
  readonly runId: string;
  /** Called when there is something new that is worth a poll. */
  readonly onChange: () => void;
}

interface Told {
  progress: number;
  /** The progress that a poll was last called for. */
  progressTold: number;
  stage: string | undefined;
  plan: MotionPlan | undefined;
  unmet: readonly Unmet[] | undefined;
  warnings: readonly Warning[];
  end: End | undefined;
}

const outcomeOf = ({ progress, stage, plan, unmet, warnings, end }: Told, runId: string): PollOutcome => {
  const motion = {
    ...(plan === undefined ? {} : { plan }),
    ...(unmet === undefined ? {} : { unmet }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
  if (end === undefined) {
    return {
      kind: "running",
      progress,
      ...(stage === undefined ? {} : { stage }),
      pollAfterMs: POLL_AFTER_MS,
      ...motion,
    };
  }
  return end.kind === "done" ? { kind: "done", result: { run: runId }, ...motion } : end;
};

/** Takes in what the engine tells; true when a poll is worth its while now. */
const take = (told: Told, news: EngineNews): boolean => {
  if (news.kind === "planned") {
    [told.plan, told.unmet] = [news.plan, news.unmet];
    return true;
  }
  if (news.kind === "warned") {
    told.warnings = [...told.warnings, news.warning];
    return true;
  }
  const isWorthTelling = news.stage !== told.stage || news.progress - told.progressTold >= WORTH_TELLING;
  [told.progress, told.stage] = [news.progress, news.stage];
  if (isWorthTelling) told.progressTold = news.progress;
  return isWorthTelling;
};

/** Starts to render; the first answer to a poll is there at once. */
export const startRun = ({ runner, order, warnings, runId, onChange }: StartRunOptions): Run => {
  const told: Told = {
    progress: 0,
    progressTold: 0,
    stage: undefined,
    plan: undefined,
    unmet: undefined,
    warnings,
    end: undefined,
  };
  const killing = new AbortController();
  const finish = (end: End): void => {
    told.end ??= end;
    onChange();
  };
  const onNews = (news: EngineNews): void => {
    if (told.end !== undefined) return;
    if (news.kind === "planned" && order.strict && news.unmet.length > 0) {
      told.end = { kind: "failed", failure: tooStrict(news.unmet) };
      killing.abort();
    }
    if (take(told, news)) onChange();
  };
  const ended = runner.render(order, { signal: killing.signal, onNews }).then(
    () => finish({ kind: "done" }),
    (error: unknown) => finish({ kind: "failed", failure: failureOf(error) }),
  );
  return {
    outcome: () => outcomeOf(told, runId),
    cancel: async () => {
      if (told.end === undefined) told.end = { kind: "cancelled" };
      killing.abort();
      await ended;
    },
  };
};
