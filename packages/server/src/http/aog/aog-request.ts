import {
  Failure,
  generationRequestSchema,
  type GenerationRequest,
  HYBRID_POLICIES,
  type Warning,
} from "@kinora/contract";
import type { IncomingImage } from "../../app/image-intake/incoming-image.ts";
import { parseWith } from "../parse-with.ts";
import { unknownFieldWarnings } from "../unknown-fields.ts";

/** What an AOG body asks, in Kinora's own words. */
export interface AogRequest {
  readonly request: Omit<GenerationRequest, "image">;
  readonly image: IncomingImage;
  /** Everything that was given and does nothing here. */
  readonly warnings: readonly Warning[];
}

type Body = Readonly<Record<string, unknown>>;

/** Fields of AOG that other services use, or that choose what Kinora chooses by itself. */
const IDLE_FIELDS: ReadonlySet<string> = new Set([
  "stream",
  "remote_service_provider",
  "request_segments",
  "extra_url",
  "think",
]);
/** A Go client writes what was not chosen as an empty text. */
const ABSENT_WHEN_EMPTY: ReadonlySet<string> = new Set(["model", "hybrid_policy", "remote_service_provider"]);
const OWN_FIELDS: ReadonlySet<string> = new Set(["image", "image_type", "duration"]);
const NATIVE_FIELDS: ReadonlySet<string> = new Set(Object.keys(generationRequestSchema.shape));

/**
 * Reads the JSON of `POST services/image-to-video`. AOG's three fields are `model`, `image` with `image_type`, and `prompt`;
 * our own options stand beside them. null counts as absent, as in Go, and so does an empty model. Throws image_missing and bad_option with AOG's own words.
 */
export const readAogRequest = (json: unknown): AogRequest => {
  const body = withoutNulls(json);
  const image = readImage(body);
  const { fields, unknown } = sortFields(body);
  const request = parseWith(generationRequestSchema.omit({ image: true }), fields);
  return { request, image, warnings: idleWarnings(unknown) };
};

function withoutNulls(json: unknown): Body {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new Failure("bad_request", { detail: "The body must be one JSON object with image_type and image." });
  }
  const isGiven = ([name, value]: [string, unknown]): boolean =>
    value !== null && !(value === "" && ABSENT_WHEN_EMPTY.has(name));
  return Object.fromEntries(Object.entries(json).filter(isGiven));
}

function readImage({ image, image_type: type }: Body): IncomingImage {
  if (type === undefined && image !== undefined) {
    throw new Failure("bad_option", { detail: "image_type request param lost: say path, url or base64." });
  }
  if (typeof image !== "string" || image === "") {
    throw new Failure("image_missing", {
      detail: "image request param lost: send image as a text, with image_type path, url or base64.",
    });
  }
  if (type === "path") return { path: image };
  if (type === "url") return { url: image };
  if (type === "base64") return { base64: image };
  throw new Failure("bad_option", { detail: "unsupported image type: image_type must be path, url or base64." });
}

function sortFields(body: Body): { fields: Record<string, unknown>; unknown: string[] } {
  const names = Object.keys(body).filter((name) => !OWN_FIELDS.has(name));
  const known = names.filter((name) => NATIVE_FIELDS.has(name));
  const fields: Record<string, unknown> = Object.fromEntries(known.map((name) => [name, body[name]]));
  // AOG's providers write 720P, and DashScope's own name for the length is `duration`.
  if (typeof fields["resolution"] === "string") fields["resolution"] = fields["resolution"].toLowerCase();
  if (body["duration"] !== undefined) fields["duration_seconds"] ??= body["duration"];
  checkPolicy(fields["hybrid_policy"]);
  return { fields, unknown: names.filter((name) => !NATIVE_FIELDS.has(name)) };
}

function checkPolicy(policy: unknown): void {
  if (policy === undefined || HYBRID_POLICIES.some((known) => known === policy)) return;
  throw new Failure("bad_option", { detail: `hybrid_policy must be one of ${HYBRID_POLICIES.join(", ")}.` });
}

const idleWarnings = (names: readonly string[]): Warning[] => [
  ...names
    .filter((name) => IDLE_FIELDS.has(name))
    .map((name) => ({ option: name, code: "no_effect", message: `${name} has no effect on image-to-video here.` })),
  ...unknownFieldWarnings(names.filter((name) => !IDLE_FIELDS.has(name))),
];
