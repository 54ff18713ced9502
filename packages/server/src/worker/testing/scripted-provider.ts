import { writeFile } from "node:fs/promises";
import type { Billing, CancelAnswer } from "@kinora/contract";
import type { PollOutcome, Provider, ReconcileOutcome, SubmitOutcome } from "@kinora/domain";

/** What each call answers, in turn; the last answer is given again and again. An error is thrown. */
export interface Script {
  readonly id?: string;
  readonly billing?: Billing;
  readonly maxRunning?: number;
  /** Of each model. */
  readonly maxRunningOf?: number;
  readonly configured?: boolean;
  readonly retentionMs?: number;
  readonly listingDelayMs?: number;
  readonly makesKindAsked?: boolean;
  readonly submit?: readonly (SubmitOutcome | Error)[];
  readonly poll?: readonly (PollOutcome | Error)[];
  readonly reconcile?: readonly (ReconcileOutcome | Error)[];
  readonly cancel?: readonly (CancelAnswer | Error)[];
  readonly download?: readonly (string | Error)[];
}

export interface ScriptedProvider extends Provider {
  /** The calls that arrived, in order. */
  readonly calls: string[];
}

export const ACCEPTED: SubmitOutcome = { kind: "accepted", operation: { task: "t1" }, pollAfterMs: 1_000 };
export const DONE: PollOutcome = { kind: "done", result: { at: "there" } };

/** For tests: a provider that does what its script says and counts what is asked of it. */
export const scriptedProvider = (script: Script): ScriptedProvider => {
  const calls: string[] = [];
  const turns = new Map<string, number>();
  const answer = <T>(name: string, answers: readonly (T | Error)[]): Promise<T> => {
    calls.push(name);
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const given = answers[Math.min(turn, answers.length - 1)];
    if (given === undefined) return Promise.reject(new Error(`nobody scripted ${name}`));
    return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
  };
  const { reconcile, cancel } = script;
  return {
    calls,
    id: script.id ?? "scripted",
    title: "Scripted",
    models: [],
    billing: script.billing ?? "on_success",
    configured: script.configured ?? true,
    maxRunning: script.maxRunning ?? 1,
    maxRunningOf: () => script.maxRunningOf,
    ...(script.retentionMs === undefined ? {} : { retentionMs: script.retentionMs }),
    ...(script.listingDelayMs === undefined ? {} : { listingDelayMs: script.listingDelayMs }),
    ...(script.makesKindAsked === undefined ? {} : { makesKindAsked: script.makesKindAsked }),
    submit: () => answer("submit", script.submit ?? [ACCEPTED]),
    poll: () => answer("poll", script.poll ?? [DONE]),
    download: async (_, toPath) => writeFile(toPath, await answer("download", script.download ?? ["a film"])),
    release: () => {
      calls.push("release");
      return Promise.resolve();
    },
    ...(reconcile === undefined ? {} : { reconcile: () => answer("reconcile", reconcile) }),
    ...(cancel === undefined ? {} : { cancel: () => answer("cancel", cancel) }),
  };
};
