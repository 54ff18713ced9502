import { Failure } from "@kinora/contract";

const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/u;

/** The Idempotency-Key of a request: 1 to 255 printable ASCII characters. Undefined without one. */
export const readIdempotencyKey = (header: string | readonly string[] | undefined): string | undefined => {
  if (header === undefined) return undefined;
  const key = [header].flat().join(",").trim();
  if (KEY.test(key)) return key;
  throw new Failure("bad_request", {
    detail: "The Idempotency-Key must have 1 to 255 printable ASCII characters: a UUID is a good one.",
  });
};
