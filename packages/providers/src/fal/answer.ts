import type { CancelAnswer } from "@kinora/contract";
import { z } from "zod";
import { type Answer, isSuccess, readAnswer } from "../kit/answer.ts";
import type { Made } from "../kit/billed-by-list.ts";
import type { Call, Order, Reading } from "../kit/http-adapter.ts";
import { ProviderTrouble } from "../kit/provider-trouble.ts";
import { unknownStatus } from "../kit/unknown-status.ts";
import type { CodeTable, VendorWords } from "../kit/vendor-words.ts";
import { endpointOf } from "./models.ts";

const addressSchema = z.url().max(500).optional().catch(undefined);

/** What is stored of a request: its id, its app, and the addresses that the queue gave. */
export const operationSchema = z.object({
  request: z.string().regex(/^[\w-]{1,128}$/u),
  app: z.string().regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*){1,2}$/u),
  urls: z.object({ status: z.url().max(500), result: z.url().max(500), cancel: z.url().max(500) }).nullable(),
});
export type Operation = z.infer<typeof operationSchema>;

/** Where a film lies: a public address, for as long as was asked. */
export const resultSchema = z.object({ url: z.url() });
export type Result = z.infer<typeof resultSchema>;

/** The vendor's error types, read on 2026-11-23. The first that matches counts. */
export const CODES: CodeTable = [
  [/^content_policy_violation$/u, "provider_refused_content"],
  [/^concurrent_requests_limit$/u, "try_later"],
  [/^User is locked$|^bad_request$|^feature_not_supported$/u, "provider_rejected"],
  [/^(?:image|file|video|audio|archive)_|^unsupported_|^face_detection_error$/u, "provider_rejected"],
  [/^missing$|^(?:greater|less)_than|^(?:string|int|float|enum|literal|value|multiple)_/u, "provider_rejected"],
];

const text = z.string().optional().catch(undefined);
const detailSchema = z.object({ msg: text, type: text, loc: z.array(z.union([z.string(), z.number()])).catch([]) });
const problemSchema = z.object({ detail: z.union([z.string(), z.array(detailSchema).min(1)]), error_type: text });

/** An account without money is told so in a sentence, without a type. */
const LOCKED = "User is locked";

/** A model's refusal is a list of what is wrong; the queue's own is a sentence, with a type beside it. */
export const wordsOf = ({ json, headers }: Answer): VendorWords | undefined => {
  const parsed = problemSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { detail, error_type: type = headers["x-fal-error-type"] } = parsed.data;
  if (typeof detail === "string") {
    return { code: type ?? (detail.startsWith(LOCKED) ? LOCKED : undefined), message: detail };
  }
  const [first] = detail;
  return { code: first?.type ?? type, message: detail.map(sentenceOf).join(" ") };
};

const sentenceOf = ({ loc, msg = "" }: z.infer<typeof detailSchema>): string => `${loc.join(".")}: ${msg}`;

const acceptedSchema = z.object({
  request_id: operationSchema.shape.request,
  status_url: addressSchema,
  response_url: addressSchema,
  cancel_url: addressSchema,
});

/** The part of an endpoint's name that its requests are kept under: owner and app, with the namespace where there is one. */
export const appOf = (endpoint: string): string => {
  const parts = endpoint.split("/");
  return parts.slice(0, ["workflows", "comfy"].includes(parts[0] ?? "") ? 3 : 2).join("/");
};

export const readAccepted = ({ json }: Answer, { model }: Pick<Order, "model">): Operation | undefined => {
  const parsed = acceptedSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { request_id: request, status_url: status, response_url: result, cancel_url: cancel } = parsed.data;
  const app = appOf(endpointOf(model.id));
  if (status === undefined || result === undefined || cancel === undefined) return { request, app, urls: null };
  return { request, app, urls: { status, result, cancel } };
};

const TAILS = { status: "/status", result: "", cancel: "/cancel" } as const;

/** Where to ask: as the queue said, if that is where our key may go; else as it says everywhere. */
export const addressOf = ({ request, app, urls }: Operation, what: keyof typeof TAILS, origin: string): string => {
  const given = urls?.[what];
  if (given !== undefined && URL.parse(given)?.origin === origin) return given;
  const owner = app.split("/").map(encodeURIComponent).join("/");
  return `/${owner}/requests/${encodeURIComponent(request)}${TAILS[what]}`;
};

const statusSchema = z.object({ status: z.string(), error: z.unknown().optional(), error_type: text });

/** How a request stands before its result is looked at. */
export type Standing =
  | Extract<Reading<Result>, { kind: "running" | "cancelled" | "forgotten" }>
  /** It has ended: well, or with an error, which the result tells in more words. */
  | { readonly kind: "ended"; readonly error: VendorWords | undefined };

/** A request that failed has the status COMPLETED too, with an error beside it. */
export const readStatus = (answer: Answer): Standing => {
  if (answer.status === 404) return { kind: "forgotten" };
  const { status, error, error_type: type } = readAnswer(answer, statusSchema);
  switch (status) {
    case "IN_QUEUE":
      return { kind: "running", stage: "queued" };
    case "IN_PROGRESS":
      return { kind: "running", stage: "generating" };
    case "COMPLETED":
      return type === "client_cancelled" ? { kind: "cancelled" } : { kind: "ended", error: errorOf(error, type) };
    default:
      return { kind: "running", warnings: [unknownStatus(status)] };
  }
};

const errorOf = (error: unknown, type: string | undefined): VendorWords | undefined => {
  if ((error === undefined || error === null) && type === undefined) return undefined;
  return { code: type, message: typeof error === "string" ? error : undefined };
};

const fileSchema = z.object({ url: z.url() });
const outputSchema = z.union([
  z.object({ video: fileSchema }).transform(({ video }) => video),
  z.object({ videos: z.tuple([fileSchema], fileSchema) }).transform(({ videos: [first] }) => first),
]);

/**
 * What a request that has ended came to. Its result has the HTTP status of its error. A 5xx is believed only where the
 * status told of an error too: it may be the queue that is in trouble, and the film that was paid for is there.
 */
export const readResult = (
  answer: Answer,
  error: VendorWords | undefined,
  call: Pick<Call, "failure">,
): Reading<Result> => {
  const words = wordsOf(answer);
  if (error !== undefined)
    return { kind: "failed", failure: call.failure(isSuccess(answer) ? error : fuller(words, error)) };
  if (isSuccess(answer)) return { kind: "done", result: readFilm(answer), ...madeOf(answer) };
  if (answer.status === 404) return { kind: "forgotten" };
  if (answer.status === 422 && words !== undefined) return { kind: "failed", failure: call.failure(words) };
  throw new ProviderTrouble(`it says that the request is complete, and answers with status ${answer.status}`, {
    status: answer.status,
  });
};

/** How many of its endpoint's units a request is billed for, which for films are mostly seconds of the file. */
const madeOf = ({ headers }: Answer): { readonly made?: Made } => {
  const units = Number(headers["x-fal-billable-units"]);
  return Number.isFinite(units) && units > 0 ? { made: { units } } : {};
};

/** The result's own words where they have a type. */
const fuller = (words: VendorWords | undefined, error: VendorWords): VendorWords =>
  words?.code === undefined ? error : words;

const readFilm = (answer: Answer): Result => {
  const parsed = outputSchema.safeParse(answer.json);
  if (parsed.success) return { url: parsed.data.url };
  throw new ProviderTrouble("it says that the request is complete, and not where the film is");
};

/**
 * What waited is taken out of the queue. To what runs a signal is sent, and its model decides: so it goes on, as far as
 * anybody knows, and a later poll tells of its end.
 */
export const readCancel = (before: Standing, answer: Answer): CancelAnswer => {
  if (before.kind === "cancelled") return { stops: true, billing: "may_be_billed" };
  const waited = before.kind === "running" && before.stage === "queued";
  return waited && isSuccess(answer)
    ? { stops: true, billing: "not_billed" }
    : { stops: false, billing: "may_be_billed" };
};
