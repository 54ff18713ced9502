import type { Dialect, FakeAnswer, FakeRequest } from "../../../../../test/fake-upstream/dialect.ts";
import { type FakeForm, readForm } from "../../../../../test/fake-upstream/read-form.ts";
import type { FakeTask, TaskState, Vendor } from "../../../../../test/fake-upstream/vendor.ts";

const STATUSES: Readonly<Record<TaskState, string>> = {
  queued: "queued",
  running: "in_progress",
  succeeded: "completed",
  failed: "failed",
  moderated: "failed",
  cancelled: "failed",
  odd: "finalizing",
};

interface Refused {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
}

const refusal = (status: number, error: Refused): FakeAnswer => ({
  status,
  json: { error: { ...error, param: null } },
});

const invalid = (message: string): FakeAnswer =>
  refusal(400, { type: "invalid_request_error", code: "invalid_value", message });

const isPicture = (file: Buffer | undefined): boolean =>
  file !== undefined &&
  (file.toString("latin1", 0, 2) === "\xff\xd8" || /PNG|WEBP/u.test(file.toString("latin1", 0, 12)));

const faultOf = ({ fields, files }: FakeForm): FakeAnswer | undefined => {
  if (!isPicture(files["input_reference"]?.bytes)) return invalid("input_reference must be an image.");
  if (fields["model"] === undefined) return invalid("model is required.");
  if (!/^\d+(?:\.\d+)?$/u.test(fields["seconds"] ?? "4")) return invalid("seconds must be a number.");
  if (!/^\d+x\d+$/u.test(fields["size"] ?? "720x1280")) return invalid("size must look like 720x1280.");
  return undefined;
};

const formOf = ({ request }: FakeTask): FakeForm => request as FakeForm;

const errorOf = (state: TaskState): Omit<Refused, "type"> | null => {
  if (state === "moderated") return { code: "moderation_blocked", message: "The output was blocked." };
  if (state === "failed") return { code: "internal_error", message: "The worker ran out of memory." };
  if (state === "cancelled") return { code: "cancelled", message: "It was aborted." };
  return null;
};

const SECOND_MS = 1000;

const videoOf = (task: FakeTask, vendor: Vendor): Readonly<Record<string, unknown>> => {
  const { state, progress } = vendor.stateOf(task);
  const { fields } = formOf(task);
  return {
    id: task.id,
    object: "video",
    model: task.model,
    status: STATUSES[state],
    progress,
    created_at: Math.floor(task.createdAt / SECOND_MS),
    completed_at: null,
    expires_at: null,
    prompt: fields["prompt"] ?? null,
    size: fields["size"] ?? "720x1280",
    seconds: fields["seconds"] ?? "4",
    remixed_from_video_id: null,
    error: errorOf(state),
  };
};

const submit = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const form = readForm(request);
  const fault = form === undefined ? invalid("The body must be a form.") : faultOf(form);
  if (form === undefined || fault !== undefined) return fault ?? invalid("The body must be a form.");
  return { status: 200, json: videoOf(vendor.accept({ model: form.fields["model"] ?? "", request: form }), vendor) };
};

const NOT_FOUND = refusal(404, {
  type: "invalid_request_error",
  code: "not_found",
  message: "No video with that id was found.",
});

const poll = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  return task === undefined ? NOT_FOUND : { status: 200, json: videoOf(task, vendor) };
};

const list = ({ query }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const all = vendor.list();
  const from = all.findIndex(({ id }) => id === query.get("after")) + 1;
  const shown = all.slice(from, from + Number(query.get("limit") ?? 20));
  return {
    status: 200,
    json: {
      object: "list",
      data: shown.map((task) => videoOf(task, vendor)),
      first_id: shown[0]?.id ?? null,
      last_id: shown.at(-1)?.id ?? null,
      has_more: from + shown.length < all.length,
    },
  };
};

/** Ends what runs, as vLLM-Omni does. */
const remove = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(request.captured[0] ?? "");
  if (task === undefined) return NOT_FOUND;
  vendor.cancel(task, { whenRunning: true });
  return { status: 200, json: { id: task.id, object: "video.deleted", deleted: true } };
};

const content = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  if (task === undefined || vendor.stateOf(task).state !== "succeeded") return NOT_FOUND;
  return {
    status: 200,
    headers: { "content-type": "video/mp4", "content-length": String(vendor.clip.length) },
    bytes: vendor.clip,
  };
};

/** A server of OpenAI's `/v1/videos` (packages/providers/src/openai-videos/README.md). */
export const dialect: Dialect = {
  name: "openai-videos",
  authorized: ({ headers }, key) => headers["authorization"] === `Bearer ${key}`,
  routes: [
    { on: "submit", method: "POST", path: /^\/v1\/videos$/u, answer: submit },
    { on: "list", method: "GET", path: /^\/v1\/videos$/u, answer: list },
    { on: "result", method: "GET", path: /^\/v1\/videos\/([\w-]+)\/content$/u, answer: content },
    { on: "poll", method: "GET", path: /^\/v1\/videos\/([\w-]+)$/u, answer: poll },
    { on: "cancel", method: "DELETE", path: /^\/v1\/videos\/([\w-]+)$/u, answer: remove },
    {
      on: "other",
      method: "GET",
      path: /^\/v1\/models$/u,
      answer: () => ({ status: 200, json: { object: "list", data: [{ id: "wan2.2-i2v", object: "model" }] } }),
    },
  ],
  refusals: {
    auth: refusal(401, {
      type: "invalid_request_error",
      code: "invalid_api_key",
      message: "Incorrect API key provided.",
    }),
    balance: refusal(403, {
      type: "insufficient_quota",
      code: "insufficient_quota",
      message: "You exceeded your quota.",
    }),
    invalid: invalid("seconds must be one of '4', '8', '12'."),
    moderation: refusal(400, {
      type: "invalid_request_error",
      code: "moderation_blocked",
      message: "Your request was blocked by our moderation system.",
    }),
    throttled: refusal(429, { type: "requests", code: "rate_limit_exceeded", message: "Rate limit reached." }),
    server_error: refusal(500, { type: "server_error", code: null, message: "The server had an error." }),
  },
};
