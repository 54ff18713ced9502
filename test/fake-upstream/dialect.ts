import type { RequestKind, Refusal } from "./rules.ts";
import type { Vendor } from "./vendor.ts";

/** A request, read to its end. */
export interface FakeRequest {
  readonly method: string;
  /** Below the dialect's own base, such as `/api/v1/tasks/7`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** The body; undefined where it is no JSON. */
  readonly json: unknown;
  /** What the route's pattern captured. */
  readonly captured: readonly string[];
  /** The dialect's own base URL, for links. */
  readonly baseUrl: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answered as JSON. */
  readonly json?: unknown;
  /** Or bytes, with a content type among the headers. */
  readonly bytes?: Buffer;
}

export interface FakeRoute {
  /** What it is for; where one route is for several things, as it is asked (a poll that brings the film is a "result"). */
  readonly on: RequestKind | ((request: FakeRequest, vendor: Vendor) => RequestKind);
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Anchored at both ends; what it captures is `captured`. */
  readonly path: RegExp;
  answer(request: FakeRequest, vendor: Vendor): FakeAnswer;
}

/** How one vendor speaks. Everything that misbehaves is the server's. */
export interface Dialect {
  /** The first part of its path: `http://127.0.0.1:PORT/<name>`. */
  readonly name: string;
  /** Whether the request carries the key, where and as this vendor wants it. */
  authorized(request: FakeRequest, key: string): boolean;
  /** The first that matches answers. */
  readonly routes: readonly FakeRoute[];
  /** Every documented refusal in this vendor's words. */
  readonly refusals: Readonly<Record<Refusal, FakeAnswer>>;
}
