import { Failure, imageSourceSchema } from "@kinora/contract";
import type { IncomingImage } from "../../app/image-intake/incoming-image.ts";

/** Longer addresses are refused unread. */
const LONGEST_URL = 8192;

const FORMS =
  'a file part of a form, {"image_url": "https://…"}, {"image_url": "data:image/png;base64,…"}, or {"file_id": "upl_…"} of a picture sent to POST /api/v1/uploads';

export const missingReference = (): Failure =>
  new Failure("image_missing", {
    detail: `input_reference is missing: Kinora makes videos from a picture. Send it as ${FORMS}.`,
    option: "input_reference",
  });

const unusable = (): Failure =>
  new Failure("bad_option", { detail: `input_reference cannot be read: send ${FORMS}.`, option: "input_reference" });

/**
 * The picture as OpenAI's clients, and those of servers of its shape, name it: an object, an address, a data URL, base64, any of
 * these as JSON in a form, or one of them in a list; Kinora's own sources too. Undefined when it is absent.
 */
export const readInputReference = (value: unknown): IncomingImage | undefined => {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return readText(value.trim());
  if (!Array.isArray(value)) return readObject(value);
  if (value.length === 1) return readInputReference(value[0]);
  throw new Failure("bad_option", {
    detail: `input_reference names ${value.length} pictures: send one.`,
    option: "input_reference",
  });
};

const readText = (text: string): IncomingImage => {
  if (text.startsWith("{")) return readObject(parseJson(text));
  if (/^https?:\/\//iu.test(text)) {
    if (text.length > LONGEST_URL) throw unusable();
    return { url: text };
  }
  return text.startsWith("upl_") ? { upload: text } : { base64: text };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw unusable();
  }
};

const readObject = (value: unknown): IncomingImage => {
  if (typeof value !== "object" || value === null) throw unusable();
  const given = Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null && one !== ""));
  const { image_url: url, file_id: fileId, ...others } = given as Record<string, unknown>;
  if (url !== undefined && fileId !== undefined) {
    throw new Failure("bad_option", {
      detail: "input_reference has both image_url and file_id: send exactly one.",
      option: "input_reference",
    });
  }
  if (typeof fileId === "string") return { upload: fileId };
  return url === undefined ? readNative(others) : readAddress(url);
};

/** An address or a data URL; also as in OpenAI's chat messages: {"image_url": {"url": "…"}}. */
const readAddress = (given: unknown): IncomingImage => {
  const address = typeof given === "object" && given !== null && "url" in given ? given.url : given;
  if (typeof address !== "string" || !/^\s*(https?:\/\/|data:)/iu.test(address)) throw unusable();
  return readText(address.trim());
};

const readNative = (value: Readonly<Record<string, unknown>>): IncomingImage => {
  const parsed = imageSourceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unusable();
};
