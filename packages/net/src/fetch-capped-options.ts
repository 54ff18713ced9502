import type { AddressGuard } from "./address-guard.ts";
import type { FetchCodes } from "./fetch-codes.ts";
import type { Dial } from "./guarded-connector.ts";

/** What `fetchCapped` is asked. */
export interface FetchCappedOptions {
  readonly url: string;
  readonly guard: AddressGuard;
  /** Counted after decompression, as the bytes come. */
  readonly maxBytes: number;
  /** For everything together: names, connections, redirects and the last byte of the body. */
  readonly timeoutMs: number;
  /** 5 by default. */
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
  /** The Accept header: a wish, which servers may ignore. */
  readonly accept?: string;
  readonly codes: FetchCodes;
  /** Headers for one origin: sent on each hop to that origin, and on no other. */
  readonly credentials?: OriginCredentials;
  /** For tests: how sockets are made. */
  readonly dial?: Dial;
}

export interface OriginCredentials {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
}
