import type { CancelAnswer } from "@kinora/contract";
import { z } from "zod";
import { type Answer, isSuccess, readAnswer } from "../kit/answer.ts";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { ProviderTrouble } from "../kit/provider-trouble.ts";
import { unknownStatus } from "../kit/unknown-status.ts";
import type { CodeTable, VendorWords } from "../kit/vendor-words.ts";

/** What is stored of a prediction. */
export const operationSchema = z.object({ prediction: z.string().regex(/^[\w-]{1,128}$/u) });
export type Operation = z.infer<typeof operationSchema>;

/** Where a film lies: a public address, for an hour. */
export const resultSchema = z.object({ url: z.url() });
export type Result = z.infer<typeof resultSchema>;

/** What models say of content that they refuse; the API's own refusals are told by their status. */
export const CODES: CodeTable = [
  [/^E005$|^NSFW$/u, "provider_refused_content"],
  [/^Insufficient credit$/u, "provider_rejected"],
];

const text = z.string().optional().catch(undefined);
const fieldSchema = z.object({ field: text, description: text });
const problemSchema = z.object({
  title: text,
  detail: z.string(),
  invalid_fields: z.array(fieldSchema).optional().catch(undefined),
});

/** RFC 7807. */
export const wordsOf = ({ json }: Answer): VendorWords | undefined => {
  const parsed = problemSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { title, detail, invalid_fields: fields = [] } = parsed.data;
  const faults = fields.map(({ field = "", description = "" }) => `${field} ${description}`.trim());
  return { code: title, message: [detail, ...faults].join(" ") };
};

export const readAccepted = ({ json }: Answer): Operation | undefined => {
  const parsed = z.object({ id: operationSchema.shape.prediction }).safeParse(json);
  return parsed.success ? { prediction: parsed.data.id } : undefined;
};

const predictionSchema = z.object({
  status: z.string(),
  output: z.unknown().optional(),
  error: text.nullable(),
  data_removed: z.boolean().optional().catch(undefined),
});
type Prediction = z.infer<typeof predictionSchema>;

/** How a prediction stands. */
export const readPrediction = (answer: Answer, call: Pick<Call, "failure">): Reading<Result> => {
  if (answer.status === 404) return { kind: "forgotten" };
  const prediction = readAnswer(answer, predictionSchema);
  switch (prediction.status) {
    case "starting":
      return { kind: "running", stage: "queued" };
    case "processing":
      return { kind: "running", stage: "generating" };
    case "succeeded":
      return readOutput(prediction);
    case "failed":
      return { kind: "failed", failure: call.failure(wordsOfFailure(prediction.error)) };
    case "canceled":
      return { kind: "cancelled" };
    case "aborted":
      return { kind: "failed", failure: call.failure(ABORTED) };
    default:
      return { kind: "running", warnings: [unknownStatus(prediction.status)] };
  }
};

const ABORTED: VendorWords = { code: "aborted", message: "it did not begin within an hour, and is not billed" };

/** A model's error is a sentence; some of them bear a number, such as E005. */
const wordsOfFailure = (error: string | null | undefined): VendorWords => {
  const message = error ?? undefined;
  const [number] = /\bE\d{3,5}\b/u.exec(message ?? "") ?? [];
  return { code: number ?? (/\bNSFW\b/u.test(message ?? "") ? "NSFW" : undefined), message };
};

const addressSchema = z.url({ protocol: /^https?$/u });
/** One file, or a list of them, as the model was written. */
const outputSchema = z.union([addressSchema, z.tuple([addressSchema], z.unknown()).transform(([first]) => first)]);

/** Input and output are removed after an hour; the prediction stays. */
const readOutput = ({ output, data_removed: isRemoved }: Prediction): Reading<Result> => {
  const parsed = outputSchema.safeParse(output);
  if (parsed.success) return { kind: "done", result: { url: parsed.data } };
  if (isRemoved === true) return { kind: "forgotten" };
  throw new ProviderTrouble("it says that the prediction has succeeded, and not where the film is");
};

const cancelledSchema = z.object({ status: z.string(), started_at: text.nullable() });

/** The prediction as it is after the cancel: one that never began costs nothing. */
export const readCancel = (answer: Answer): CancelAnswer => {
  if (!isSuccess(answer)) return { stops: false, billing: "may_be_billed" };
  const { status, started_at: startedAt } = readAnswer(answer, cancelledSchema);
  const isStopped = status === "canceled" || status === "aborted";
  const hasBegun = startedAt !== null && startedAt !== undefined;
  return { stops: isStopped, billing: isStopped && !hasBegun ? "not_billed" : "may_be_billed" };
};

export const readUpload = (answer: Answer): string =>
  readAnswer(answer, z.object({ urls: z.object({ get: addressSchema }) })).urls.get;

const listSchema = z.object({
  next: z.string().nullable(),
  results: z.array(
    z.object({
      id: operationSchema.shape.prediction,
      model: z.string(),
      version: text.nullable(),
      source: text.nullable(),
      input: z.object({ prompt: text }).optional().catch(undefined),
      created_at: z.iso.datetime({ offset: true }).transform((at) => Date.parse(at)),
    }),
  ),
});
export type Listed = z.infer<typeof listSchema>["results"][number];

/** One page of the account's predictions, newest first, with times in milliseconds since 1970. */
export const readList = (answer: Answer): z.infer<typeof listSchema> => readAnswer(answer, listSchema);
