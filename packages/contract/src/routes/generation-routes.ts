import { z } from "zod";
import { logEventSchema } from "../event-log.ts";
import { generationRequestSchema } from "../generation-request.ts";
import { cancelAnswerSchema, CONTENT_VARIANTS, generationViewSchema } from "../generation-view.ts";
import { ROUTE_ADDRESSES } from "../words/route-addresses.ts";
import { STATUSES } from "../words/statuses.ts";
import { byId, flag, IMAGE_FAILURES, type Route } from "./route.ts";

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

/** `ids=gen_1,gen_2`, or the parameter several times. */
export const archiveQuerySchema = z.strictObject({
  ids: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [
      ...new Set(
        [given]
          .flat()
          .flatMap((text) => text.split(","))
          .map((id) => id.trim())
          .filter((id) => id !== ""),
      ),
    ])
    .pipe(z.array(z.string().max(64)).min(1, "name at least one generation").max(100, "name at most 100 generations")),
});

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

/** What a person decides about a submit whose outcome is unknown. */
export const resolutionOfReviewSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("attach"), task_id: z.string().min(1).max(200) }),
  z.strictObject({ action: z.literal("give_up") }),
  z.strictObject({ action: z.literal("resubmit") }),
]);
export type ResolutionOfReview = z.infer<typeof resolutionOfReviewSchema>;

/** What is made, and what its owner does with it. */
export const GENERATION_ROUTES = {
  createGeneration: {
    ...ROUTE_ADDRESSES.createGeneration,
    summary: "Turn an image into a video: answers 202 at once, or waits with `Prefer: wait=N`.",
    body: generationRequestSchema,
    picture: "image",
    answer: generationViewSchema,
    statuses: [202, 200],
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
      "too_many_under_way",
      "webhook_url_forbidden",
      "body_too_large",
      "disk_full",
      "storage_unreachable",
      "overloaded",
      "draining",
    ],
  },
  listGenerations: {
    ...ROUTE_ADDRESSES.listGenerations,
    summary: "List generations, newest first.",
    query: listQuerySchema,
    answer: z.strictObject({ data: z.array(generationViewSchema), next_cursor: z.string().nullable() }),
    failures: ["bad_request"],
  },
  getGeneration: {
    ...ROUTE_ADDRESSES.getGeneration,
    summary: "Show one generation; `?wait=N` answers when it is settled, or after N seconds.",
    params: byId,
    query: z.strictObject({ wait: waitSeconds.optional() }),
    answer: generationViewSchema,
    failures: ["generation_not_found", "bad_request"],
  },
  generationEvents: {
    ...ROUTE_ADDRESSES.generationEvents,
    summary: "Follow one generation as server-sent events, from its first event or after `Last-Event-ID`.",
    params: byId,
    answer: logEventSchema,
    streams: "events",
    failures: ["generation_not_found"],
  },
  events: {
    ...ROUTE_ADDRESSES.events,
    summary:
      "Follow all of your generations as server-sent events, from now on or after `Last-Event-ID`; it ends when you leave.",
    answer: logEventSchema,
    streams: "events",
    failures: [],
  },
  generationContent: {
    ...ROUTE_ADDRESSES.generationContent,
    summary:
      "The bytes of an artifact, or of the picture it was made from: HEAD, Range and ETag work. A gif or webp is made when it is first asked for. `shown=true`: a picture that browsers cannot show (HEIC, TIFF) comes as WebP.",
    params: byId,
    query: z.strictObject({ variant: z.enum(CONTENT_VARIANTS).default("video"), shown: flag.optional() }),
    streams: "bytes",
    statuses: [200, 206],
    failures: [
      "generation_not_found",
      "artifact_not_ready",
      "artifact_not_found",
      "image_unreadable",
      "result_unusable",
      "disk_full",
      "draining",
      "bad_request",
      "range_not_satisfiable",
      "storage_unreachable",
    ],
  },
  archive: {
    ...ROUTE_ADDRESSES.archive,
    summary: "Several videos as one zip, made while it is sent: `?ids=gen_1,gen_2`, 100 at most.",
    query: archiveQuerySchema,
    streams: "bytes",
    failures: [
      "bad_option",
      "bad_request",
      "generation_not_found",
      "artifact_not_ready",
      "artifact_not_found",
      "storage_unreachable",
    ],
  },
  cancelGeneration: {
    ...ROUTE_ADDRESSES.cancelGeneration,
    summary: "Ask a generation to stop; says whether it stops and whether it may still be billed.",
    params: byId,
    answer: cancelAnswerSchema,
    statuses: [202],
    failures: ["generation_not_found"],
  },
  labelGeneration: {
    ...ROUTE_ADDRESSES.labelGeneration,
    summary: "Write a title, tags or a star on a generation: only what is given changes.",
    params: byId,
    body: labelsSchema,
    answer: generationViewSchema,
    failures: ["generation_not_found", "bad_request", "bad_option"],
  },
  trashGeneration: {
    ...ROUTE_ADDRESSES.trashGeneration,
    summary:
      "Put a generation into the trash: after 24 hours it is gone with its artifacts, whose addresses end at once. Free work that still runs is stopped first.",
    params: byId,
    answer: generationViewSchema,
    act: "generation.trashed",
    failures: ["generation_not_found", "state_conflict"],
  },
  restoreGeneration: {
    ...ROUTE_ADDRESSES.restoreGeneration,
    summary: "Take a generation back from the trash, with its artifacts' addresses.",
    params: byId,
    answer: generationViewSchema,
    act: "generation.restored",
    failures: ["generation_not_found"],
  },
  resolveGeneration: {
    ...ROUTE_ADDRESSES.resolveGeneration,
    summary:
      "Settle a submit whose outcome is unknown: attach the provider's task, give up, or send again (both may be billed).",
    params: byId,
    body: resolutionOfReviewSchema,
    answer: generationViewSchema,
    act: "generation.resolved",
    failures: [
      "generation_not_found",
      "bad_request",
      "bad_option",
      "state_conflict",
      "model_not_configured",
      "provider_timeout",
    ],
  },
} as const satisfies Record<string, Route>;
