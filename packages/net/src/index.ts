export { AddressForbidden } from "./address-forbidden.ts";
export { type AddressGuard, type AddressGuardOptions, createAddressGuard } from "./address-guard.ts";
export { capBytes } from "./cap-bytes.ts";
export type { FetchCappedOptions } from "./fetch-capped-options.ts";
export { type CappedDownload, fetchCapped } from "./fetch-capped.ts";
export { type FetchCodes, IMAGE_FETCH_CODES, RESULT_FETCH_CODES } from "./fetch-codes.ts";
export { type FetchedFile, type FetchToFileOptions, fetchToFile } from "./fetch-to-file.ts";
export { type Dial, guardedConnector } from "./guarded-connector.ts";
export { type HostPort, parseHostPort } from "./host-port.ts";
export {
  type DownloadOptions,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  createHttpClient,
} from "./http-client.ts";
export type { HttpOutcome } from "./http-exchange.ts";
export { isPublicAddress } from "./public-address.ts";
export { type Redactor, createRedactor } from "./redact.ts";
export type { FormPart, RequestBody } from "./request-body.ts";
export type { Resolve } from "./resolve.ts";
