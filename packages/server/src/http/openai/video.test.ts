import type { GenerationView } from "@kinora/contract";
import { expect, test } from "vitest";
import { after, PATHS, sampleGeneration } from "../../stores/generation.sample.ts";
import { videoOf } from "./video.ts";

/** What of the native view this dialect shows. */
const view = (part: Partial<GenerationView> = {}): GenerationView =>
  ({
    prompt: "clouds drift",
    options: { duration_seconds: 4, resolution: "720p" },
    artifacts: [],
    ...part,
  }) as GenerationView;

const queued = sampleGeneration({ image: { ...sampleGeneration().image, width: 1600, height: 1200 } });

test.each([
  ["queued", { events: [], shown: "queued", code: null }],
  ["submitting", { events: PATHS.submitting, shown: "in_progress", code: null }],
  ["running", { events: PATHS.running, shown: "in_progress", code: null }],
  ["collecting", { events: PATHS.collecting, shown: "in_progress", code: null }],
  ["succeeded", { events: PATHS.succeeded, shown: "completed", code: null }],
  ["failed", { events: PATHS.failed, shown: "failed", code: "engine_failed" }],
  ["cancelled", { events: PATHS.cancelled, shown: "failed", code: "cancelled" }],
  ["expired", { events: PATHS.expired, shown: "failed", code: "expired" }],
  ["needs_review", { events: PATHS.needs_review, shown: "failed", code: "outcome_unknown" }],
] as const)("%s is shown as the table of the product says", (status, { events, shown, code }) => {
  const generation = after(queued, ...events);
  expect(generation.status).toBe(status);
  const video = videoOf(generation, view());
  expect([video.status, video.error?.code ?? null]).toEqual([shown, code]);
});

test("an unknown outcome says not to send again, which generation it is and how to settle it", () => {
  const generation = after(queued, ...PATHS.needs_review);
  const { error } = videoOf(generation, view());
  expect(error?.message).toBe(
    `It is not known whether the provider accepted ${generation.id}: do not send again. GET /api/v1/generations/${generation.id} says how to settle it.`,
  );
});

test("every key is always there, with null where there is nothing to say", () => {
  const { id, ...video } = videoOf(queued, view({ prompt: null }));
  expect(id).toMatch(/^gen_/u);
  expect({ ...video, x_kinora: "ours" }).toEqual({
    object: "video",
    model: "kinora-motion-1",
    status: "queued",
    progress: 0,
    created_at: 1,
    completed_at: null,
    expires_at: null,
    prompt: null,
    size: "960x720",
    seconds: "4",
    remixed_from_video_id: null,
    error: null,
    x_kinora: "ours",
  });
});

test("a finished video says its own size, the second it ended and 100", () => {
  const artifact = { kind: "video", width: 848, height: 480 } as GenerationView["artifacts"][number];
  const video = videoOf(after(queued, ...PATHS.succeeded), view({ artifacts: [artifact] }));
  expect([video.size, video.completed_at, video.progress]).toEqual(["848x480", 2, 100]);
});

test("what was made from another one's picture was remixed from it, what goes on from its last frame was not", () => {
  const source = sampleGeneration().id;
  const made = (frame: "first" | "last"): string | null =>
    videoOf(sampleGeneration({ madeFrom: { generation: source, frame } }), view()).remixed_from_video_id;
  expect([made("first"), made("last")]).toEqual([source, null]);
});
