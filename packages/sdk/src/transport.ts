import { Failure, failureOf, ROUTE_ADDRESSES, type Problem, type RouteName } from "@kinora/contract/words";
import { ServerUnreachable } from "./server-unreachable.ts";
import { type OnUploadProgress, sendReporting } from "./upload-progress.ts";

export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:16688`. */
  readonly baseUrl: string;
  /** An API key, sent as a bearer token. */
  readonly token?: string;
  /** Stands in for the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface Call {
  readonly id?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Headers;
  readonly body?: string | Blob | ReadableStream<Uint8Array>;
  /** Hears how much of a body of bytes was sent. */
  readonly onUploadProgress?: OnUploadProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Transport {
  readonly baseUrl: string;
  /** The answer's JSON. Throws the server's `Failure`, or `ServerUnreachable`. */
  json(route: RouteName, call: Call): Promise<unknown>;
  /** The answer with its body not read yet. Throws as `json` does. */
  open(route: RouteName, call: Call): Promise<Response>;
  /** The answer's body as it comes. Throws `ServerUnreachable` when the connection breaks in the middle. */
  bytes(response: Response, signal: AbortSignal | undefined): AsyncIterable<Uint8Array>;
}

const addressOf = (baseUrl: string, route: RouteName, call: Call): URL => {
  const path = ROUTE_ADDRESSES[route].path.replace(":id", encodeURIComponent(call.id ?? ""));
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
};

const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === "object" && answer !== null && "code" in answer && "detail" in answer;

const strangeAnswer = (baseUrl: string, response: Response, cause?: unknown): Failure =>
  new Failure("internal", {
    detail: `${baseUrl} answered ${response.status} in words that are not Kinora's: check that the address is a Kinora server's.`,
    cause,
  });

/** The connection's own errors; an abort by the caller stays the caller's reason. */
const unreachable = (baseUrl: string, error: unknown, signal: AbortSignal | undefined): unknown =>
  signal?.aborted === true ? signal.reason : new ServerUnreachable(baseUrl, error);

const readJson = async (response: Response, baseUrl: string, signal: AbortSignal | undefined): Promise<unknown> => {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw unreachable(baseUrl, error, signal);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw strangeAnswer(baseUrl, response, error);
  }
};

async function* bytesOf(
  response: Response,
  baseUrl: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw unreachable(baseUrl, error, signal);
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever stops reading early lets the connection go; one that broke has nothing left to end.
    await reader.cancel().catch(() => undefined);
  }
}

/** Sends requests to one server. Nothing is sent twice: who repeats knows whether it may. */
export const openTransport = (options: ClientOptions): Transport => {
  const baseUrl = options.baseUrl.replace(/\/+$/u, "");
  const send = options.fetch ?? globalThis.fetch;

  const headersOf = (call: Call): Headers => {
    const headers = new Headers(call.headers);
    if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
    if (typeof call.body === "string") headers.set("content-type", "application/json");
    return headers;
  };

  const sent = (route: RouteName, call: Call): Promise<Response> => {
    const url = addressOf(baseUrl, route, call);
    const { method } = ROUTE_ADDRESSES[route];
    const { body, signal, onUploadProgress: onProgress } = call;
    const headers = headersOf(call);
    if (onProgress !== undefined && body !== undefined && typeof body !== "string")
      return sendReporting({ url, method, headers, body, signal, onProgress }, options.fetch);
    const init: RequestInit & { duplex?: "half" } = { method, headers };
    if (body !== undefined) init.body = body;
    // A body that is a stream is sent while the answer is awaited; `fetch` wants that said.
    if (body instanceof ReadableStream) init.duplex = "half";
    if (signal !== undefined) init.signal = signal;
    return send(url, init);
  };

  const open = async (route: RouteName, call: Call): Promise<Response> => {
    let response: Response;
    try {
      response = await sent(route, call);
    } catch (error) {
      throw unreachable(baseUrl, error, call.signal);
    }
    if (response.ok) return response;
    const answer = await readJson(response, baseUrl, call.signal);
    throw isProblem(answer) ? failureOf(answer) : strangeAnswer(baseUrl, response);
  };

  return {
    baseUrl,
    open,
    bytes: (response, signal) => bytesOf(response, baseUrl, signal),
    json: async (route, call) => readJson(await open(route, call), baseUrl, call.signal),
  };
};
