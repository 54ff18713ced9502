import type { Failure, FailureCode } from "@kinora/contract";

/** OpenAI's envelope, with Kinora's stable code. */
export interface OpenAiError {
  readonly error: {
    readonly message: string;
    readonly type: string;
    /** The field of the request that is at fault. */
    readonly param: string | null;
    readonly code: FailureCode;
  };
}

/** OpenAI's own types of an error, by its status; every other status is the caller's. */
const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  402: "insufficient_quota",
  403: "permission_error",
  429: "rate_limit_error",
};

const typeOf = ({ status }: { readonly status: number }): string =>
  TYPES[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");

/** What the options of a generation are called in this dialect, where it has another word. */
const FIELDS: Readonly<Record<string, string>> = {
  image: "input_reference",
  duration_seconds: "seconds",
  resolution: "size",
};

const paramOf = ({ code, option }: Failure): string | null => {
  if (option !== undefined) return FIELDS[option] ?? option;
  if (code.startsWith("image_") || code === "upload_not_found") return "input_reference";
  return code.startsWith("model_") ? "model" : null;
};

export const openAiError = (failure: Failure): OpenAiError => ({
  error: {
    message: failure.message,
    type: typeOf(failure.info),
    param: paramOf(failure),
    code: failure.code,
  },
});
