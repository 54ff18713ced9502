import { acceptGeneration } from "./accept-generation.ts";
import type { GenerationEvent } from "./generation-event.ts";
import type { Artifact, FailureRecord, Generation, GenerationFacts } from "./generation.ts";
import { createIdSource } from "./generation-id.ts";
import { next } from "./next.ts";

const newId = createIdSource(() => 5);

export const failure: FailureRecord = { code: "provider_failed", message: "It broke.", providerCode: "E1" };
const attempt = { id: "att-1", number: 1, sendBefore: 11_000 };

export const artifact: Artifact = {
  kind: "video",
  sha256: "bb",
  bytes: 5,
  mediaType: "video/mp4",
  width: 960,
  height: 720,
  durationSeconds: 4,
  capability: "cap-1",
  fileName: "clip.mp4",
};

/** For tests: one event of each type. */
export const EVENTS: { readonly [T in GenerationEvent["type"]]: Extract<GenerationEvent, { type: T }> } = {
  refused: { type: "refused", failure },
  submit_intended: { type: "submit_intended", attempt },
  submit_accepted: { type: "submit_accepted", operation: { task: "t1" }, pollAt: 3_000 },
  submit_rejected: { type: "submit_rejected", failure },
  submit_postponed: { type: "submit_postponed", until: 7_000 },
  submit_unknown: { type: "submit_unknown", tried: ["the list"], nextLookAt: 9_000 },
  submit_absent: { type: "submit_absent", failure },
  work_lost: { type: "work_lost", failure },
  progressed: { type: "progressed", progress: 42, stage: "rendering", pollAt: 4_000 },
  poll_failed: { type: "poll_failed", pollAt: 5_000 },
  provider_done: { type: "provider_done", result: { at: "there" } },
  provider_failed: { type: "provider_failed", failure },
  provider_cancelled: { type: "provider_cancelled" },
  provider_forgot: { type: "provider_forgot", failure },
  collected: { type: "collected", artifacts: [artifact] },
  collect_postponed: { type: "collect_postponed", until: 8_000 },
  result_unusable: { type: "result_unusable", failure },
  result_gone: { type: "result_gone", failure },
  cancel_asked: { type: "cancel_asked", answer: { stops: true, billing: "may_be_billed" } },
  cancel_told: { type: "cancel_told", answer: { stops: false, billing: "may_be_billed" } },
  delivered: { type: "delivered" },
  animation_made: { type: "animation_made", artifact: { ...artifact, kind: "gif", mediaType: "image/gif" } },
  labelled: { type: "labelled", labels: { favourite: true } },
  trashed: { type: "trashed" },
  restored: { type: "restored" },
  attached: { type: "attached", operation: { task: "t2" } },
  given_up: { type: "given_up", failure },
  resubmit_asked: { type: "resubmit_asked" },
};

type EventName = keyof typeof EVENTS;

const WAYS: Readonly<Record<Generation["status"], readonly EventName[]>> = {
  queued: [],
  submitting: ["submit_intended"],
  running: ["submit_intended", "submit_accepted"],
  collecting: ["submit_intended", "submit_accepted", "provider_done"],
  succeeded: ["submit_intended", "submit_accepted", "provider_done", "collected"],
  failed: ["refused"],
  cancelled: ["cancel_asked"],
  expired: ["submit_intended", "submit_accepted", "provider_forgot"],
  needs_review: ["submit_intended", "submit_unknown"],
};

/** For tests: the generation after events that must all move it. */
export const after = (generation: Generation, ...names: readonly EventName[]): Generation =>
  names.reduce<Generation>((current, name) => {
    const moved = next(current, EVENTS[name], 2_000);
    if (moved.kind === "ignored") throw new Error(`${name} was ignored: ${moved.reason}`);
    return moved.generation;
  }, generation);

/** For tests: a generation in a status, with the facts that matter to the test. */
export const sampleIn = <S extends Generation["status"]>(
  status: S,
  facts: Partial<GenerationFacts> = {},
): Extract<Generation, { status: S }> => {
  const accepted = acceptGeneration(
    {
      id: newId(1_000),
      callerId: "caller-1",
      digest: "digest-1",
      createdAt: 1_000,
      modelAsked: "auto",
      model: "m",
      provider: "p",
      billing: "on_success",
      prompt: undefined,
      options: {},
      strict: false,
      metadata: {},
      estimateMicroUsd: undefined,
      image: { sha256: "aa", bytes: 9, mediaType: "image/png", width: 4, height: 3, meanColor: "#010203" },
      ...facts,
    },
    [],
  );
  return after(accepted, ...WAYS[status]) as Extract<Generation, { status: S }>;
};
