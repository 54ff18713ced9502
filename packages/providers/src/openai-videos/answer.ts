import { z } from "zod";
import { type Answer, readAnswer } from "../kit/answer.ts";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { money } from "../kit/prices.ts";
import { unknownStatus } from "../kit/unknown-status.ts";
import type { CodeTable, VendorWords } from "../kit/vendor-words.ts";

/** What is stored of a video, before and after it is done: servers name it in many ways, so only its length is bounded. */
export const operationSchema = z.object({ video: z.string().regex(/^[\w.:=~+-]{1,1024}$/u) });
export type Operation = z.infer<typeof operationSchema>;

/** OpenAI's error codes and types, and what servers of its shape made of them. */
export const CODES: CodeTable = [
  [/moderation|content_policy|content_filter|safety/iu, "provider_refused_content"],
  [/invalid_api_key|authentication|unauthorized|permission/iu, "provider_auth"],
  [/insufficient_quota|billing|balance/iu, "provider_rejected"],
  [/rate_limit|too_many_requests|queue_full/iu, "try_later"],
  [/invalid_request|invalid_value|model_not_found|unsupported/iu, "provider_rejected"],
];

const text = z.string().nullish().catch(undefined);
const errorSchema = z.object({
  message: text,
  type: text,
  code: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(undefined),
});

const wordsIn = ({ code, type, message }: z.infer<typeof errorSchema>): VendorWords => ({
  code: code ?? type ?? undefined,
  message: message ?? undefined,
});

/** OpenAI's envelope; FastAPI servers answer `detail` where they never came to write one. */
export const wordsOf = ({ json }: Answer): VendorWords | undefined => {
  const enveloped = z.object({ error: errorSchema }).safeParse(json);
  if (enveloped.success) return wordsIn(enveloped.data.error);
  const bare = z.object({ detail: z.string() }).safeParse(json);
  return bare.success ? { code: undefined, message: bare.data.detail } : undefined;
};

export const readAccepted = ({ json }: Answer): Operation | undefined => {
  const parsed = z.object({ id: operationSchema.shape.video }).safeParse(json);
  return parsed.success ? { video: parsed.data.id } : undefined;
};

const videoSchema = z.object({
  id: operationSchema.shape.video,
  status: z.string(),
  progress: z.number().min(0).max(100).optional().catch(undefined),
  error: errorSchema.nullish().catch(undefined),
  /** As text at OpenAI, as a number elsewhere. */
  seconds: z.coerce.number().positive().optional().catch(undefined),
  usage: z
    .object({ cost: z.number().min(0) })
    .optional()
    .catch(undefined),
});

type Standing = "queued" | "running" | "done" | "failed" | "cancelled" | "forgotten";

/** OpenAI's words (queued, in_progress, completed, failed), and those of servers that found them too few. */
const STANDINGS: ReadonlyMap<string, Standing> = new Map([
  ["queued", "queued"],
  ["pending", "queued"],
  ["in_progress", "running"],
  ["processing", "running"],
  ["running", "running"],
  ["completed", "done"],
  ["succeeded", "done"],
  ["failed", "failed"],
  ["cancelled", "cancelled"],
  ["canceled", "cancelled"],
  ["deleted", "cancelled"],
  ["expired", "forgotten"],
]);

/** How a video stands. */
export const readVideo = (answer: Answer, call: Pick<Call, "failure">): Reading<Operation> => {
  if (answer.status === 404 || answer.status === 410) return { kind: "forgotten" };
  return readingOf(readAnswer(answer, videoSchema), call);
};

/** A status that nobody documents counts as running. */
const readingOf = (
  { id, status, progress, error, seconds, usage }: z.infer<typeof videoSchema>,
  call: Pick<Call, "failure">,
): Reading<Operation> => {
  const standing = STANDINGS.get(status);
  switch (standing) {
    case "queued":
      return { kind: "running", stage: "queued" };
    case "running":
      return { kind: "running", stage: "generating", ...(progress === undefined ? {} : { progress }) };
    case "done":
      return { kind: "done", result: { video: id }, ...billingOf({ seconds, usage }) };
    case "failed":
      return { kind: "failed", failure: call.failure(wordsIn(error ?? NO_WORDS)) };
    case "cancelled":
    case "forgotten":
      return { kind: standing };
    case undefined:
      return { kind: "running", warnings: [unknownStatus(status)] };
  }
};

/** Sellers such as OpenRouter tell what it cost, in dollars; most only how long it is. */
const billingOf = ({
  seconds,
  usage,
}: Pick<z.infer<typeof videoSchema>, "seconds" | "usage">): Pick<Done, "billed" | "made"> => ({
  ...(usage === undefined ? {} : { billed: money(usage.cost, "USD") }),
  ...(seconds === undefined ? {} : { made: { seconds, videos: 1, resolution: undefined } }),
});
type Done = Extract<Reading<Operation>, { kind: "done" }>;

const NO_WORDS = { message: undefined, type: undefined, code: undefined };

const SECOND_MS = 1000;

const listSchema = z.object({
  data: z.array(
    z.object({
      id: operationSchema.shape.video,
      model: text,
      prompt: text,
      // Whole seconds: what was made at 12.9 says 12.
      created_at: z.number().transform((seconds) => seconds * SECOND_MS),
    }),
  ),
  last_id: text,
  has_more: z.boolean().optional().catch(undefined),
});
export type Listed = z.infer<typeof listSchema>["data"][number];

/** One page of the videos, newest first, with times in milliseconds since 1970. */
export const readList = (answer: Answer): z.infer<typeof listSchema> => readAnswer(answer, listSchema);
