import { Failure, type FailureCode } from "@kinora/contract";
import { LIMITS } from "../app/limits.ts";

/** What the HTTP framework says with codes of its own, in ours. */
const FRAMEWORK_CODES: Readonly<Record<string, { code: FailureCode; detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: "body_too_large",
    detail: `The body is too large: a picture may have ${LIMITS.upload_max_bytes} bytes. Send it as a multipart file, or a smaller one.`,
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "unsupported_media_type",
    detail: "Send the body as application/json, or as multipart/form-data with a part named image.",
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: "bad_request", detail: "The body is empty: send a JSON object." },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    code: "bad_request",
    detail: "The body is not valid JSON: check quotes and commas.",
  },
  FST_ERR_BAD_URL: { code: "bad_request", detail: "The address is not a valid URL: check its percent signs." },
  FST_REQ_FILE_TOO_LARGE: {
    code: "image_too_large",
    detail: `The file has more than the ${LIMITS.upload_max_bytes} bytes that this server takes: make it smaller.`,
  },
  FST_FILES_LIMIT: { code: "bad_request", detail: "The form has more than one file: send one picture a request." },
  FST_FIELDS_LIMIT: { code: "bad_request", detail: "The form has too many fields: send only those of a generation." },
  // The client went away: nobody reads the answer, and nothing is wrong here.
  ECONNRESET: { code: "bad_request", detail: "The request broke off before it was whole." },
  FST_PROTO_VIOLATION: {
    code: "bad_request",
    detail: "The form has a field that means nothing here, named as what every object has. Leave it out.",
  },
};

/** Whatever was thrown while a request was answered, as a failure of the catalogue. What nobody foresaw is `internal`. */
export const failureOfError = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  const { code, statusCode } = frameworkFacts(error);
  const known = code === undefined || isOfNetwork(error, code) ? undefined : FRAMEWORK_CODES[code];
  if (known !== undefined) return new Failure(known.code, { detail: known.detail, cause: error });
  if (error instanceof Error && statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Failure("bad_request", { detail: `The request could not be read: ${error.message}`, cause: error });
  }
  return new Failure("internal", {
    detail: "Something went wrong inside Kinora: the server's log has the cause.",
    cause: error,
  });
};

/** A connection of ours that breaks has the same code as a request that does: Node says of the latter only that it was aborted. */
const isOfNetwork = (error: unknown, code: string): boolean =>
  code === "ECONNRESET" && !(error instanceof Error && error.message === "aborted");

function frameworkFacts(error: unknown): { code: string | undefined; statusCode: number | undefined } {
  if (!(error instanceof Error)) return { code: undefined, statusCode: undefined };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const statusCode = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;
  return { code, statusCode };
}
