import { Failure } from "@kinora/contract";
import { isLoopbackHost } from "../config/loopback-host.ts";
import type { Config } from "../config/config.ts";

export interface RequestOrigin {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a method may change something. */
export const isUnsafe = (method: string): boolean => !SAFE_METHODS.has(method);

/**
 * Keeps other web pages away from a server that trusts its machine. On loopback the Host header must name this machine (a
 * rebound name does not), and an unsafe method with an Origin must come from this server's own pages. Clients that are
 * no browser send no Origin and pass. Throws cross_site_request.
 */
export const checkSameSite = (config: Pick<Config, "host" | "publicUrl">, request: RequestOrigin): void => {
  const publicHost = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).host;
  if (isLoopbackHost(config.host) && !isOwnHost(request.host, publicHost)) {
    throw new Failure("cross_site_request", {
      detail:
        "The Host header does not name this machine: use localhost, 127.0.0.1 or [::1], or set KINORA_PUBLIC_URL to the name that clients use.",
    });
  }
  if (!isUnsafe(request.method) || request.origin === undefined) return;
  const originHost = URL.parse(request.origin)?.host;
  if (originHost === undefined || originHost === "" || ![request.host, publicHost].includes(originHost)) {
    throw new Failure("cross_site_request", {
      detail:
        "This request comes from a page of another site: call the API from this server's own pages, or from a program.",
    });
  }
};

function isOwnHost(host: string | undefined, publicHost: string | undefined): boolean {
  // HTTP/1.0 clients may name no host; a browser always does.
  if (host === undefined || host === publicHost) return true;
  const name = URL.parse(`http://${host}`)?.hostname.replace(/^\[(.*)\]$/u, "$1");
  return name !== undefined && (isLoopbackHost(name) || name.endsWith(".localhost"));
}
