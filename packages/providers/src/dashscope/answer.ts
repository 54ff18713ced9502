import { RESOLUTIONS } from "@kinora/contract";
import { z } from "zod";
import { type Answer, isSuccess, readAnswer } from "../kit/answer.ts";
import type { Made } from "../kit/billed-by-list.ts";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { ProviderTrouble } from "../kit/provider-trouble.ts";
import { unknownStatus } from "../kit/unknown-status.ts";
import type { CodeTable, VendorWords } from "../kit/vendor-words.ts";

/** What is stored of a task. */
export const operationSchema = z.object({ task: z.string().regex(/^[\w-]{1,128}$/u) });
export type Operation = z.infer<typeof operationSchema>;

/** Where a film lies: a signed address, for a day. */
export const resultSchema = z.object({ url: z.url() });
export type Result = z.infer<typeof resultSchema>;

/** The vendor's table of error codes, read on 2026-11-22. The first that matches counts. */
export const CODES: CodeTable = [
  [/DataInspection|IPInfringementSuspect/u, "provider_refused_content"],
  [/^InvalidApiKey|^(?:Workspace\.|Model\.)?AccessDenied/u, "provider_auth"],
  [/^Throttling\.AllocationQuota|BillOverdue|CommodityNotPurchased|^Arrearage|^AllocationQuota/u, "provider_rejected"],
  [/^Throttling|^LimitRequests/u, "try_later"],
  [
    /^InvalidParameter|^InvalidURL|^BadRequest|^UnsupportedOperation|^ModelNotFound|^InputDownloadFailed/u,
    "provider_rejected",
  ],
];

const text = z.string().optional().catch(undefined);
const errorSchema = z.object({ code: text, message: text });
const acceptedSchema = z.object({ output: z.object({ task_id: operationSchema.shape.task }) });
const amount = z.number().positive().optional().catch(undefined);
/** Each generation of models tells it in words of its own; what is not understood is not there. */
const usageSchema = z
  .object({
    duration: amount,
    video_duration: amount,
    output_video_duration: amount,
    video_count: z.int().positive().catch(1),
    SR: z.union([z.int(), z.string()]).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

const taskSchema = z.object({
  usage: usageSchema,
  output: errorSchema.extend({ task_status: z.string(), video_url: text, orig_prompt: text }),
});

export const wordsOf = ({ json }: Answer): VendorWords | undefined => {
  const parsed = errorSchema.safeParse(json);
  if (!parsed.success || parsed.data.code === undefined) return undefined;
  return { code: parsed.data.code, message: parsed.data.message };
};

export const readAccepted = ({ json }: Answer): Operation | undefined => {
  const parsed = acceptedSchema.safeParse(json);
  return parsed.success ? { task: parsed.data.output.task_id } : undefined;
};

/** How a task stands. A status that nobody documents counts as running; UNKNOWN, a 200 all the same, is "no such task". */
export const readTask = (answer: Answer, call: Pick<Call, "failure">): Reading<Result> => {
  const { output, usage } = readAnswer(answer, taskSchema);
  const { task_status: status, video_url: url, code, message } = output;
  switch (status) {
    case "PENDING":
      return { kind: "running", stage: "queued" };
    case "RUNNING":
    case "SUSPENDED":
      return { kind: "running", stage: "generating" };
    case "SUCCEEDED":
      return { kind: "done", result: readResult(url), ...madeOf(usage) };
    case "FAILED":
      return { kind: "failed", failure: call.failure({ code, message }) };
    case "CANCELED":
      return { kind: "cancelled" };
    case "UNKNOWN":
      return { kind: "forgotten" };
    default:
      return { kind: "running", warnings: [unknownStatus(status)] };
  }
};

/** What is billed: seconds of film, in a class of size (720, "720" or "720P"; until 2.1 as asked). */
const madeOf = (usage: z.infer<typeof usageSchema>): { readonly made?: Made } => {
  const seconds = usage?.duration ?? usage?.video_duration ?? usage?.output_video_duration;
  if (usage === undefined || seconds === undefined) return {};
  const size = `${Number.parseInt(String(usage.SR), 10)}p`;
  return { made: { seconds, videos: usage.video_count, resolution: RESOLUTIONS.find((one) => one === size) } };
};

/** The prompt that the task was given: told of a finished one only. */
export const readPrompt = (answer: Answer): string | undefined => readAnswer(answer, taskSchema).output.orig_prompt;

const readResult = (url: string | undefined): Result => {
  const parsed = resultSchema.safeParse({ url });
  if (parsed.success) return parsed.data;
  throw new ProviderTrouble("it says that the task has succeeded, and not where the film is");
};

/** 200, or 400 UnsupportedOperation for what is no longer waiting: that runs on, and is billed when it succeeds. */
export const readCancel = (answer: Answer): { stops: boolean; billing: "not_billed" | "may_be_billed" } =>
  isSuccess(answer) ? { stops: true, billing: "not_billed" } : { stops: false, billing: "may_be_billed" };

const listSchema = z.object({
  data: z.array(z.object({ task_id: operationSchema.shape.task, model_name: z.string(), gmt_create: z.number() })),
  total_page: z.number(),
});

/** One page of the account's tasks of the last 24 hours, with times in milliseconds since 1970. */
export const readList = (answer: Answer): z.infer<typeof listSchema> => readAnswer(answer, listSchema);
