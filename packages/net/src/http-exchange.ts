import type { Dispatcher } from "undici";
import { asError } from "./as-error.ts";
import { decodeBody } from "./decode-body.ts";
import type { EncodedBody } from "./request-body.ts";

/** What became of one request. `sent: "no"` is certain: not a byte of it was written. */
export type HttpOutcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "no_answer"; readonly sent: "no" | "maybe"; readonly cause: Error };

interface ExchangeRequest {
  readonly method: Dispatcher.HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedBody | undefined;
  readonly maxBodyBytes: number;
  /** Ends the exchange, whatever it waits for. */
  readonly signal: AbortSignal;
  /** Asked immediately before the first byte is written; an error means that nothing may be sent any more. */
  readonly refuseToSend: () => Error | undefined;
  /** Called when it is being written. */
  readonly onWrite?: (() => void) | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Uint8Array;
}

/**
 * Writes `request` once at most and reads its answer. Never fails: what goes wrong is an outcome. Redirects are answers
 * like any other.
 */
export async function exchangeOnce(dispatcher: Dispatcher, request: ExchangeRequest): Promise<HttpOutcome> {
  const wire = { sent: "no" as "no" | "maybe" };
  try {
    const { status, headers, bytes } = await dispatchOnce(dispatcher, request, () => {
      wire.sent = "maybe";
      request.onWrite?.();
    });
    const body = await decodeBody(bytes, headers["content-encoding"], request.maxBodyBytes);
    return { kind: "answered", status, headers, body };
  } catch (error) {
    return { kind: "no_answer", sent: wire.sent, cause: asError(error) };
  }
}

function dispatchOnce(dispatcher: Dispatcher, request: ExchangeRequest, onWrite: () => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = new AbortController();
    const settle = (act: () => void): void => {
      // First the outcome, for ending the exchange makes an error of its own.
      act();
      end.abort();
    };
    const fail = (error: unknown): void => settle(() => reject(asError(error)));
    const onAbort = (): void => fail(request.signal.reason);
    request.signal.addEventListener("abort", onAbort, { signal: end.signal });
    if (request.signal.aborted) {
      onAbort();
      return;
    }
    const handler = answerHandler(request, {
      end: end.signal,
      onWrite,
      done: (answer) => settle(() => resolve(answer)),
      fail,
    });
    dispatcher.dispatch(dispatchOptions(request), handler);
  });
}

const dispatchOptions = ({ method, url, headers, body }: ExchangeRequest): Dispatcher.DispatchOptions => ({
  origin: url.origin,
  path: `${url.pathname}${url.search}`,
  method,
  headers: body === undefined ? headers : { ...headers, "content-type": body.contentType },
  body: body?.bytes ?? null,
  // The exchange has one time limit, its signal.
  headersTimeout: 0,
  bodyTimeout: 0,
});

interface Exchange {
  /** Aborted when the exchange is over, for whatever reason. */
  readonly end: AbortSignal;
  readonly onWrite: () => void;
  readonly done: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

function answerHandler(request: ExchangeRequest, exchange: Exchange): Dispatcher.DispatchHandler {
  const chunks: Uint8Array[] = [];
  let head: Omit<Answer, "bytes"> | undefined;
  let bodyBytes = 0;
  let writes = 0;
  return {
    // undici calls this synchronously before it writes to the socket: the last moment to change one's mind.
    onRequestStart(controller) {
      writes += 1;
      const refusal = writes > 1 ? new Error("A request is written once.") : request.refuseToSend();
      if (exchange.end.aborted || refusal !== undefined) {
        controller.abort(refusal ?? new Error("The exchange is over."));
        return;
      }
      exchange.onWrite();
      exchange.end.addEventListener("abort", () => controller.abort(new Error("The exchange is over.")));
    },
    onResponseStart(_controller, status, headers) {
      // Interim answers (1xx) come this way too: the last head is the answer's.
      head = { status, headers: flatHeaders(headers) };
    },
    onResponseData(_controller, chunk) {
      bodyBytes += chunk.byteLength;
      if (bodyBytes > request.maxBodyBytes) exchange.fail(new Error("The answer is longer than is taken."));
      else chunks.push(chunk);
    },
    onResponseEnd() {
      if (head === undefined) exchange.fail(new Error("The answer has no head."));
      else exchange.done({ ...head, bytes: Buffer.concat(chunks) });
    },
    onResponseError: (_controller, error) => exchange.fail(error),
  };
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
