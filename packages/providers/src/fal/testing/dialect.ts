import type { Dialect, FakeAnswer, FakeRequest } from "../../../../../test/fake-upstream/dialect.ts";
import type { FakeTask, TaskState, Vendor } from "../../../../../test/fake-upstream/vendor.ts";

const problem = (status: number, detail: unknown, type?: string): FakeAnswer => ({
  status,
  ...(type === undefined ? {} : { headers: { "x-fal-error-type": type } }),
  json: { detail, ...(type === undefined ? {} : { error_type: type }) },
});

/** What a model says of its input: a list. */
const invalid = (loc: readonly string[], msg: string, type: string): FakeAnswer =>
  problem(422, [{ loc, msg, type, url: `https://docs.fal.ai/errors#${type}`, input: {} }]);

const MODERATED = invalid(
  ["body", "prompt"],
  "The content could not be processed because it contained material flagged by a content checker.",
  "content_policy_violation",
);

type Input = Readonly<Record<string, unknown>>;

const isPicture = (value: unknown): boolean =>
  typeof value === "string" &&
  /^(?:https?:\/\/|data:image\/(?:jpeg|png|webp|gif|avif);base64,[A-Za-z0-9+/]+=*$)/u.test(value);

/** Which member an endpoint wants the picture in. */
const imageMemberOf = (endpoint: string): string =>
  /^fal-ai\/kling-video\/v(?:3|2\.6)\//u.test(endpoint) ? "start_image_url" : "image_url";

/** How an endpoint wants its length; undefined where it is not known here, and anything goes. */
const DURATIONS: readonly (readonly [RegExp, (value: unknown) => boolean])[] = [
  [/^fal-ai\/veo3/u, (value) => typeof value === "string" && /^[468]s$/u.test(value)],
  [/^fal-ai\/wan\/v2\.7\/|^fal-ai\/ltx-2|^xai\//u, (value) => Number.isInteger(value)],
  [/^wan\/|kling|hailuo|seedance/u, (value) => typeof value === "string" && /^\d+$/u.test(value)],
];

const faultOf = (endpoint: string, input: Input): FakeAnswer | undefined => {
  const member = imageMemberOf(endpoint);
  if (!isPicture(input[member])) return invalid(["body", member], "Field required", "missing");
  const [, isLength] = DURATIONS.find(([pattern]) => pattern.test(endpoint)) ?? [];
  const { duration } = input;
  if (duration !== undefined && isLength?.(duration) === false) {
    return invalid(["body", "duration"], "Input should be one of what the model takes", "literal_error");
  }
  return undefined;
};

const isLifecycle = (header: string | undefined): boolean => {
  try {
    return header === undefined || typeof JSON.parse(header) === "object";
  } catch {
    return false;
  }
};

/** The queue keeps requests under owner and app; what follows them is left out. */
const appOf = (endpoint: string): string => endpoint.split("/").slice(0, 2).join("/");

const linksOf = ({ id, model }: FakeTask, baseUrl: string): Record<string, string> => {
  const request = `${baseUrl}/${appOf(model)}/requests/${id}`;
  return { response_url: request, status_url: `${request}/status`, cancel_url: `${request}/cancel` };
};

const submit = ({ captured: [endpoint = ""], json, headers, baseUrl }: FakeRequest, vendor: Vendor): FakeAnswer => {
  if (typeof json !== "object" || json === null) return problem(400, "Invalid JSON", "bad_request");
  if (!isLifecycle(headers["x-fal-object-lifecycle-preference"])) {
    return problem(400, "Invalid object lifecycle preference", "bad_request");
  }
  const fault = faultOf(endpoint, json as Input);
  if (fault !== undefined) return fault;
  const task = vendor.accept({ model: endpoint, request: json });
  return {
    status: 200,
    json: {
      status: "IN_QUEUE",
      request_id: task.id,
      queue_position: 0,
      logs: null,
      metrics: {},
      ...linksOf(task, baseUrl),
    },
  };
};

const STATUSES: Readonly<Record<TaskState, string>> = {
  queued: "IN_QUEUE",
  running: "IN_PROGRESS",
  succeeded: "COMPLETED",
  failed: "COMPLETED",
  moderated: "COMPLETED",
  cancelled: "COMPLETED",
  odd: "UPSCALING",
};

/** What stands beside the status of a request that did not end well. */
const ERRORS: Partial<Record<TaskState, Record<string, string>>> = {
  failed: { error: "The runner encountered an internal server error.", error_type: "runner_server_error" },
  moderated: { error: "Unprocessable Entity" },
  cancelled: { error: "The request was cancelled by the client.", error_type: "client_cancelled" },
};

const UNKNOWN = problem(404, "Request not found");

/** A request of this app: others' addresses lead nowhere. */
const found = ({ captured: [app, id = ""] }: FakeRequest, vendor: Vendor): FakeTask | undefined => {
  const task = vendor.find(id);
  return task !== undefined && appOf(task.model) === app ? task : undefined;
};

const status = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = found(request, vendor);
  if (task === undefined) return UNKNOWN;
  const { state } = vendor.stateOf(task);
  return {
    status: STATUSES[state] === "COMPLETED" ? 200 : 202,
    json: {
      status: STATUSES[state],
      request_id: task.id,
      ...(state === "queued" ? { queue_position: 0 } : {}),
      ...ERRORS[state],
      ...linksOf(task, request.baseUrl),
    },
  };
};

/** Seconds of the file, which is longer than what was asked by a little. */
const billableUnits = ({ request }: FakeTask): number => {
  const { duration = 5 } = request as { readonly duration?: string | number };
  return Number.parseInt(String(duration), 10) + 0.04;
};

const result = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = found(request, vendor);
  if (task === undefined) return UNKNOWN;
  switch (vendor.stateOf(task).state) {
    case "queued":
    case "running":
    case "odd":
      return problem(400, "Request is still in progress");
    case "failed":
      return problem(500, "The runner encountered an internal server error.", "runner_server_error");
    case "moderated":
      return MODERATED;
    case "cancelled":
      return problem(499, "The request was cancelled by the client.", "client_cancelled");
    case "succeeded":
      return {
        status: 200,
        // fal's own client takes the id from here.
        headers: { "x-fal-request-id": task.id, "x-fal-billable-units": String(billableUnits(task)) },
        json: {
          video: {
            url: vendor.resultUrl(task),
            content_type: "video/mp4",
            file_name: "output.mp4",
            file_size: vendor.clip.length,
          },
          seed: 7,
        },
      };
  }
};

/** What waits is taken out; to what runs a signal goes, which this model does not heed. */
const cancel = (request: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = found(request, vendor);
  if (task === undefined) return { status: 404, json: { status: "NOT_FOUND" } };
  if (STATUSES[vendor.stateOf(task).state] === "COMPLETED")
    return { status: 400, json: { status: "ALREADY_COMPLETED" } };
  vendor.cancel(task);
  return { status: 202, json: { status: "CANCELLATION_REQUESTED" } };
};

const APP = "([\\w-][\\w.-]*/[\\w-][\\w.-]*)";
const REQUEST = `^/${APP}/requests/([\\w-]+)`;

/** fal's queue, as documented on 2026-11-23 (packages/providers/src/fal/README.md). */
export const dialect: Dialect = {
  name: "fal",
  authorized: ({ headers }, key) => headers["authorization"] === `Key ${key}`,
  routes: [
    { on: "poll", method: "GET", path: new RegExp(`${REQUEST}/status$`, "u"), answer: status },
    { on: "poll", method: "GET", path: new RegExp(`${REQUEST}$`, "u"), answer: result },
    { on: "cancel", method: "PUT", path: new RegExp(`${REQUEST}/cancel$`, "u"), answer: cancel },
    { on: "submit", method: "POST", path: /^\/([\w-][\w.-]*(?:\/[\w-][\w.-]*)+)$/u, answer: submit },
  ],
  refusals: {
    auth: problem(401, "Cannot access application. Authentication is required to access this application."),
    balance: problem(
      403,
      "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.",
    ),
    invalid: invalid(["body", "resolution"], "Input should be '720p' or '1080p'", "literal_error"),
    moderation: MODERATED,
    throttled: problem(429, "Too many concurrent requests.", "concurrent_requests_limit"),
    server_error: problem(500, "An unexpected internal error occurred.", "internal_error"),
  },
};
