import { createHash } from "node:crypto";
import type { Dialect, FakeAnswer, FakeRequest } from "../../../../../test/fake-upstream/dialect.ts";
import { readForm } from "../../../../../test/fake-upstream/read-form.ts";
import type { FakeTask, TaskState, Vendor } from "../../../../../test/fake-upstream/vendor.ts";

const HOUR_MS = 3_600_000;
const PAGE_SIZE = 100;

const problem = (status: number, title: string, detail: string): FakeAnswer & { readonly json: object } => ({
  status,
  headers: { "content-type": "application/problem+json" },
  json: { title, detail, status },
});

const invalid = (field: string, description: string): FakeAnswer => {
  const refusal = problem(422, "Input validation failed", `- ${field}: ${description}`);
  return { ...refusal, json: { ...refusal.json, invalid_fields: [{ type: "invalid", field, description }] } };
};

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPicture = (value: unknown): boolean =>
  typeof value === "string" && /^(?:https?:\/\/|data:image\/[\w+.-]+;base64,[A-Za-z0-9+/]+=*$)/u.test(value);

/** Which member a model wants the picture in. */
const IMAGE_MEMBERS: readonly (readonly [RegExp, string])[] = [
  [/^minimax\//u, "first_frame_image"],
  [/^kwaivgi\//u, "start_image"],
  [/./u, "image"],
];

const TOP_LEVEL: ReadonlySet<string> = new Set(["input", "version", "webhook", "webhook_events_filter", "stream"]);

const isSize = (model: string, resolution: unknown): boolean =>
  resolution === undefined || !model.startsWith("minimax/") || resolution === "768p" || resolution === "1080p";

const faultInInput = (model: string, input: Members): FakeAnswer | undefined => {
  const [, member = "image"] = IMAGE_MEMBERS.find(([pattern]) => pattern.test(model)) ?? [];
  const { [member]: picture, duration = 5, resolution } = input;
  if (!isPicture(picture)) return invalid(`input.${member}`, "Does not match format 'uri'");
  if (!Number.isInteger(duration)) return invalid("input.duration", "Invalid type. Expected: integer");
  if (!isSize(model, resolution)) return invalid("input.resolution", "must be one of its own");
  return undefined;
};

const faultOf = (model: string, body: unknown): FakeAnswer | undefined => {
  if (!isObject(body) || !isObject(body["input"])) return invalid("input", "input is required");
  const unknown = Object.keys(body).find((name) => !TOP_LEVEL.has(name));
  if (unknown !== undefined) return invalid("", `Additional property ${unknown} is not allowed`);
  return faultInInput(model, body["input"]);
};

const STATUSES: Readonly<Record<TaskState, string>> = {
  queued: "starting",
  running: "processing",
  succeeded: "succeeded",
  failed: "failed",
  moderated: "failed",
  cancelled: "canceled",
  odd: "finalizing",
};

const ERRORS: Partial<Record<TaskState, string>> = {
  failed: "The model ran out of memory and was terminated (E1001)",
  moderated: "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
};

interface Request {
  readonly version?: string;
  readonly input: Members;
}

const time = (ms: number): string => new Date(ms).toISOString();

/** Whether it ever ran: before it was cancelled, or now. */
const hasBegun = (task: FakeTask, vendor: Vendor): boolean =>
  task.cancelledAt === undefined ? vendor.stateOf(task).state !== "queued" : begunBeforeCancel.has(task);
const begunBeforeCancel = new WeakSet<FakeTask>();

const predictionOf = (task: FakeTask, vendor: Vendor, baseUrl: string): Members => {
  const { state } = vendor.stateOf(task);
  const { version = "hidden", input } = task.request as Request;
  const isRemoved = vendor.now() - task.createdAt > HOUR_MS;
  const own = `${baseUrl}/v1/predictions/${task.id}`;
  return {
    id: task.id,
    model: task.model,
    version,
    input: isRemoved ? {} : input,
    logs: "",
    output: state === "succeeded" && !isRemoved ? vendor.resultUrl(task) : null,
    data_removed: isRemoved,
    error: ERRORS[state] ?? null,
    source: "api",
    status: STATUSES[state],
    created_at: time(task.createdAt),
    started_at: hasBegun(task, vendor) ? time(task.createdAt) : null,
    urls: { get: own, cancel: `${own}/cancel`, web: `https://replicate.com/p/${task.id}` },
  };
};

const accept = (model: string, { json, baseUrl }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const fault = faultOf(model, json);
  if (fault !== undefined) return fault;
  return { status: 201, json: predictionOf(vendor.accept({ model, request: json }), vendor, baseUrl) };
};

const submit = (request: FakeRequest, vendor: Vendor): FakeAnswer => accept(request.captured[0] ?? "", request, vendor);

/** A version tells its model only to the vendor: the fake has one of its own. */
const submitVersion = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const version = isObject(request.json) ? request.json["version"] : undefined;
  if (typeof version !== "string") return invalid("version", "version is required");
  return accept("acme/of-a-version", request, vendor);
};

const NOT_FOUND = problem(404, "Not found", "The requested resource could not be found.");

const poll = ({ captured: [id = ""], baseUrl }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  return task === undefined ? NOT_FOUND : { status: 200, json: predictionOf(task, vendor, baseUrl) };
};

const cancel = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(request.captured[0] ?? "");
  if (task === undefined) return NOT_FOUND;
  if (vendor.stateOf(task).state === "running") begunBeforeCancel.add(task);
  vendor.cancel(task, { whenRunning: true });
  return poll(request, vendor);
};

/** A hundred a page, newest first, with the address of the next. */
const list = ({ query, baseUrl }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const from = Number(query.get("cursor") ?? 0);
  const all = vendor.list();
  const to = from + PAGE_SIZE;
  const next = to < all.length ? `${baseUrl}/v1/predictions?cursor=${to}` : null;
  const results = all.slice(from, to).map((task) => predictionOf(task, vendor, baseUrl));
  return { status: 200, json: { previous: null, next, results } };
};

const upload = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const file = readForm(request)?.files["content"]?.bytes;
  if (file === undefined) return invalid("content", "content is required");
  const sha256 = createHash("sha256").update(file).digest("hex");
  const id = sha256.slice(0, 32);
  return {
    status: 201,
    json: {
      id,
      size: file.length,
      checksums: { sha256 },
      created_at: time(vendor.now()),
      expires_at: time(vendor.now() + 24 * HOUR_MS),
      urls: { get: `${request.baseUrl}/v1/files/${id}` },
    },
  };
};

/** Replicate, as documented on 2026-11-23 (packages/providers/src/replicate/README.md). */
export const dialect: Dialect = {
  name: "replicate",
  authorized: ({ headers }, key) => headers["authorization"] === `Bearer ${key}`,
  routes: [
    { on: "submit", method: "POST", path: /^\/v1\/models\/([\w.-]+\/[\w.-]+)\/predictions$/u, answer: submit },
    { on: "submit", method: "POST", path: /^\/v1\/predictions$/u, answer: submitVersion },
    { on: "list", method: "GET", path: /^\/v1\/predictions$/u, answer: list },
    { on: "poll", method: "GET", path: /^\/v1\/predictions\/([\w-]+)$/u, answer: poll },
    { on: "cancel", method: "POST", path: /^\/v1\/predictions\/([\w-]+)\/cancel$/u, answer: cancel },
    { on: "upload", method: "POST", path: /^\/v1\/files$/u, answer: upload },
    {
      on: "other",
      method: "GET",
      path: /^\/v1\/account$/u,
      answer: () => ({ status: 200, json: { type: "user", username: "acme", name: "Acme" } }),
    },
  ],
  refusals: {
    auth: problem(401, "Unauthenticated", "You did not pass a valid authentication token"),
    balance: problem(402, "Insufficient credit", "You have insufficient credit to run this model."),
    invalid: invalid("input.resolution", 'must be one of the following: "480p", "720p", "1080p"'),
    // It has none of its own: models look at content when they run.
    moderation: invalid("input.prompt", "Invalid type. Expected: string"),
    throttled: {
      status: 429,
      json: { detail: "Request was throttled. Your rate limit resets in ~30s." },
    },
    server_error: problem(500, "Internal Server Error", "An unexpected error occurred."),
  },
};
