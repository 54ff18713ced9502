import type { Failure, FailureCode } from "@kinora/contract";
import { isAogServicePath } from "./aog-path.ts";

/** AOG's own business code of each failure; where AOG has none, the HTTP status stands for it. */
const BUSINESS_CODES = {
  bad_request: 40060,
  bad_option: 40061,
  unsupported_operation: 40061,
  unsupported_option: 40061,
  image_missing: 40061,
  image_unreadable: 40061,
  image_unsupported: 40061,
  image_too_large: 40061,
  image_path_forbidden: 40061,
  image_path_unreadable: 40061,
  image_url_forbidden: 40061,
  image_url_unreachable: 40061,
  body_too_large: 40002,
  unsupported_media_type: 40004,
  unauthorized: 40051,
  forbidden: 403,
  cross_site_request: 403,
  route_not_found: 404,
  method_not_allowed: 40005,
  generation_not_found: 404,
  upload_not_found: 404,
  artifact_not_found: 404,
  artifact_not_ready: 404,
  webhook_not_found: 404,
  key_not_found: 404,
  delivery_not_found: 404,
  webhook_url_forbidden: 40061,
  model_not_found: 30003,
  model_not_configured: 30003,
  model_does_not_fit: 40061,
  idempotency_mismatch: 40061,
  state_conflict: 40061,
  work_under_way: 40061,
  range_not_satisfiable: 40061,
  over_budget: 40061,
  rate_limited: 429,
  too_many_under_way: 429,
  draining: 503,
  overloaded: 503,
  disk_full: 503,
  storage_unreachable: 503,
  storage_misconfigured: 500,
  master_key_unusable: 500,
  internal: 500,
  provider_rejected: 40061,
  provider_refused_content: 40061,
  provider_auth: 40051,
} as const satisfies Partial<Record<FailureCode, number>>;

/** A provider that failed, in whatever way. */
const INVOKE_PROVIDER = 40017;
const SERVICE_NOT_FOUND = 10011;

export interface AogError {
  readonly business_code: number;
  readonly message: string;
}

const isListed = (code: FailureCode): code is keyof typeof BUSINESS_CODES => Object.hasOwn(BUSINESS_CODES, code);

/** AOG's envelope of a failure, with AOG's own words in front where its clients look for them. */
export const aogError = (failure: Failure, url: string): AogError => {
  const { code, message } = failure;
  if (code === "route_not_found" && isAogServicePath(url)) {
    return { business_code: SERVICE_NOT_FOUND, message: `service not found: ${message}` };
  }
  const isModelError = code === "model_not_found" || code === "model_not_configured";
  return {
    business_code: isListed(code) ? BUSINESS_CODES[code] : INVOKE_PROVIDER,
    message: isModelError ? `model not exist: ${message}` : message,
  };
};
