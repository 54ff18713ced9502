import type { Dialect, FakeAnswer, FakeRequest } from "../../../../../test/fake-upstream/dialect.ts";
import type { FakeTask, TaskState, Vendor } from "../../../../../test/fake-upstream/vendor.ts";

const STATUSES: Readonly<Record<TaskState, string>> = {
  queued: "PENDING",
  running: "RUNNING",
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  moderated: "FAILED",
  cancelled: "CANCELED",
  odd: "POST_PROCESSING",
};

const requestId = "7574ee8f-38a3-4b1e-9280-11c33ab46e51";

const refusal = (status: number, code: string, message: string): FakeAnswer => ({
  status,
  json: { code, message, request_id: requestId },
});

interface SubmitBody {
  readonly model?: string;
  readonly input?: {
    readonly prompt?: string;
    readonly img_url?: string;
    readonly media?: readonly { readonly type: string; readonly url: string }[];
  };
  readonly parameters?: { readonly duration?: number; readonly resolution?: string };
}

const isPicture = (url: string | undefined): boolean =>
  url !== undefined &&
  /^(?:https?:\/\/|oss:\/\/|data:image\/(?:jpeg|png|bmp|webp);base64,[A-Za-z0-9+/]+=*$)/u.test(url);

const takesMedia = (model: string): boolean => /^wan(?:2\.7|3\.)/u.test(model);

/** What is wrong with a submit, as far as the vendor documents it. */
const faultOf = ({ model, input }: SubmitBody, headers: FakeRequest["headers"]): FakeAnswer | undefined => {
  if (headers["x-dashscope-async"] !== "enable") {
    return refusal(403, "AccessDenied", "current user api does not support synchronous calls.");
  }
  if (model === undefined || !model.startsWith("wan")) return refusal(404, "ModelNotFound", "Model not exist.");
  const pictures = takesMedia(model) ? (input?.media ?? []).map(({ url }) => url) : [input?.img_url];
  if (pictures.length === 0 || !pictures.every(isPicture))
    return refusal(400, "InvalidParameter", "Field required: img_url");
  return undefined;
};

const submit = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const body = (request.json ?? {}) as SubmitBody;
  const fault = faultOf(body, request.headers);
  if (fault !== undefined) return fault;
  const task = vendor.accept({ model: body.model ?? "", request: body });
  return { status: 200, json: { output: { task_status: "PENDING", task_id: task.id }, request_id: requestId } };
};

/** UTC+8, no offset: 2026-11-22 20:00:00.000 */
const localTime = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().replace("T", " ").slice(0, 23);

const outputOf = (task: FakeTask, vendor: Vendor): Record<string, unknown> => {
  const { state } = vendor.stateOf(task);
  const body = task.request as SubmitBody;
  const output = { task_id: task.id, task_status: STATUSES[state], submit_time: localTime(task.createdAt) };
  if (state === "succeeded")
    return { ...output, orig_prompt: body.input?.prompt ?? "", video_url: vendor.resultUrl(task) };
  if (state === "failed")
    return { ...output, code: "InternalError.Algo", message: "The algorithm could not make a video." };
  if (state === "moderated") {
    return { ...output, code: "DataInspectionFailed", message: "Output data may contain inappropriate content." };
  }
  return output;
};

const usageOf = ({ request }: FakeTask): Record<string, unknown> => {
  const { parameters = {} } = request as SubmitBody;
  return { duration: parameters.duration ?? 5, SR: parameters.resolution?.replace("P", "") ?? 720, video_count: 1 };
};

const poll = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  // Never there, or no more: a 200 all the same.
  if (task === undefined) {
    return { status: 200, json: { request_id: requestId, output: { task_id: id, task_status: "UNKNOWN" } } };
  }
  const usage = vendor.stateOf(task).state === "succeeded" ? { usage: usageOf(task) } : {};
  return { status: 200, json: { request_id: requestId, output: outputOf(task, vendor), ...usage } };
};

const list = ({ query }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const size = Number(query.get("page_size") ?? 10);
  const page = Number(query.get("page_no") ?? 1);
  const asked = vendor.list().filter(({ model }) => (query.get("model_name") ?? model) === model);
  const shown = asked.slice((page - 1) * size, page * size).map((task) => ({
    api_key_id: "15",
    gmt_create: task.createdAt,
    model_name: task.model,
    region: "cn-beijing",
    request_id: requestId,
    start_time: task.createdAt,
    status: STATUSES[vendor.stateOf(task).state],
    task_id: task.id,
  }));
  const totals = { total: asked.length, total_page: Math.ceil(asked.length / size), page_no: page, page_size: size };
  return { status: 200, json: { ...totals, data: shown, request_id: requestId } };
};

const cancel = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  if (task !== undefined && vendor.cancel(task)) return { status: 200, json: { request_id: requestId } };
  return refusal(
    400,
    "UnsupportedOperation",
    "Failed to cancel the task, please confirm if the task is in PENDING status.",
  );
};

/** Alibaba Model Studio, as documented on 2026-11-22 (packages/providers/src/dashscope/README.md). */
export const dialect: Dialect = {
  name: "dashscope",
  authorized: ({ headers }, key) => headers["authorization"] === `Bearer ${key}`,
  routes: [
    {
      on: "submit",
      method: "POST",
      path: /^\/api\/v1\/services\/aigc\/video-generation\/video-synthesis$/u,
      answer: submit,
    },
    { on: "list", method: "GET", path: /^\/api\/v1\/tasks\/?$/u, answer: list },
    { on: "poll", method: "GET", path: /^\/api\/v1\/tasks\/([\w-]+)$/u, answer: poll },
    { on: "cancel", method: "POST", path: /^\/api\/v1\/tasks\/([\w-]+)\/cancel$/u, answer: cancel },
  ],
  refusals: {
    auth: refusal(401, "InvalidApiKey", "Invalid API-key provided."),
    balance: refusal(400, "Arrearage", "Access denied, please make sure your account is in good standing."),
    invalid: refusal(400, "InvalidParameter", "duration must be in [5]"),
    moderation: refusal(400, "DataInspectionFailed", "Input data may contain inappropriate content."),
    throttled: refusal(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later."),
    server_error: refusal(500, "InternalError", "An internal error has occured, please try again later."),
  },
};
