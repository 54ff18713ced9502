import { z } from "zod";
import { type Answer, isSuccess, readAnswer } from "../kit/answer.ts";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { ProviderTrouble } from "../kit/provider-trouble.ts";
import { unknownStatus } from "../kit/unknown-status.ts";
import type { CodeTable, VendorWords } from "../kit/vendor-words.ts";

const idSchema = z.string().regex(/^[\w-]{1,128}$/u);

/** What is stored of a prompt in its queue. */
export const operationSchema = z.object({ prompt: idSchema });
export type Operation = z.infer<typeof operationSchema>;

const fileSchema = z.object({
  filename: z.string().min(1),
  subfolder: z.string().default(""),
  type: z.enum(["output", "temp"]),
});

/** A file in one of the server's folders. */
export const resultSchema = fileSchema;
export type Result = z.infer<typeof resultSchema>;

/** Its own codes are the types of Python's exceptions, of whatever node: they say nothing that could be relied on. */
export const CODES: CodeTable = [[/^no_film$/u, "result_unusable"]];

const text = z.string().optional().catch(undefined);
const errorSchema = z.object({ error: z.object({ type: text, message: z.string(), details: text }) });
const nodeErrorsSchema = z.object({
  node_errors: z.record(
    z.string(),
    z.object({ class_type: text, errors: z.array(z.object({ message: text, details: text })) }),
  ),
});

/** The error of the whole, and of each node that is at fault. */
export const wordsOf = ({ json }: Answer): VendorWords | undefined => {
  const parsed = errorSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { type, message, details } = parsed.data.error;
  const nodes = Object.entries(nodeErrorsSchema.safeParse(json).data?.node_errors ?? {});
  const faults = nodes.flatMap(([id, node]) =>
    node.errors.map((one) => `${node.class_type ?? "node"} ${id}: ${one.message ?? ""} ${one.details ?? ""}`.trim()),
  );
  return { code: type, message: [message, details ?? "", ...faults].filter((part) => part !== "").join("; ") };
};

export const readAccepted = ({ json }: Answer): Operation | undefined => {
  const parsed = z.object({ prompt_id: idSchema }).safeParse(json);
  return parsed.success ? { prompt: parsed.data.prompt_id } : undefined;
};

export const readUpload = (answer: Answer): string => {
  const { name, subfolder } = readAnswer(
    answer,
    z.object({ name: z.string().min(1), subfolder: z.string().default("") }),
  );
  return subfolder === "" ? name : `${subfolder}/${name}`;
};

/** `[number, prompt_id, workflow, …]`. */
const itemSchema = z.tuple([z.number(), z.string()], z.unknown());
const queueSchema = z.object({ queue_running: z.array(itemSchema), queue_pending: z.array(itemSchema) });

/** Where a prompt stands in the queue; undefined where it is not in it. */
export const placeInQueue = (answer: Answer, { prompt }: Operation): "running" | "pending" | undefined => {
  const { queue_running: running, queue_pending: pending } = readAnswer(answer, queueSchema);
  if (running.some(([, id]) => id === prompt)) return "running";
  return pending.some(([, id]) => id === prompt) ? "pending" : undefined;
};

const detailSchema = z.object({ node_type: text, exception_type: text, exception_message: text });
const entrySchema = z.object({
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  status: z
    .object({ status_str: z.string(), messages: z.array(z.tuple([z.string(), z.unknown()])).catch([]) })
    .nullish(),
});
type Entry = z.infer<typeof entrySchema>;

/** What the history holds of one prompt; undefined where it holds nothing. */
export const entryOf = (answer: Answer, { prompt }: Operation): Entry | undefined =>
  readAnswer(answer, z.record(z.string(), entrySchema))[prompt];

/** How a prompt that is in the history ended. */
export const readEntry = (entry: Entry, call: Pick<Call, "failure">): Reading<Result> => {
  // Old servers kept no status.
  const status = entry.status?.status_str ?? "success";
  switch (status) {
    case "success":
      return readOutputs(entry, call);
    case "error":
      return readError(entry, call);
    default:
      return { kind: "running", warnings: [unknownStatus(status)] };
  }
};

const readError = ({ status }: Entry, call: Pick<Call, "failure">): Reading<Result> => {
  const messages = status?.messages ?? [];
  if (messages.some(([name]) => name === "execution_interrupted")) return { kind: "cancelled" };
  const [, detail] = messages.find(([name]) => name === "execution_error") ?? [];
  const { node_type: node, exception_type: code, exception_message: message } = detailSchema.catch({}).parse(detail);
  const said = message ?? "the workflow ended with an error";
  return {
    kind: "failed",
    failure: call.failure({ code, message: node === undefined ? said : `${node}: ${said}` }),
  };
};

/** What is a film, the best first: of those after the first the gateway makes an MP4. */
const FILM_ENDINGS = [".mp4", ".webm", ".webp", ".gif"];

/** Each node tells its files in a list of its own: `images`, `gifs`, `video`. Kept files go before temporary ones. */
const filmIn = ({ outputs }: Entry): Result | undefined => {
  const files = Object.values(outputs)
    .flatMap((node) => Object.values(node))
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .flatMap((file) => fileSchema.safeParse(file).data ?? []);
  for (const type of ["output", "temp"]) {
    for (const ending of FILM_ENDINGS) {
      const film = files.findLast((file) => file.type === type && file.filename.toLowerCase().endsWith(ending));
      if (film !== undefined) return film;
    }
  }
  return undefined;
};

/** The history does not change any more: a workflow that made no film never will. */
const NO_FILM: VendorWords = {
  code: "no_film",
  message: "the workflow ended without an MP4, WebM, WebP or GIF file: it needs a node such as SaveVideo",
};

const readOutputs = (entry: Entry, call: Pick<Call, "failure">): Reading<Result> => {
  const film = filmIn(entry);
  return film === undefined ? { kind: "failed", failure: call.failure(NO_FILM) } : { kind: "done", result: film };
};

/** The server says nothing but that it heard. */
export const requireHeard = (answer: Answer): void => {
  if (!isSuccess(answer)) throw new ProviderTrouble(`it did not take the cancel (status ${answer.status})`);
};
