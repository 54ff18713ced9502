import type { FailureCode } from "@kinora/contract";

/** The codes under which a download fails, since a user's picture and a provider's file fail differently. */
export interface FetchCodes {
  /** The address, or one it redirects to, may not be reached. */
  readonly forbidden: FailureCode;
  /** No connection, no answer in time, a broken body, or a status other than 200. */
  readonly unreachable: FailureCode;
  /** Status 404 or 410. */
  readonly gone: FailureCode;
  /** More bytes than the cap. */
  readonly tooLarge: FailureCode;
}

export const IMAGE_FETCH_CODES: FetchCodes = {
  forbidden: "image_url_forbidden",
  unreachable: "image_url_unreachable",
  gone: "image_url_unreachable",
  tooLarge: "image_too_large",
};

export const RESULT_FETCH_CODES: FetchCodes = {
  forbidden: "result_url_forbidden",
  unreachable: "result_unreachable",
  gone: "result_gone",
  tooLarge: "result_unusable",
};
