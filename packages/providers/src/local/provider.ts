import { Failure, type Warning } from "@kinora/contract";
import type { FailureRecord, Provider } from "@kinora/domain";
import { defineProvider } from "../kit/define-provider.ts";
import type { EngineRunner } from "./engine-runner.ts";
import { localManifest } from "./manifest.ts";
import { operationOf, runIdOf } from "./operation.ts";
import { filmOptionsOf } from "./film-options.ts";
import { judgeStill } from "./judge-still.ts";
import { createRunFolders } from "./run-folders.ts";
import { renderOrderOf } from "./render-order.ts";
import { type Run, startRun } from "./run.ts";

export interface LocalProviderOptions {
  readonly runner: EngineRunner;
  /** A folder of its own, on the disk of the data folder. */
  readonly folder: string;
  readonly maxRunning: number;
}

const FIRST_POLL_AFTER_MS = 1_000;

const requireRunId = (operation: Parameters<typeof runIdOf>[0]): string => {
  const runId = runIdOf(operation);
  if (runId === undefined) throw new Failure("result_gone", { detail: "That is no run of the embedded engine." });
  return runId;
};

/** Strict, and not all of what was sent can be used. */
const tooStrict = (warnings: readonly Warning[]): FailureRecord => ({
  code: "unsupported_option",
  message: warnings.map(({ message }) => message).join(" "),
  providerCode: undefined,
});

/** A picture that only a closer look shows to be damaged is refused; what is wrong with this machine is not its fault. */
const unusableStill = (error: unknown): { readonly failure: FailureRecord } => {
  if (!(error instanceof Failure)) throw error;
  return { failure: { code: error.code, message: error.message, providerCode: undefined } };
};

/**
 * The embedded engine as a provider like any other. A run lives in a process of its own and in this process's memory: a
 * new process has forgotten it, and the work, being free, starts again. A finished clip is kept until it is released.
 */
export const createLocalProvider = ({ runner, folder, maxRunning }: LocalProviderOptions): Provider => {
  const folders = createRunFolders(folder);
  const runs = new Map<string, Run>();
  return defineProvider(localManifest, {
    configured: true,
    maxRunning,
    makesKindAsked: true,
    checkOptions: (_model, options) => void filmOptionsOf(options),
    submit: async (plan, { wake }) => {
      const runId = plan.attemptId;
      const verdict = await judgeStill(plan).catch(unusableStill);
      if ("failure" in verdict) return { kind: "rejected", ...verdict };
      const { warnings, refusals } = verdict;
      if (plan.strict && refusals.length > 0) return { kind: "rejected", failure: tooStrict(refusals) };
      const order = renderOrderOf(plan, await folders.prepare(runId, plan.still.path));
      runs.set(runId, startRun({ runner, order, warnings, runId, onChange: () => wake(plan.generationId) }));
      return { kind: "accepted", operation: operationOf(runId), pollAfterMs: FIRST_POLL_AFTER_MS };
    },
    poll: (operation) => Promise.resolve(runs.get(runIdOf(operation) ?? "")?.outcome() ?? { kind: "forgotten" }),
    download: (result, toPath) => folders.copyClip(requireRunId(result), toPath),
    cancel: async (operation) => {
      await runs.get(runIdOf(operation) ?? "")?.cancel();
      return { stops: true, billing: "not_billed" };
    },
    release: async (operation) => {
      const runId = requireRunId(operation);
      const run = runs.get(runId);
      runs.delete(runId);
      await run?.cancel();
      await folders.remove(runId);
    },
    sweep: (wanted) => folders.removeOthers(new Set(wanted.flatMap((operation) => runIdOf(operation) ?? []))),
    planMotion: (request, still, { signal }) => runner.plan(request, still?.path, signal),
    inspect: (still, { signal }) => runner.inspect(still.path, signal),
    close: async () => {
      const open = [...runs.values()];
      // Forgotten, not cancelled: what was not done yet starts again in the next process.
      runs.clear();
      runner.close?.();
      await Promise.all(open.map((run) => run.cancel()));
    },
  });
};
