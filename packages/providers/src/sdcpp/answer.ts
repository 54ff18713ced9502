import { type CancelAnswer, Failure } from "@kinora/contract";
import { z } from "zod";
import { type Answer, isSuccess, readAnswer } from "../kit/answer.ts";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { unknownStatus } from "../kit/unknown-status.ts";
import type { CodeTable, VendorWords } from "../kit/vendor-words.ts";

/** What is stored of a job, before and after it is done: the film lies inside the job's own answer. */
export const operationSchema = z.object({ job: z.string().regex(/^[\w-]{1,128}$/u) });
export type Operation = z.infer<typeof operationSchema>;

/** Its refusals are told by their status, and the one code of a job's end (`generation_failed`) says no more than that. */
export const CODES: CodeTable = [];

const text = z.string().optional().catch(undefined);
const refusalSchema = z.object({ error: z.string(), message: text });
const endSchema = z.object({ code: text, message: text }).nullish().catch(undefined);

/** A sentence; or, of what it did not expect, a code with a sentence. */
export const wordsOf = ({ json }: Answer): VendorWords | undefined => {
  const parsed = refusalSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { error, message } = parsed.data;
  return message === undefined ? { code: undefined, message: error } : { code: error, message };
};

export const readAccepted = ({ json }: Answer): Operation | undefined => {
  const parsed = z.object({ id: operationSchema.shape.job }).safeParse(json);
  return parsed.success ? { job: parsed.data.id } : undefined;
};

/** 404: it never knew it, or was started anew since; 410: it was done more than ten minutes ago. */
export const isUnknownJob = ({ status }: Answer): boolean => status === 404 || status === 410;

const jobSchema = z.object({ id: operationSchema.shape.job, status: z.string(), error: endSchema });

/** How a job stands. */
export const readJob = (answer: Answer, call: Pick<Call, "failure">): Reading<Operation> => {
  if (isUnknownJob(answer)) return { kind: "forgotten" };
  const { id: job, status, error } = readAnswer(answer, jobSchema);
  switch (status) {
    case "queued":
      return { kind: "running", stage: "queued" };
    case "generating":
      return { kind: "running", stage: "generating" };
    case "completed":
      return { kind: "done", result: { job } };
    case "failed":
      return { kind: "failed", failure: call.failure({ code: error?.code, message: error?.message }) };
    case "cancelled":
      return { kind: "cancelled" };
    default:
      return { kind: "running", warnings: [unknownStatus(status)] };
  }
};

/** A stop that came too late is a conflict: what generates cannot be interrupted. A job that has ended is answered as it is. */
export const readCancel = (answer: Answer): CancelAnswer => {
  const ended = isSuccess(answer) ? readAnswer(answer, jobSchema).status : undefined;
  return { stops: isUnknownJob(answer) || ended === "cancelled", billing: "not_billed" };
};

const filmSchema = z.object({ result: z.object({ b64_json: z.string().min(1) }) });

/** The film in the answer of a job that is done. Throws Failure of the `result_…` codes. */
export const readFilm = (answer: Answer): Uint8Array => {
  if (isUnknownJob(answer)) {
    throw new Failure("result_gone", { detail: "The server keeps a finished job for ten minutes: it has gone." });
  }
  if (!isSuccess(answer)) {
    throw new Failure("result_unreachable", { detail: `The server answered with status ${answer.status}.` });
  }
  const parsed = filmSchema.safeParse(answer.json);
  if (parsed.success) return Buffer.from(parsed.data.result.b64_json, "base64");
  throw new Failure("result_unusable", { detail: "There is no film in the server's answer." });
};

const capabilitiesSchema = z.object({
  supported_modes: z.array(z.string()),
  output_formats_by_mode: z
    .object({ vid_gen: z.array(z.string()) })
    .partial()
    .optional()
    .catch(undefined),
});

/** What can be made an MP4, the best first: each is written once, with the least loss. */
const FORMATS = ["webm", "webp", "avi"] as const;
export type OutputFormat = (typeof FORMATS)[number];

/** What films the server writes. Throws Failure `provider_rejected` where it makes none. */
export const readCapabilities = (answer: Answer): { readonly outputFormat: OutputFormat } => {
  if (answer.status === 404) throw noFilms("it has no sdcpp API: a newer one is needed");
  const { supported_modes: modes, output_formats_by_mode: formats } = readAnswer(answer, capabilitiesSchema);
  if (!modes.includes("vid_gen")) throw noFilms(`the model that it was started with makes ${listed(modes)} only`);
  const written = formats?.vid_gen;
  const outputFormat = written === undefined ? FORMATS[0] : FORMATS.find((one) => written.includes(one));
  if (outputFormat === undefined) throw noFilms(`it writes ${listed(written ?? [])} only`);
  return { outputFormat };
};

const listed = (names: readonly string[]): string => (names.length === 0 ? "nothing" : names.join(", "));

const noFilms = (why: string): Failure =>
  new Failure("provider_rejected", { detail: `The stable-diffusion.cpp server cannot make videos: ${why}.` });
