import type { HttpClient, HttpOutcome, HttpRequest, RequestBody } from "@kinora/net";
import type { Connection } from "./account.ts";
import { type Answer, answerOf } from "./answer.ts";
import { ProviderTrouble } from "./provider-trouble.ts";
import { requireFilm } from "./result-film.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface FreeRequest {
  /** Begins with a slash and goes below the base URL; or a whole URL of the same origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** True: every status is the caller's to read. Else 401, 403, 408, 425, 429 and 5xx are trouble, to be tried again. */
  readonly readsEveryStatus?: boolean;
}

export interface ResultFile {
  readonly url: string;
  readonly toPath: string;
  /** True where the vendor's contract wants the key for its files; it goes to the vendor's own origin alone. */
  readonly withCredentials?: boolean;
}

/** A vendor's API as an adapter sees it: calls that cost nothing. The one billable POST is the kit's own. */
export interface ProviderHttp {
  /** Of the base URL. */
  readonly origin: string;
  /** Throws `ProviderTrouble` where no answer came, or one that says "not now". */
  get(request: FreeRequest): Promise<Answer>;
  /** As `get`, for what changes something and is not billed: an upload, a cancel. Sent once. */
  send(method: "POST" | "PUT" | "DELETE", request: FreeRequest): Promise<Answer>;
  /** Fetches a finished film: streamed, capped, and looked at by content. Throws Failure of the `result_…` codes. */
  download(file: ResultFile): Promise<void>;
}

/** No clip is larger. */
const MAX_RESULT_BYTES = 2 * 1024 ** 3;
const RESULT_TIMEOUT_MS = 15 * 60_000;

interface CallOptions {
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Called when a read is being written. */
  readonly onRead?: (() => void) | undefined;
}

export const createProviderHttp = (
  { client, guard, resultCodes }: Connection,
  { now, signal, onRead }: CallOptions,
): ProviderHttp => {
  const watch = onRead === undefined ? {} : { onWrite: onRead };
  const read = async (request: FreeRequest, exchange: Promise<HttpOutcome>): Promise<Answer> => {
    const outcome = await exchange;
    signal.throwIfAborted();
    if (outcome.kind === "no_answer") {
      throw new ProviderTrouble(`no answer came (${outcome.cause.message})`, { cause: outcome.cause });
    }
    const answer = answerOf(outcome);
    if (request.readsEveryStatus === true || !isTrouble(answer.status)) return answer;
    const afterMs = retryAfterMs(answer.headers, now());
    const wait = afterMs === undefined ? {} : { afterMs };
    throw new ProviderTrouble(`it answered with status ${answer.status}`, { status: answer.status, ...wait });
  };
  return {
    origin: client.origin,
    get: ({ path, headers = {}, ...request }) =>
      read({ path, ...request }, client.get({ path, headers, signal, ...watch })),
    send: (method, request) => {
      const { path, headers = {}, body } = request;
      const sent = { path, headers, signal, ...(body === undefined ? {} : { body }) };
      return read(request, sendBy(client, method, sent));
    },
    download: async ({ url, toPath, withCredentials = false }) => {
      const limits = { maxBytes: MAX_RESULT_BYTES, timeoutMs: RESULT_TIMEOUT_MS, codes: resultCodes };
      await client.downloadToFile({ url, path: toPath, guard, signal, withCredentials, accept: "video/*", ...limits });
      await requireFilm(toPath);
    },
  };
};

const sendBy = (client: HttpClient, method: "POST" | "PUT" | "DELETE", request: HttpRequest): Promise<HttpOutcome> => {
  switch (method) {
    case "POST":
      return client.post(request);
    case "PUT":
      return client.put(request);
    case "DELETE":
      return client.delete(request);
  }
};

const isTrouble = (status: number): boolean => [401, 403, 408, 425, 429].includes(status) || status >= 500;
