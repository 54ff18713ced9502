import { writeFile } from "node:fs/promises";
import type { JsonValue, ModelCapabilities } from "@kinora/contract";
import type { PollOutcome, Provider, SubmitPlan } from "@kinora/domain";

/** For tests: a free provider whose runs end when they are told to, or at once. */
export interface FakeProvider extends Provider {
  readonly submitted: SubmitPlan[];
  /** Ends every run that waits, and all later ones at once. */
  finishAll(): void;
}

const POLL_AFTER_MS = 60_000;

const fakeModel = (id: string, provider: string): ModelCapabilities => ({
  id,
  provider,
  title: id,
  resolutions: ["480p", "720p"],
  default_resolution: "720p",
  durations: { min: 1, max: 15 },
  default_duration_seconds: 4,
  fps: [24, 30],
  options: ["duration_seconds", "resolution", "fps", "seed", "loop"],
  image: {
    media_types: ["image/jpeg", "image/png"],
    max_bytes: 32 * 1024 * 1024,
    side_px: { min: 16, max: 20_000 },
    alpha: true,
  },
  prompt_max_chars: 1000,
  billing: "free",
  usd_per_second: 0,
});

/** The bytes of every film that the fake provider makes. */
const FILM = Buffer.from("0123456789abcdef");

const runIdOf = (operation: JsonValue): string => (typeof operation === "string" ? operation : "none");

/** For tests: `holds` keeps runs going until `finishAll`; a prompt that says "fail" makes them fail. */
export const createFakeProvider = ({ holds = false }: { holds?: boolean } = {}): FakeProvider => {
  const submitted: SubmitPlan[] = [];
  const wakes: (() => void)[] = [];
  let isHolding = holds;
  const cancelled = new Set<string>();
  const outcomeOf = (runId: string): PollOutcome => {
    const run = submitted.find(({ attemptId }) => attemptId === runId);
    if (run?.prompt?.includes("fail") === true) {
      const failure = { code: "provider_refused_content", message: "Not this one.", providerCode: "E42" } as const;
      return { kind: "failed", failure };
    }
    if (cancelled.has(runId)) return { kind: "cancelled" };
    if (isHolding) return { kind: "running", progress: 40, stage: "rendering", pollAfterMs: POLL_AFTER_MS };
    return { kind: "done", result: runId };
  };
  return {
    id: "fake",
    title: "Fake",
    billing: "free",
    configured: true,
    models: [fakeModel("fake-motion", "fake")],
    maxRunning: 8,
    submitted,
    submit: (plan, { wake }) => {
      submitted.push(plan);
      wakes.push(() => wake(plan.generationId));
      return Promise.resolve({ kind: "accepted", operation: plan.attemptId, pollAfterMs: 0 });
    },
    poll: (operation) => Promise.resolve(outcomeOf(runIdOf(operation))),
    download: (_result, toPath) => writeFile(toPath, FILM),
    cancel: (operation) => {
      cancelled.add(runIdOf(operation));
      return Promise.resolve({ stops: true, billing: "not_billed" });
    },
    inspect: ({ ref }) =>
      Promise.resolve({
        width: ref.width,
        height: ref.height,
        format: "png",
        findings: [],
        regions: [],
        suggestions: [],
      }),
    finishAll: () => {
      isHolding = false;
      for (const wake of wakes) wake();
    },
  };
};

/** For tests: a provider that is known and has no key. */
export const keylessProvider = (modelId: string): Provider => ({
  ...createFakeProvider(),
  id: "keyless",
  billing: "on_success",
  configured: false,
  maxRunning: 0,
  models: [{ ...fakeModel(modelId, "keyless"), billing: "on_success", usd_per_second: null }],
});

const isTask = (operation: JsonValue): boolean => typeof operation === "string" && operation.startsWith("task-");

/** For tests: a paid provider whose first answer is lost, unless told otherwise. It knows the tasks "task-1" to "task-9" and what was sent later. */
export const lossyProvider = ({ losesFirst = true }: { losesFirst?: boolean } = {}): FakeProvider => {
  const fake = createFakeProvider();
  const { submitted } = fake;
  return {
    ...fake,
    id: "lossy",
    billing: "on_success",
    models: [{ ...fakeModel("lossy-motion", "lossy"), billing: "on_success", usd_per_second: 0.05 }],
    submit: async (plan, context) => {
      const outcome = await fake.submit(plan, context);
      return losesFirst && submitted.length === 1 ? { kind: "ambiguous", detail: "the connection was reset" } : outcome;
    },
    poll: async (operation, context) => {
      if (operation === "task-9") return { kind: "no_answer", detail: "no route" };
      if (isTask(operation) && operation !== "task-404") return { kind: "done", result: operation };
      return operation === "task-404" ? { kind: "forgotten" } : fake.poll(operation, context);
    },
    operationOfTask: (taskId) => (/^task-\d+$/u.test(taskId) ? taskId : undefined),
  };
};
