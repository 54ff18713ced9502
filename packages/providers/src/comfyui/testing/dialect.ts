import { createHash } from "node:crypto";
import type { Dialect, FakeAnswer, FakeRequest } from "../../../../../test/fake-upstream/dialect.ts";
import { readForm } from "../../../../../test/fake-upstream/read-form.ts";
import type { FakeTask, Vendor } from "../../../../../test/fake-upstream/vendor.ts";

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fault = (type: string, message: string, details = ""): FakeAnswer => ({
  status: 400,
  json: { error: { type, message, details, extra_info: {} }, node_errors: {} },
});

/** Uploaded pictures by their names; a name bears what it holds, so that two servers can share it. */
const uploads = new Map<string, Buffer>();

/** Into a subfolder, as some set-ups keep theirs: its name is what the answer says, not what was sent. */
const upload = (request: FakeRequest): FakeAnswer => {
  const file = readForm(request)?.files["image"];
  if (file === undefined) return { status: 400 };
  const subfolder = createHash("sha256").update(file.bytes).digest("hex").slice(0, 16);
  uploads.set(`${subfolder}/${file.fileName}`, file.bytes);
  return { status: 200, json: { name: file.fileName, subfolder, type: "input" } };
};

/** Nodes of a workflow, each with its class and inputs. */
const nodesOf = (workflow: Members): { id: string; type: unknown; inputs: Members }[] =>
  Object.entries(workflow).flatMap(([id, node]) =>
    isObject(node) && isObject(node["inputs"]) ? [{ id, type: node["class_type"], inputs: node["inputs"] }] : [],
  );

const NUMBERS: readonly string[] = ["seed", "steps", "width", "height", "length", "fps"];

const faultInWorkflow = (workflow: Members): FakeAnswer | undefined => {
  const failed = (id: string, details: string): FakeAnswer => {
    const errors = [{ type: "custom_validation_failed", message: "Custom validation failed for node", details }];
    return {
      status: 400,
      json: {
        error: { type: "prompt_outputs_failed_validation", message: "Prompt outputs failed validation", details: "" },
        node_errors: { [id]: { errors, class_type: "node", dependent_outputs: [] } },
      },
    };
  };
  for (const { id, type, inputs } of nodesOf(workflow)) {
    const { image } = inputs;
    if (type === "LoadImage" && !uploads.has(String(image))) return failed(id, `Invalid image file: ${String(image)}`);
    const odd = NUMBERS.find((name) => Object.hasOwn(inputs, name) && typeof inputs[name] !== "number");
    if (odd !== undefined) return failed(id, `${odd} is no number`);
  }
  return undefined;
};

const pictures = (workflow: Members): string[] =>
  nodesOf(workflow)
    .filter(({ type }) => type === "LoadImage")
    .map(({ inputs }) => uploads.get(String(inputs["image"]))?.toString("base64") ?? "");

const submit = ({ json }: FakeRequest, vendor: Vendor): FakeAnswer => {
  if (!isObject(json) || !isObject(json["prompt"])) return fault("no_prompt", "No prompt provided");
  const { prompt: workflow, prompt_id: id } = json;
  const wrong = faultInWorkflow(workflow);
  if (wrong !== undefined) return wrong;
  const request = { ...json, pictures: pictures(workflow) };
  const task = vendor.accept({ model: "workflow", request, ...(typeof id === "string" ? { id } : {}) });
  return { status: 200, json: { prompt_id: task.id, number: 1, node_errors: {} } };
};

const item = (task: FakeTask): unknown[] => [1, task.id, (task.request as Members)["prompt"], {}, ["58"]];

const kept = (vendor: Vendor): FakeTask[] => vendor.list().filter((task) => vendor.find(task.id) !== undefined);

const queue = (_: FakeRequest, vendor: Vendor): FakeAnswer => {
  const inState = (state: string): unknown[][] =>
    kept(vendor)
      .filter((task) => vendor.stateOf(task).state === state)
      .map(item);
  return { status: 200, json: { queue_running: inState("running"), queue_pending: inState("queued") } };
};

/** Those that had begun when they were stopped: only they are in the history. */
const interrupted = new WeakSet<FakeTask>();

const ended = (task: FakeTask, status: string, messages: unknown[]): Members => ({
  prompt: item(task),
  outputs: {},
  status: { status_str: status, completed: status === "success", messages },
  meta: {},
});

/** Nodes that write a film, by what they write; SaveVideo and its like write MP4. */
const WRITERS: Readonly<Record<string, "webm" | "webp" | "gif">> = {
  SaveWEBM: "webm",
  SaveAnimatedWEBP: "webp",
  VHS_VideoCombine: "gif",
};

const endingOf = ({ request }: FakeTask): "mp4" | "webm" | "webp" | "gif" => {
  const workflow = isObject(request) && isObject(request["prompt"]) ? request["prompt"] : {};
  const writer = nodesOf(workflow).find(({ type }) => typeof type === "string" && Object.hasOwn(WRITERS, type));
  return typeof writer?.type === "string" ? (WRITERS[writer.type] ?? "mp4") : "mp4";
};

/** Each writer tells its files in a list of its own. */
const outputsOf = (task: FakeTask): Members => {
  const ending = endingOf(task);
  const file = { filename: `kinora_00001_.${ending}`, subfolder: "video", type: "output" };
  return { "58": ending === "gif" ? { gifs: [file] } : { images: [file], animated: [true] } };
};

const entryOf = (task: FakeTask, vendor: Vendor): Members | undefined => {
  const id = { prompt_id: task.id };
  switch (vendor.stateOf(task).state) {
    case "succeeded":
      return { ...ended(task, "success", [["execution_success", id]]), outputs: outputsOf(task) };
    case "failed":
    case "moderated": {
      const what = { node_id: "3", node_type: "KSampler", exception_type: "torch.OutOfMemoryError" };
      const error = { ...id, ...what, exception_message: "Allocation on device" };
      return ended(task, "error", [["execution_error", error]]);
    }
    case "cancelled":
      return interrupted.has(task) ? ended(task, "error", [["execution_interrupted", id]]) : undefined;
    case "odd":
      return ended(task, "paused", []);
    case "queued":
    case "running":
      return undefined;
  }
};

const history = ({ captured: [id = ""] }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const task = vendor.find(id);
  const entry = task && entryOf(task, vendor);
  return { status: 200, json: entry === undefined ? {} : { [id]: entry } };
};

const stop = (id: unknown, state: "queued" | "running", vendor: Vendor): void => {
  const task = typeof id === "string" ? vendor.find(id) : undefined;
  if (task === undefined || vendor.stateOf(task).state !== state) return;
  if (state === "running") interrupted.add(task);
  vendor.cancel(task, { whenRunning: true });
};

const deleteFromQueue = ({ json }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const ids = isObject(json) && Array.isArray(json["delete"]) ? (json["delete"] as unknown[]) : [];
  for (const id of ids) stop(id, "queued", vendor);
  return { status: 200 };
};

const interrupt = ({ json }: FakeRequest, vendor: Vendor): FakeAnswer => {
  stop(isObject(json) ? json["prompt_id"] : undefined, "running", vendor);
  return { status: 200 };
};

const view = ({ query }: FakeRequest, vendor: Vendor): FakeAnswer => {
  const [, ending = ""] = /^kinora_00001_\.(mp4|webm|webp|gif)$/u.exec(query.get("filename") ?? "") ?? [];
  if (query.get("subfolder") !== "video" || query.get("type") !== "output") return { status: 404 };
  const films: Readonly<Record<string, Buffer>> = { mp4: vendor.clip, ...vendor.otherClips };
  const bytes = films[ending];
  if (bytes === undefined) return { status: 404 };
  const type = ending === "mp4" || ending === "webm" ? `video/${ending}` : `image/${ending}`;
  return { status: 200, headers: { "content-type": type }, bytes };
};

/** ComfyUI's server as read on 2026-11-23 (packages/providers/src/comfyui/README.md), behind a proxy that may want a key. */
export const dialect: Dialect = {
  name: "comfyui",
  authorized: ({ headers }, key) =>
    headers["authorization"] === undefined || headers["authorization"] === `Bearer ${key}`,
  routes: [
    { on: "submit", method: "POST", path: /^\/prompt$/u, answer: submit },
    { on: "poll", method: "GET", path: /^\/queue$/u, answer: queue },
    { on: "poll", method: "GET", path: /^\/history\/([\w-]+)$/u, answer: history },
    { on: "cancel", method: "POST", path: /^\/queue$/u, answer: deleteFromQueue },
    { on: "cancel", method: "POST", path: /^\/interrupt$/u, answer: interrupt },
    { on: "upload", method: "POST", path: /^\/upload\/image$/u, answer: upload },
    { on: "result", method: "GET", path: /^\/view$/u, answer: view },
    {
      on: "other",
      method: "GET",
      path: /^\/system_stats$/u,
      answer: () => ({ status: 200, json: { system: { os: "posix", comfyui_version: "0.3.60" }, devices: [] } }),
    },
  ],
  refusals: {
    auth: { status: 401, json: { error: { type: "unauthorized", message: "The proxy wants another key" } } },
    balance: fault("invalid_prompt", "Cannot execute because a node is missing the class_type property."),
    invalid: fault("invalid_prompt", "Cannot execute because node WanImageToVideo does not exist.", "Node ID '#50'"),
    moderation: fault("prompt_no_outputs", "Prompt has no outputs"),
    throttled: { status: 429, json: { error: { type: "busy", message: "The proxy has too many requests" } } },
    server_error: { status: 500, json: { error: { type: "internal", message: "Internal Server Error" } } },
  },
};
