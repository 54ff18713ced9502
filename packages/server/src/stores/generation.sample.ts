import {
  acceptGeneration,
  type Artifact,
  createIdSource,
  type Generation,
  type GenerationFacts,
  type InStatus,
  next,
} from "@kinora/domain";

/** For tests: ids that are the same on every run. */
export const sampleIds = (): ReturnType<typeof createIdSource> => createIdSource(() => 7);

const newId = sampleIds();

/** For tests: an accepted generation with the facts that matter to the test. */
export const sampleGeneration = (
  facts: Partial<GenerationFacts & Pick<Generation, "fallbacks">> = {},
): InStatus<"queued"> => {
  const createdAt = facts.createdAt ?? 1_000;
  return acceptGeneration(
    {
      id: newId(createdAt),
      callerId: "caller-1",
      digest: "digest-1",
      createdAt,
      modelAsked: "auto",
      model: "kinora-motion-1",
      provider: "local",
      billing: "free",
      prompt: "clouds drift",
      options: { seed: 0 },
      strict: false,
      metadata: { order: 7 },
      estimateMicroUsd: 0,
      image: { sha256: "aa", bytes: 9, mediaType: "image/png", width: 4, height: 3, meanColor: "#010203" },
      ...facts,
    },
    [],
  );
};

/** For tests: the generation after events that must all move it. */
export const after = (generation: Generation, ...events: readonly Parameters<typeof next>[1][]): Generation =>
  events.reduce<Generation>((current, event) => {
    const moved = next(current, event, 2_000);
    if (moved.kind === "ignored") throw new Error(`${event.type} was ignored: ${moved.reason}`);
    return moved.generation;
  }, generation);

const attempt = { id: "att-1", number: 1, sendBefore: 12_000 };
const failure = { code: "engine_failed", message: "It broke.", providerCode: undefined } as const;

const artifact: Artifact = {
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

/** For tests: ways from queued to each status that the worker reaches. */
export const PATHS = {
  submitting: [{ type: "submit_intended", attempt }],
  running: [
    { type: "submit_intended", attempt },
    { type: "submit_accepted", operation: { run: "r1" }, pollAt: 2_500 },
  ],
  collecting: [
    { type: "submit_intended", attempt },
    { type: "submit_accepted", operation: { run: "r1" }, pollAt: 2_500 },
    { type: "provider_done", result: { at: "somewhere" } },
  ],
  succeeded: [
    { type: "submit_intended", attempt },
    { type: "submit_accepted", operation: { run: "r1" }, pollAt: 2_500 },
    { type: "provider_done", result: { at: "somewhere" } },
    { type: "collected", artifacts: [artifact] },
  ],
  failed: [{ type: "refused", failure }],
  cancelled: [{ type: "cancel_asked", answer: { stops: true, billing: "not_billed" } }],
  expired: [
    { type: "submit_intended", attempt },
    { type: "submit_accepted", operation: { run: "r1" }, pollAt: 2_500 },
    { type: "provider_forgot", failure },
  ],
  needs_review: [
    { type: "submit_intended", attempt },
    { type: "submit_unknown", tried: ["the list was looked at"], nextLookAt: 9_000 },
  ],
} as const satisfies Record<string, readonly Parameters<typeof next>[1][]>;
