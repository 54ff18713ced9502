import type { Dialect, FakeAnswer, FakeRequest } from "../../../../../test/fake-upstream/dialect.ts";
import type { RequestKind } from "../../../../../test/fake-upstream/rules.ts";
import type { FakeTask, Vendor } from "../../../../../test/fake-upstream/vendor.ts";

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refusal = (status: number, error: string, message?: string): FakeAnswer => ({
  status,
  json: { error, ...(message === undefined ? {} : { message }) },
});

const NUMBERS = ["width", "height", "video_frames", "fps", "seed"];
const FORMATS: readonly unknown[] = ["webm", "webp", "avi"];
const PICTURE = /^data:image\/(?:png|jpeg);base64,[\w+/]+=*$/u;

const faultIn = (body: Members): string | undefined => {
  const odd = NUMBERS.find((name) => Object.hasOwn(body, name) && !Number.isInteger(body[name]));
  if (odd !== undefined) return "invalid generation parameters";
  const pictures = [body["init_image"], body["end_image"]].filter((picture) => picture !== undefined);
  if (!pictures.every((picture) => typeof picture === "string" && PICTURE.test(picture)))
    return "invalid generation parameters";
  return FORMATS.includes(body["output_format"] ?? "webm")
    ? undefined
    : "invalid output_format, must be one of [webm, webp, avi]";
};

const secondsOf = (ms: number): number => Math.floor(ms / 1000);

const submit = ({ json: body }: FakeRequest, vendor: Vendor): FakeAnswer => {
  if (!isObject(body)) return refusal(400, "invalid json", "parse error");
  const fault = faultIn(body);
  if (fault !== undefined) return refusal(400, fault);
  const { id, createdAt } = vendor.accept({ model: "loaded", request: body });
  const created = secondsOf(createdAt);
  return {
    status: 202,
    json: { id, kind: "vid_gen", status: "queued", created, poll_url: `/sdcpp/v1/jobs/${id}` },
  };
};

const endOf = (task: FakeTask, vendor: Vendor): Members => {
  switch (vendor.stateOf(task).state) {
    case "queued":
      return { status: "queued", queue_position: 1 };
    case "running":
      return { status: "generating" };
    case "succeeded": {
      const film = vendor.otherClips.webm.toString("base64");
      const result = { output_format: "webm", mime_type: "video/webm", fps: 12, frame_count: 60, b64_json: film };
      return { status: "completed", result };
    }
    case "failed":
    case "moderated":
      return {
        status: "failed",
        error: { code: "generation_failed", message: "generate_video returned no results" },
      };
    case "cancelled":
      return { status: "cancelled", error: { code: "cancelled", message: "job cancelled by client" } };
    case "odd":
      return { status: "paused" };
  }
};

const jobOf = (task: FakeTask, vendor: Vendor): FakeAnswer => ({
  status: 200,
  json: {
    id: task.id,
    kind: "vid_gen",
    created: secondsOf(task.createdAt),
    started: null,
    completed: null,
    queue_position: 0,
    result: null,
    error: null,
    ...endOf(task, vendor),
  },
});

const NOT_FOUND = refusal(404, "job not found");

const job = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  return task === undefined ? NOT_FOUND : jobOf(task, vendor);
};

/** The answer about a job that is done carries the film. */
const kindOfLook = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): RequestKind => {
  const task = vendor.find(id);
  return task !== undefined && vendor.stateOf(task).state === "succeeded" ? "result" : "poll";
};

/** Only what waits can be stopped. */
const cancel = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  if (task === undefined) return NOT_FOUND;
  if (vendor.stateOf(task).state === "running") {
    return refusal(409, "job is currently generating and cannot be interrupted yet");
  }
  vendor.cancel(task);
  return jobOf(task, vendor);
};

const CAPABILITIES = {
  model: { name: "wan2.2-i2v.gguf", stem: "wan2.2-i2v", path: "/models/wan2.2-i2v.gguf" },
  current_mode: "vid_gen",
  supported_modes: ["vid_gen"],
  output_formats_by_mode: { vid_gen: FORMATS },
  features_by_mode: { vid_gen: { init_image: true, end_image: true, cancel_queued: true, cancel_generating: false } },
  limits: { min_width: 64, max_width: 4096, min_height: 64, max_height: 4096, max_queue_size: 64 },
};

/** The server of stable-diffusion.cpp as read on 2026-11-23 (packages/providers/src/sdcpp/README.md), behind a proxy that may want a key. */
export const dialect: Dialect = {
  name: "sdcpp",
  authorized: ({ headers }, key) =>
    headers["authorization"] === undefined || headers["authorization"] === `Bearer ${key}`,
  routes: [
    { on: "submit", method: "POST", path: /^\/sdcpp\/v1\/vid_gen$/u, answer: submit },
    { on: kindOfLook, method: "GET", path: /^\/sdcpp\/v1\/jobs\/([\w-]+)$/u, answer: job },
    { on: "cancel", method: "POST", path: /^\/sdcpp\/v1\/jobs\/([\w-]+)\/cancel$/u, answer: cancel },
    {
      on: "other",
      method: "GET",
      path: /^\/sdcpp\/v1\/capabilities$/u,
      answer: () => ({ status: 200, json: CAPABILITIES }),
    },
  ],
  refusals: {
    auth: refusal(401, "the proxy wants another key"),
    balance: refusal(400, "loaded model does not support vid_gen"),
    invalid: refusal(400, "invalid generation parameters"),
    moderation: refusal(400, "invalid generation parameters"),
    throttled: refusal(429, "job queue is full"),
    server_error: refusal(500, "server_error", "std::bad_alloc"),
  },
};
