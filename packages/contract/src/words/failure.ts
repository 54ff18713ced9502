/** One row of the error catalogue: what HTTP says, whether the same request may be sent again, and the sentence for people. */
export interface FailureInfo {
  readonly status: number;
  /** True when the same request may succeed later, unchanged. */
  readonly retry: boolean;
  readonly say: string;
}

/**
 * Every error that Kinora answers, in every dialect. The code is stable; the sentence may improve. `detail` of a
 * `Failure` says what is special about this case and what to do.
 */
export const FAILURES = {
  // What the caller sent.
  bad_request: { status: 400, retry: false, say: "The request is not well formed." },
  bad_option: { status: 400, retry: false, say: "An option has a value that cannot be used." },
  unsupported_operation: { status: 400, retry: false, say: "No model here can do that." },
  unsupported_option: { status: 400, retry: false, say: "The model cannot do what an option asks, and strict is on." },
  image_missing: { status: 400, retry: false, say: "The request has no image." },
  image_unreadable: { status: 400, retry: false, say: "The image cannot be read." },
  image_unsupported: { status: 415, retry: false, say: "This kind of image is not supported." },
  image_too_large: { status: 413, retry: false, say: "The image is larger than this server takes." },
  image_path_forbidden: { status: 403, retry: false, say: "That path may not be read." },
  image_path_unreadable: { status: 400, retry: false, say: "The file at that path cannot be read." },
  image_url_forbidden: { status: 403, retry: false, say: "That address may not be fetched." },
  image_url_unreachable: { status: 400, retry: false, say: "The image could not be fetched from its address." },
  body_too_large: { status: 413, retry: false, say: "The request body is larger than this server takes." },
  unsupported_media_type: { status: 415, retry: false, say: "This content type is not accepted here." },
  unauthorized: { status: 401, retry: false, say: "A valid API key is needed." },
  forbidden: { status: 403, retry: false, say: "This caller may not do that." },
  cross_site_request: { status: 403, retry: false, say: "Requests from other web pages are refused." },
  route_not_found: { status: 404, retry: false, say: "There is no such route." },
  method_not_allowed: { status: 405, retry: false, say: "This route does not take that method." },
  generation_not_found: { status: 404, retry: false, say: "There is no such generation." },
  upload_not_found: { status: 404, retry: false, say: "There is no such upload." },
  artifact_not_found: { status: 404, retry: false, say: "There is no such artifact." },
  artifact_not_ready: { status: 404, retry: true, say: "The artifact is not there yet." },
  webhook_not_found: { status: 404, retry: false, say: "There is no such webhook." },
  key_not_found: { status: 404, retry: false, say: "There is no such API key." },
  delivery_not_found: { status: 404, retry: false, say: "There is no such delivery." },
  webhook_url_forbidden: { status: 403, retry: false, say: "That address may not be told by a webhook." },
  model_not_found: { status: 404, retry: false, say: "There is no such model." },
  no_such_provider: { status: 404, retry: false, say: "There is no such provider on this server." },
  model_not_configured: { status: 404, retry: false, say: "The model's provider is not set up here." },
  model_does_not_fit: { status: 422, retry: false, say: "No model fits this request." },
  idempotency_mismatch: { status: 422, retry: false, say: "The Idempotency-Key was used for another request." },
  state_conflict: { status: 422, retry: false, say: "The generation's state does not allow that." },
  work_under_way: { status: 409, retry: true, say: "The provider has work under way that this could lose." },
  range_not_satisfiable: { status: 416, retry: false, say: "The asked range lies outside the file." },
  over_budget: { status: 402, retry: false, say: "The request would cost more than its budget." },
  rate_limited: { status: 429, retry: true, say: "The API key sent more requests than it may in a minute." },
  too_many_under_way: { status: 429, retry: true, say: "The API key has as many generations under way as it may." },
  // What this server can or cannot do now.
  draining: { status: 503, retry: true, say: "The server is stopping and takes no new work." },
  overloaded: { status: 503, retry: true, say: "The server is full." },
  disk_full: { status: 503, retry: true, say: "The server's disk is full." },
  storage_unreachable: { status: 503, retry: true, say: "The storage of files does not answer." },
  storage_misconfigured: { status: 503, retry: false, say: "The storage of files is not set up right." },
  data_folder_busy: { status: 503, retry: true, say: "Another Kinora has the data folder and cannot be reached." },
  database_unreachable: { status: 503, retry: true, say: "The database does not answer." },
  database_too_new: { status: 503, retry: false, say: "The database was written by a newer Kinora." },
  master_key_unusable: { status: 503, retry: false, say: "The master key of this server cannot be used." },
  internal: { status: 500, retry: false, say: "Something went wrong inside Kinora." },
  // What a provider answered, or the embedded engine.
  provider_rejected: { status: 422, retry: false, say: "The provider refused the request." },
  provider_refused_content: { status: 422, retry: false, say: "The provider refused the content." },
  provider_auth: { status: 401, retry: false, say: "The provider did not accept the key." },
  provider_busy: { status: 503, retry: true, say: "The provider is at capacity." },
  provider_never_got_it: {
    status: 502,
    retry: true,
    say: "The provider never got the request: nothing was made or billed.",
  },
  provider_failed: { status: 502, retry: false, say: "The provider failed to make the video." },
  provider_bad_answer: { status: 502, retry: false, say: "The provider's answer could not be understood." },
  provider_timeout: { status: 504, retry: false, say: "The provider did not answer in time." },
  result_unusable: { status: 502, retry: false, say: "The provider's file is not a usable video." },
  result_gone: { status: 502, retry: false, say: "The provider no longer has the result." },
  result_url_forbidden: {
    status: 502,
    retry: false,
    say: "The provider's result lies at an address that may not be fetched.",
  },
  result_unreachable: { status: 502, retry: true, say: "The provider's result could not be fetched." },
  outcome_unknown: {
    status: 502,
    retry: false,
    say: "It is not known whether the provider accepted the request: do not send again.",
  },
  engine_failed: { status: 502, retry: false, say: "The embedded engine could not render this clip." },
  no_encoder: { status: 502, retry: false, say: "No video encoder works on this machine." },
  cancelled: { status: 502, retry: false, say: "The generation was cancelled." },
  expired: { status: 502, retry: false, say: "The provider no longer knows the task." },
  wait_timeout: { status: 504, retry: true, say: "The generation is not done yet; the work goes on." },
} as const satisfies Record<string, FailureInfo>;

export type FailureCode = keyof typeof FAILURES;

export interface FailureOptions {
  /** One or two sentences: what is wrong in this case, and what to do. */
  readonly detail?: string;
  /** The provider's own code, kept word for word. */
  readonly providerCode?: string;
  /** The option of the request that is at fault. */
  readonly option?: string;
  /** When the same request may succeed, where that is known: whole seconds. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** The one error class of Kinora: a code of the catalogue, and a sentence for people. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly providerCode: string | undefined;
  readonly option: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FailureCode, options: FailureOptions = {}) {
    super(options.detail ?? FAILURES[code].say, { cause: options.cause });
    this.name = "Failure";
    this.code = code;
    this.providerCode = options.providerCode;
    this.option = options.option;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get info(): FailureInfo {
    return FAILURES[this.code];
  }
}
