import { Failure } from "@kinora/contract";

const DATA_URI = /^data:([^,;]*)((?:;[^,;]*)*),/iu;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/u;
const LONGEST_PREFIX = 256;

/**
 * The bytes of base64 text, bare or as a data URI. Strict: only the alphabet of RFC 4648 section 4, padded, where line breaks and
 * blanks may stand between (MIME wraps lines). The media type of a data URI is a claim and is not looked at.
 */
export const readBase64 = (text: string, maxBytes: number): Buffer => {
  const code = withoutPrefix(text.trimStart()).replace(/[\t\n\r ]+/gu, "");
  if (code.length > Math.ceil(maxBytes / 3) * 4) {
    throw new Failure("image_too_large", {
      detail: `The base64 text holds more than the ${maxBytes} bytes that this server takes: send a smaller picture.`,
    });
  }
  if (code.length % 4 !== 0 || !BASE64.test(code)) {
    throw new Failure("image_unreadable", {
      detail:
        "The image is not valid base64: use the alphabet A-Z a-z 0-9 + /, padded with =, with or without a data: prefix.",
    });
  }
  return Buffer.from(code, "base64");
};

function withoutPrefix(text: string): string {
  if (!/^data:/iu.test(text.slice(0, 5))) return text;
  const prefix = DATA_URI.exec(text.slice(0, LONGEST_PREFIX));
  if (prefix?.[2] === undefined || !/;base64$/iu.test(prefix[2])) {
    throw new Failure("image_unreadable", {
      detail: "The data URI is not base64: write it as data:image/jpeg;base64,… with the picture after the comma.",
    });
  }
  return text.slice(prefix[0].length);
}
