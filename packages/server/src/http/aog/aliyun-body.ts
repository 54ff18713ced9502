import { Failure, generationRequestSchema, type Warning } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { IncomingImage } from "../../app/image-intake/incoming-image.ts";
import { parseWith } from "../parse-with.ts";
import type { AogSuccess } from "./aog-answer.ts";
import type { AogRequest } from "./aog-request.ts";

/**
 * DashScope's own body of an image-to-video task, `{model, input: {prompt, img_url, …}, parameters: {…}}`:
 * https://help.aliyun.com/zh/model-studio/image-to-video-api-reference, as of November 2026.
 */
type Body = Readonly<Record<string, unknown>>;

const INPUT_FIELDS: ReadonlySet<string> = new Set(["prompt", "img_url", "negative_prompt"]);
/** What the vendor's parameters are called here. */
const PARAMETERS: Readonly<Record<string, string>> = {
  resolution: "resolution",
  duration: "duration_seconds",
  seed: "seed",
};

const objectOf = (value: unknown, name: string): Body => {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value as Body).filter(([, one]) => one !== null));
  }
  throw new Failure("bad_request", { detail: `${name} must be a JSON object.` });
};

const imageOf = (url: unknown): IncomingImage => {
  if (typeof url !== "string" || url === "") {
    throw new Failure("image_missing", {
      detail: "image request param lost: input.img_url must be an address, a data URI or file:// and a path.",
    });
  }
  if (url.startsWith("data:")) return { base64: url };
  if (url.startsWith("file://")) return { path: url.slice("file://".length) };
  return { url };
};

const leftOut = (name: string): Warning => ({
  option: name.slice(0, 64),
  code: "unknown_field",
  message: `${name.slice(0, 64)} means nothing here: it was left out.`,
});

/** Reads a native body. What the vendor knows and we do not name goes on as `provider_options`. */
export const readAliyunRequest = (json: unknown): AogRequest => {
  const body = objectOf(json, "The body");
  const input = objectOf(body["input"], "input");
  const parameters = objectOf(body["parameters"], "parameters");
  const named = Object.entries(parameters).filter(([name]) => PARAMETERS[name] !== undefined);
  const options = Object.entries(parameters).filter(([name]) => PARAMETERS[name] === undefined);
  const fields: Record<string, unknown> = Object.fromEntries(
    named.map(([name, value]): [string, unknown] => [PARAMETERS[name] ?? name, value]),
  );
  if (typeof fields["resolution"] === "string") fields["resolution"] = fields["resolution"].toLowerCase();
  const request = parseWith(generationRequestSchema.omit({ image: true }), {
    ...(body["model"] === undefined ? {} : { model: body["model"] }),
    ...(input["prompt"] === undefined ? {} : { prompt: input["prompt"] }),
    ...(input["negative_prompt"] === undefined ? {} : { negative_prompt: input["negative_prompt"] }),
    ...fields,
    ...(options.length === 0 ? {} : { provider_options: Object.fromEntries(options) }),
  });
  const unknown = Object.keys(input).filter((name) => !INPUT_FIELDS.has(name));
  return { request, image: imageOf(input["img_url"]), warnings: unknown.map((name) => leftOut(`input.${name}`)) };
};

/** A finished task as the vendor shows it. */
export interface AliyunTask {
  readonly request_id: string;
  readonly output: {
    readonly task_id: string;
    readonly task_status: "SUCCEEDED";
    readonly video_url: string;
    readonly orig_prompt: string;
  };
  readonly usage: { readonly video_count: 1; readonly video_duration: number | null };
  /** Ours, and only where something was left out or done otherwise. */
  readonly warnings?: AogSuccess["warnings"];
}

export const aliyunTaskOf = ({ id, data, warnings }: AogSuccess, generation: Generation): AliyunTask => {
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const seconds = artifacts.find(({ kind }) => kind === "video")?.durationSeconds;
  return {
    request_id: id,
    output: { task_id: id, task_status: "SUCCEEDED", video_url: data, orig_prompt: generation.prompt ?? "" },
    usage: { video_count: 1, video_duration: seconds ?? null },
    ...(warnings.length === 0 ? {} : { warnings }),
  };
};
