import { Failure } from "@kinora/contract";
import { type Agent, type Response, fetch as undiciFetch } from "undici";
import { AddressForbidden } from "./address-forbidden.ts";
import type { FetchCappedOptions } from "./fetch-capped-options.ts";

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 5;

interface Exchange {
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

interface LastHop {
  readonly response: Response;
  readonly url: URL;
}

/** GETs hop by hop until an answer is no redirect. Each hop's address is checked by the guard before it is asked. */
export async function followRedirects(options: FetchCappedOptions, exchange: Exchange): Promise<LastHop> {
  let url = options.guard.checkUrl(options.url);
  for (let left = options.maxRedirects ?? MAX_REDIRECTS; ; left -= 1) {
    const response = await askOnce(url, options, exchange);
    const location = response.headers.get("location");
    if (!REDIRECTS.has(response.status) || location === null) return { response, url };
    if (left === 0) {
      throw new Failure(options.codes.unreachable, { detail: "The address redirects too often: give the final one." });
    }
    await response.body?.cancel();
    url = nextHop(url, location, options);
  }
}

function askOnce(url: URL, options: FetchCappedOptions, { agent, signal }: Exchange): Promise<Response> {
  const { credentials } = options;
  const own = credentials !== undefined && credentials.origin === url.origin ? credentials.headers : {};
  const headers = { accept: options.accept ?? "*/*", "accept-encoding": "identity", "user-agent": "kinora", ...own };
  return undiciFetch(url, { headers, redirect: "manual", dispatcher: agent, signal });
}

/** What was asked for over https is not taken over http, where anybody on the way could put another file in its place. */
function nextHop(from: URL, location: string, { guard }: FetchCappedOptions): URL {
  const url = guard.checkUrl(location, from);
  if (from.protocol === "https:" && url.protocol === "http:") {
    throw new AddressForbidden("The address redirects from https to http, which is not followed.");
  }
  return url;
}
