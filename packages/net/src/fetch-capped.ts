import { Failure } from "@kinora/contract";
import { Agent, type Response } from "undici";
import { findAddressForbidden } from "./address-forbidden.ts";
import { capBytes, tooManyBytes } from "./cap-bytes.ts";
import type { FetchCappedOptions } from "./fetch-capped-options.ts";
import { followRedirects } from "./follow-redirects.ts";
import { guardedConnector } from "./guarded-connector.ts";
import { createRedactor } from "./redact.ts";

/** A download under way. Read `body` to its end, leave its loop, or call `cancel`: each frees the connection. */
export interface CappedDownload {
  /** Where the redirects ended. */
  readonly url: URL;
  readonly status: number;
  /** What the server claims the bytes are: to be checked by content. */
  readonly contentType: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  cancel(): Promise<void>;
}

/**
 * GETs an address that somebody else chose. Every hop passes the guard, a redirect from https to http is refused, and
 * bytes and time are capped on the stream itself. Fails (also while the body is read) with a code of `codes` and a
 * message that names no path and no query, or with the reason of `signal`.
 */
export async function fetchCapped(options: FetchCappedOptions): Promise<CappedDownload> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const connect = guardedConnector(options.guard, options.dial);
  // No keep-alive: the agent lives as long as the download. The time cap is ours, so undici's own are off.
  const agent = new Agent({ connect, allowH2: false, pipelining: 0, headersTimeout: 0, bodyTimeout: 0 });
  const explain = (error: unknown): unknown => explainFetchError(error, { options, timeout });
  try {
    const { response, url } = await followRedirects(options, { agent, signal });
    refuseAnswer(response, options);
    return {
      url,
      status: response.status,
      contentType: response.headers.get("content-type") ?? undefined,
      body: readBody(response, { agent, options, explain }),
      cancel: () => agent.destroy(),
    };
  } catch (error) {
    await agent.destroy();
    throw explain(error);
  }
}

function refuseAnswer(response: Response, { codes, maxBytes }: FetchCappedOptions): void {
  if (response.status !== 200) {
    const isGone = response.status === 404 || response.status === 410;
    throw new Failure(isGone ? codes.gone : codes.unreachable, {
      detail: `The server at that address answered with status ${response.status}, not 200: check that it can be opened without signing in.`,
    });
  }
  // A length is believed only when it speaks against the body.
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) throw tooManyBytes(maxBytes, codes.tooLarge);
}

interface BodyContext {
  readonly agent: Agent;
  readonly options: FetchCappedOptions;
  readonly explain: (error: unknown) => unknown;
}

async function* readBody(response: Response, { agent, options, explain }: BodyContext): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  try {
    yield* capBytes(response.body, options.maxBytes, options.codes.tooLarge);
  } catch (error) {
    throw explain(error);
  } finally {
    await agent.destroy();
  }
}

interface FetchContext {
  readonly options: FetchCappedOptions;
  readonly timeout: AbortSignal;
}

function explainFetchError(error: unknown, { options, timeout }: FetchContext): unknown {
  if (error instanceof Failure) return error;
  if (options.signal?.aborted === true) return options.signal.reason;
  const cause = createRedactor(Object.values(options.credentials?.headers ?? {})).error(error);
  const forbidden = findAddressForbidden(error);
  if (forbidden !== undefined) {
    return new Failure(options.codes.forbidden, { detail: forbidden.message, cause });
  }
  const host = URL.parse(options.url)?.host ?? "the address";
  const detail = timeout.aborted
    ? `${host} did not deliver within ${options.timeoutMs / 1000} s: try again, or send the file itself.`
    : `Fetching from ${host} failed (${innermostMessage(cause)}): check the address.`;
  return new Failure(options.codes.unreachable, { detail, cause });
}

/** undici says "fetch failed" and hides the reason among the causes. */
function innermostMessage(error: Error): string {
  let link = error;
  while (link.cause instanceof Error) link = link.cause;
  return link.message;
}
