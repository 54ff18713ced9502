import { readableOf } from "./multipart.ts";

/** How much of a request's bytes has left. */
export interface UploadProgress {
  readonly sentBytes: number;
  /** Of the whole body; undefined where a stream is sent whose end nobody knows. */
  readonly totalBytes: number | undefined;
}

export type OnUploadProgress = (progress: UploadProgress) => void;

/** What is sent, and who hears how far it is. */
export interface Upload {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Blob | ReadableStream<Uint8Array>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnUploadProgress;
}

/** Of a browser's XMLHttpRequest what is used here: the one way in which a browser tells how much was sent. */
interface Xhr {
  status: number;
  response: Blob;
  responseType: string;
  onload: () => void;
  onerror: () => void;
  onabort: () => void;
  readonly upload: { onprogress: (event: { loaded: number; total: number }) => void };
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: Blob): void;
  abort(): void;
}

const browserXhr = (): (new () => Xhr) | undefined =>
  (globalThis as unknown as { XMLHttpRequest?: new () => Xhr }).XMLHttpRequest;

const sendByXhr = (Request: new () => Xhr, upload: Upload, body: Blob): Promise<Response> =>
  new Promise((resolve, reject) => {
    const { url, method, headers, signal, onProgress } = upload;
    signal?.throwIfAborted();
    const request = new Request();
    request.open(method, url.href);
    headers.forEach((value, name) => {
      request.setRequestHeader(name, value);
    });
    request.responseType = "blob";
    request.upload.onprogress = ({ loaded, total }) => {
      onProgress({ sentBytes: loaded, totalBytes: total });
    };
    const stop = (): void => {
      request.abort();
    };
    const over = (settle: () => void) => () => {
      signal?.removeEventListener("abort", stop);
      settle();
    };
    request.onload = over(() => {
      resolve(new Response(request.response, { status: request.status }));
    });
    request.onerror = over(() => {
      reject(new TypeError("The connection broke."));
    });
    request.onabort = over(() => {
      reject(signal?.reason as Error);
    });
    signal?.addEventListener("abort", stop, { once: true });
    request.send(body);
  });

/** A picture in memory comes as one chunk: it leaves in pieces of at most this, so that there is something to tell. */
const PIECE_BYTES = 65_536;

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  totalBytes: number | undefined,
  hear: OnUploadProgress,
): AsyncGenerator<Uint8Array> {
  let sentBytes = 0;
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      yield piece;
      // Asked for more: what was given is on its way.
      sentBytes += piece.length;
      hear({ sentBytes, totalBytes });
    }
  }
}

/**
 * Sends a body and tells how far it is. A browser's own `fetch` cannot tell, so there an XMLHttpRequest sends what is no
 * stream; elsewhere, and with a `fetch` of the caller's, the bytes are counted as they are taken.
 */
export const sendReporting = (upload: Upload, fetchGiven: typeof globalThis.fetch | undefined): Promise<Response> => {
  const { url, method, headers, body, signal, onProgress } = upload;
  const Request = fetchGiven === undefined ? browserXhr() : undefined;
  if (Request !== undefined && body instanceof Blob) return sendByXhr(Request, upload, body);
  const [bytes, total] = body instanceof Blob ? [body.stream(), body.size] : [body, undefined];
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers,
    duplex: "half",
    body: readableOf(counted(bytes as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>, total, onProgress)),
  };
  if (signal !== undefined) init.signal = signal;
  return (fetchGiven ?? globalThis.fetch)(url, init);
};
