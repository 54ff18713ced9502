import { Failure } from "@kinora/contract";
import type { IncomingImage } from "../../app/image-intake/incoming-image.ts";

/**
 * A picture as an agent names it, by one text: an address, a data URI, an absolute path on the server's machine (or file://),
 * or an upload's id. Throws bad_option for anything else.
 */
export const imageArgument = (text: string): IncomingImage => {
  const value = text.trim();
  if (/^https?:\/\//iu.test(value)) return { url: value };
  if (value.startsWith("data:")) return { base64: value };
  if (value.startsWith("upl_")) return { upload: value };
  const path = value.startsWith("file://") ? pathOfUrl(value) : value;
  if (path.startsWith("/") || /^[a-z]:\\/iu.test(path)) return { path };
  throw new Failure("bad_option", {
    detail:
      "image must be an http(s) address, a data URI, an absolute path or an upload's id: a relative path means nothing to a server.",
  });
};

const pathOfUrl = (url: string): string => {
  try {
    return decodeURIComponent(url.slice("file://".length));
  } catch (cause) {
    throw new Failure("bad_option", { detail: "image is no valid file:// address: check its percent signs.", cause });
  }
};
