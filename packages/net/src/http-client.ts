import { Failure } from "@kinora/contract";
import { Agent, Client, type Dispatcher } from "undici";
import type { AddressGuard } from "./address-guard.ts";
import { type FetchedFile, type FetchToFileOptions, fetchToFile } from "./fetch-to-file.ts";
import { guardedConnector, plainConnector } from "./guarded-connector.ts";
import { hostPortOf } from "./host-port.ts";
import { type HttpOutcome, exchangeOnce } from "./http-exchange.ts";
import { type Redactor, createRedactor } from "./redact.ts";
import { type RequestBody, encodeRequestBody } from "./request-body.ts";

export interface HttpClientOptions {
  /** Every request goes to this origin, below this path. http or https. */
  readonly baseUrl: string;
  /** Headers with keys, such as `authorization`. They go to the origin of `baseUrl` and nowhere else. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For one exchange in all. */
  readonly timeoutMs: number;
  /** Of an answer, after decompression. */
  readonly maxBodyBytes: number;
  /** Given when `baseUrl` was chosen by a user (a webhook); what the one who runs Kinora configured needs none. */
  readonly guard?: AddressGuard;
}

export interface HttpRequest {
  /** Begins with a slash and goes below the base; or a whole URL of the same origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** By the client's clock: nothing is written after this moment. */
  readonly notAfter?: number;
  /** Called when the request is being written: after all waiting for a connection. */
  readonly onWrite?: () => void;
}

export type DownloadOptions = Omit<FetchToFileOptions, "credentials"> & {
  /** True where the provider's contract wants its key for its own files. It still goes to the client's origin alone. */
  readonly withCredentials: boolean;
};

/**
 * A client of one origin. Each call sends its request once at most, never follows a redirect, never fails (save
 * `downloadToFile`), and says in its outcome whether anything can have been sent.
 */
export interface HttpClient {
  readonly origin: string;
  /** May ride on a kept connection; the caller may ask again. */
  get(request: HttpRequest): Promise<HttpOutcome>;
  post(request: HttpRequest): Promise<HttpOutcome>;
  put(request: HttpRequest): Promise<HttpOutcome>;
  delete(request: HttpRequest): Promise<HttpOutcome>;
  /** `fetchToFile`; the client's own origin may be reached although private. */
  downloadToFile(options: DownloadOptions): Promise<FetchedFile>;
  /** Ends the kept connections and whatever runs on them. */
  close(): Promise<void>;
}

/** Fails with `bad_option` when `baseUrl` is no http(s) address, or carries a user, a query or a fragment. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = parseBaseUrl(options.baseUrl);
  const credentials = lowerCased(options.credentials ?? {});
  const redactor = createRedactor(secretsIn(credentials));
  const bound: BoundClient = { options, base, credentials, redactor };
  const kept = new Agent({ connect: connectorOf(options.guard), allowH2: false });
  return {
    origin: base.origin,
    get: (request) => send(bound, { method: "GET", request, via: kept }),
    post: (request) => sendAlone(bound, "POST", request),
    put: (request) => sendAlone(bound, "PUT", request),
    delete: (request) => sendAlone(bound, "DELETE", request),
    downloadToFile: (download) => fetchToFile(ownFileOf(bound, download)),
    close: () => kept.destroy(),
  };
}

interface BoundClient {
  readonly options: HttpClientOptions;
  readonly base: URL;
  readonly credentials: Readonly<Record<string, string>>;
  readonly redactor: Redactor;
}

const ownFileOf = (
  { options, base, credentials }: BoundClient,
  { withCredentials, ...download }: DownloadOptions,
): FetchToFileOptions => ({
  ...download,
  guard: options.guard === undefined ? download.guard.allowing(hostPortOf(base)) : download.guard,
  ...(withCredentials ? { credentials: { origin: base.origin, headers: credentials } } : {}),
});

interface Sending {
  readonly method: Dispatcher.HttpMethod;
  readonly request: HttpRequest;
  readonly via: Dispatcher;
}

/**
 * On a connection of its own. A kept one may be closing at the other end just now: the request would be written into
 * it, and nobody could say whether it was read. Here a failed connection is a certain "not sent".
 */
async function sendAlone(
  client: BoundClient,
  method: "POST" | "PUT" | "DELETE",
  request: HttpRequest,
): Promise<HttpOutcome> {
  const connection = new Client(client.base.origin, {
    connect: connectorOf(client.options.guard),
    allowH2: false,
    pipelining: 0,
  });
  try {
    return await send(client, { method, request, via: connection });
  } finally {
    await connection.destroy();
  }
}

async function send(client: BoundClient, { method, request, via }: Sending): Promise<HttpOutcome> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? client.options.timeoutMs);
  try {
    const outcome = await exchangeOnce(via, {
      method,
      url: addressOf(client.base, request.path),
      headers: headersOf(client, request),
      body: request.body === undefined ? undefined : await encodeRequestBody(request.body),
      maxBodyBytes: client.options.maxBodyBytes,
      signal: request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]),
      refuseToSend: () => tooLate(client, request),
      onWrite: request.onWrite,
    });
    return outcome.kind === "answered" ? outcome : { ...outcome, cause: client.redactor.error(outcome.cause) };
  } catch (error) {
    // Only what precedes the exchange fails: an address elsewhere, a body that JSON cannot say.
    return { kind: "no_answer", sent: "no", cause: client.redactor.error(error) };
  }
}

function tooLate({ options }: BoundClient, { notAfter }: HttpRequest): Error | undefined {
  if (notAfter === undefined || options.now() <= notAfter) return undefined;
  return new Error("The time in which this request could be sent has passed.");
}

const headersOf = ({ credentials }: BoundClient, request: HttpRequest): Record<string, string> => ({
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "kinora",
  ...lowerCased(request.headers ?? {}),
  ...credentials,
});

function addressOf(base: URL, path: string): URL {
  const text = path.startsWith("/") ? `${base.origin}${base.pathname.replace(/\/$/u, "")}${path}` : path;
  const url = URL.parse(text);
  if (url?.origin === base.origin && url.username === "" && url.password === "") return url;
  throw new Failure("provider_bad_answer", { detail: `The address lies outside ${base.origin}: nothing was sent.` });
}

function parseBaseUrl(text: string): URL {
  const url = URL.parse(text);
  const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
  if (url !== null && isWeb && url.username + url.password + url.search + url.hash === "") return url;
  throw new Failure("bad_option", {
    detail:
      "A base URL must look like https://host/path, with no user, query or fragment: check the provider's settings.",
  });
}

const connectorOf = (guard: AddressGuard | undefined): ReturnType<typeof plainConnector> =>
  guard === undefined ? plainConnector() : guardedConnector(guard);

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The values, and what follows the scheme in `Bearer …`. */
const secretsIn = (credentials: Readonly<Record<string, string>>): string[] =>
  Object.values(credentials).flatMap((value) => [value, value.replace(/^\S+\s+/u, "")]);
