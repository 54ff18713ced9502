import { providerTestSchema, providerViewSchema } from "./provider-view.ts";
import { z } from "zod";
import { logEventSchema } from "./event-log.ts";
import type { FailureCode } from "./failure.ts";
import { generationRequestSchema, imageSourceSchema } from "./generation-request.ts";
import { ARTIFACT_KINDS, cancelAnswerSchema, generationViewSchema, STATUSES } from "./generation-view.ts";
import { inspectionSchema } from "./inspection.ts";
import { modelViewSchema } from "./model.ts";
import { budgetLimitsSchema, budgetsSchema, quoteSchema, usageQuerySchema, usageSchema } from "./money.ts";
import { motionPlanSchema, planReportSchema } from "./motion-plan.ts";

const byId = z.strictObject({ id: z.string() });
/** A query knows only text. */
const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const waitSeconds = z.coerce.number().min(0).max(300);

export const listQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  status: z.enum(STATUSES).optional(),
  model: z.string().max(256).optional(),
  provider: z.string().max(64).optional(),
  /** Words of the prompt or the title. */
  q: z.string().max(500).optional(),
  tag: z.string().max(64).optional(),
  favourite: flag.optional(),
  /** Those in the trash, instead of all others. */
  trashed: flag.optional(),
  before: z.iso.datetime().optional(),
  after: z.iso.datetime().optional(),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

const oneLine = (most: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, "must be one line, without control characters");

/** What its owner writes on a generation: only what is given changes. */
export const labelsSchema = z.strictObject({
  /** Null takes it away. */
  title: oneLine(200).nullable().optional(),
  /** Takes the place of all tags. */
  tags: z.array(oneLine(64)).max(32).optional(),
  favourite: z.boolean().optional(),
});
export type LabelsRequest = z.infer<typeof labelsSchema>;

export const planRequestSchema = z.strictObject({
  prompt: z.string().max(20_000).optional(),
  image: imageSourceSchema.optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  duration_seconds: z.number().positive().max(60).optional(),
  fps: z.number().min(1).max(60).optional(),
  loop: z.boolean().optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

/** What a person decides about a submit whose outcome is unknown. */
export const resolutionOfReviewSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("attach"), task_id: z.string().min(1).max(200) }),
  z.strictObject({ action: z.literal("give_up") }),
  z.strictObject({ action: z.literal("resubmit") }),
]);
export type ResolutionOfReview = z.infer<typeof resolutionOfReviewSchema>;

export const limitsSchema = z.strictObject({
  upload_max_bytes: z.int(),
  image_max_pixels: z.int(),
  duration_seconds: z.strictObject({ min: z.number(), max: z.number() }),
  wait_max_seconds: z.int(),
});
export type Limits = z.infer<typeof limitsSchema>;

const IMAGE_FAILURES = [
  "image_missing",
  "image_unreadable",
  "image_unsupported",
  "image_too_large",
  "image_path_forbidden",
  "image_path_unreadable",
  "image_url_forbidden",
  "image_url_unreachable",
  "upload_not_found",
  // The image may be the last frame of another generation.
  "generation_not_found",
  "artifact_not_ready",
] as const satisfies readonly FailureCode[];

/** A picture that was sent ahead: `{"upload": id}` names it wherever a picture is wanted. The same bytes have the same id. */
export const uploadSchema = z.strictObject({
  id: z.string(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
});
export type UploadView = z.infer<typeof uploadSchema>;

interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
  readonly path: `/${string}`;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /**
   * The part of a multipart body that carries a picture: `image` beside the fields of `body`, or `file` alone, which may
   * also be the whole body.
   */
  readonly picture?: "image" | "file";
  /** The answer's JSON; absent where bytes or a stream are answered. */
  readonly answer?: z.ZodType;
  /** What the answer is where it is not JSON. */
  readonly streams?: "bytes" | "events";
  readonly failures: readonly FailureCode[];
}

/**
 * The native API, once: the server binds a handler to each row, and the SDK reads method, path and answer from it.
 */
export const ROUTES = {
  createGeneration: {
    method: "POST",
    path: "/api/v1/generations",
    summary: "Turn an image into a video: answers 202 at once, or waits with `Prefer: wait=N`.",
    body: generationRequestSchema,
    picture: "image",
    answer: generationViewSchema,
    failures: [
      "bad_request",
      "bad_option",
      "unsupported_option",
      ...IMAGE_FAILURES,
      "model_not_found",
      "model_not_configured",
      "model_does_not_fit",
      "idempotency_mismatch",
      "over_budget",
      "body_too_large",
      "draining",
    ],
  },
  listGenerations: {
    method: "GET",
    path: "/api/v1/generations",
    summary: "List generations, newest first.",
    query: listQuerySchema,
    answer: z.strictObject({ data: z.array(generationViewSchema), next_cursor: z.string().nullable() }),
    failures: ["bad_request"],
  },
  getGeneration: {
    method: "GET",
    path: "/api/v1/generations/:id",
    summary: "Show one generation; `?wait=N` answers when it is settled, or after N seconds.",
    params: byId,
    query: z.strictObject({ wait: waitSeconds.optional() }),
    answer: generationViewSchema,
    failures: ["generation_not_found", "bad_request"],
  },
  generationEvents: {
    method: "GET",
    path: "/api/v1/generations/:id/events",
    summary: "Follow one generation as server-sent events, from its first event or after `Last-Event-ID`.",
    params: byId,
    answer: logEventSchema,
    streams: "events",
    failures: ["generation_not_found"],
  },
  generationContent: {
    method: "GET",
    path: "/api/v1/generations/:id/content",
    summary: "The bytes of an artifact: HEAD, Range and ETag work. A gif or webp is made when it is first asked for.",
    params: byId,
    query: z.strictObject({ variant: z.enum(ARTIFACT_KINDS).default("video") }),
    streams: "bytes",
    failures: [
      "generation_not_found",
      "artifact_not_ready",
      "artifact_not_found",
      "result_unusable",
      "draining",
      "bad_request",
      "range_not_satisfiable",
    ],
  },
  cancelGeneration: {
    method: "POST",
    path: "/api/v1/generations/:id/cancel",
    summary: "Ask a generation to stop; says whether it stops and whether it may still be billed.",
    params: byId,
    answer: cancelAnswerSchema,
    failures: ["generation_not_found"],
  },
  labelGeneration: {
    method: "PATCH",
    path: "/api/v1/generations/:id",
    summary: "Write a title, tags or a star on a generation: only what is given changes.",
    params: byId,
    body: labelsSchema,
    answer: generationViewSchema,
    failures: ["generation_not_found", "bad_request", "bad_option"],
  },
  trashGeneration: {
    method: "DELETE",
    path: "/api/v1/generations/:id",
    summary:
      "Put a generation into the trash: after 24 hours it is gone with its artifacts, whose addresses end at once. Free work that still runs is stopped first.",
    params: byId,
    answer: generationViewSchema,
    failures: ["generation_not_found", "state_conflict"],
  },
  restoreGeneration: {
    method: "POST",
    path: "/api/v1/generations/:id/restore",
    summary: "Take a generation back from the trash, with its artifacts' addresses.",
    params: byId,
    answer: generationViewSchema,
    failures: ["generation_not_found"],
  },
  resolveGeneration: {
    method: "POST",
    path: "/api/v1/generations/:id/resolve",
    summary:
      "Settle a submit whose outcome is unknown: attach the provider's task, give up, or send again (both may be billed).",
    params: byId,
    body: resolutionOfReviewSchema,
    answer: generationViewSchema,
    failures: [
      "generation_not_found",
      "bad_request",
      "bad_option",
      "state_conflict",
      "model_not_configured",
      "provider_timeout",
    ],
  },
  plan: {
    method: "POST",
    path: "/api/v1/plan",
    summary: "The motion plan of a prompt, with a picture or from the words alone.",
    body: planRequestSchema,
    picture: "image",
    answer: z.strictObject({ plan: motionPlanSchema, report: planReportSchema }),
    failures: ["bad_request", ...IMAGE_FAILURES],
  },
  inspect: {
    method: "POST",
    path: "/api/v1/inspect",
    summary: "What the engine sees in a picture.",
    body: z.strictObject({ image: imageSourceSchema.optional() }),
    picture: "image",
    answer: inspectionSchema,
    failures: ["bad_request", ...IMAGE_FAILURES],
  },
  listModels: {
    method: "GET",
    path: "/api/v1/models",
    summary: "Every model with what it can do.",
    answer: z.strictObject({ data: z.array(modelViewSchema) }),
    failures: [],
  },
  listProviders: {
    method: "GET",
    path: "/api/v1/providers",
    summary: "Who makes videos here, and whether each is set up.",
    answer: z.strictObject({ data: z.array(providerViewSchema) }),
    failures: [],
  },
  getProvider: {
    method: "GET",
    path: "/api/v1/providers/:id",
    summary: "One provider as it stands here; a key is never shown.",
    params: byId,
    answer: providerViewSchema,
    failures: ["no_such_provider"],
  },
  testProvider: {
    method: "POST",
    path: "/api/v1/providers/:id/test",
    summary: "Ask a provider something that costs nothing, to see whether address and key are right.",
    params: byId,
    answer: providerTestSchema,
    failures: ["no_such_provider"],
  },
  quote: {
    method: "POST",
    path: "/api/v1/quote",
    summary: "What a request would cost with each model, and why one does not fit; nothing is sent to any provider.",
    body: generationRequestSchema,
    picture: "image",
    answer: z.strictObject({ quotes: z.array(quoteSchema) }),
    failures: ["bad_request", "bad_option", ...IMAGE_FAILURES],
  },
  getBudgets: {
    method: "GET",
    path: "/api/v1/budgets",
    summary: "What this installation may spend in a day and a month, and has.",
    answer: budgetsSchema,
    failures: ["forbidden"],
  },
  setBudgets: {
    method: "PUT",
    path: "/api/v1/budgets",
    summary: "Set both budgets, in US dollars; null is no limit. What would go over one is refused before it is sent.",
    body: budgetLimitsSchema,
    answer: budgetsSchema,
    failures: ["bad_request", "bad_option", "forbidden"],
  },
  usage: {
    method: "GET",
    path: "/api/v1/usage",
    summary: "What was billed, by day, provider and model.",
    query: usageQuerySchema,
    answer: usageSchema,
    failures: ["bad_request", "bad_option", "forbidden"],
  },
  upload: {
    method: "POST",
    path: "/api/v1/uploads",
    summary:
      "Send a picture ahead, as the part `file` of a form or as the body itself: requests then name it by its id.",
    picture: "file",
    answer: uploadSchema,
    failures: [
      "bad_request",
      "image_missing",
      "image_unreadable",
      "image_unsupported",
      "image_too_large",
      "disk_full",
      "draining",
    ],
  },
  limits: {
    method: "GET",
    path: "/api/v1/limits",
    summary: "What this server takes.",
    answer: limitsSchema,
    failures: [],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
