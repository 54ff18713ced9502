import type { Chance } from "../../bench/engine/fuzz/chance.ts";
import { makeBody } from "./bodies.ts";
import { TARGETS } from "./targets.ts";

/** What goes over one socket. */
export interface WireRequest {
  /** For reports: method and path as drawn. */
  readonly label: string;
  readonly bytes: Buffer;
  /**
   * `answer`: the connection stays until the server answers. `half`: our side is closed after the last byte, and an answer is
   * awaited. `cut`: less is sent than was announced, and the connection is dropped.
   */
  readonly ending: "answer" | "half" | "cut";
}

/** Authorization values to draw from: none, wrong ones, right ones. */
export type Credentials = readonly (string | undefined)[];

const IDS = [
  "gen_01JD0000000000000000000000",
  "upl_x",
  "whk_x",
  "key_x",
  "local",
  "fal",
  "x",
  "0",
  "%00",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "..%5c..%5cx",
  "%ff%fe",
  "%",
  "%zz",
  "__proto__",
  "constructor",
  "a".repeat(600),
  "%F0%9D%92%B3",
  ";a=b",
  "'%20OR%201=1--",
  "*",
];

const QUERIES = [
  "?limit=0",
  "?limit=1e9",
  "?limit=-1&limit=2",
  "?limit=%00",
  "?cursor=x",
  `?cursor=${"A".repeat(200)}`,
  "?cursor=eyJhIjoxfQ",
  "?after=x&order=up",
  "?after=2026-13-45T99:99:99Z",
  "?before=%F0%28%8C%28",
  "?status[]=a&status[b]=c",
  "?ids=",
  `?ids=${"gen_1,".repeat(150)}`,
  "?ids=__proto__",
  "?q=%25%25%25_%5C%27%22",
  "?variant=__proto__",
  "?kind=%0d%0aset-cookie:x",
  "?wait=1e400",
  "?__proto__[x]=1&constructor=2",
  `?${"a=1&".repeat(3000)}`,
  "??&&==#",
  `?q=${"x".repeat(12_000)}`,
  "?last_event_id=-1",
  "?since=NaN",
];

const METHODS = [
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "QUERY",
  "PROPFIND",
  "BREW",
  "get",
];

const HEADERS: readonly string[] = [
  "range: bytes=-",
  "range: bytes=9999999999999999999-1",
  "range: bytes=0-0,1-1,2-2",
  "range: lines=1-2",
  'if-none-match: *, W/"x"',
  "if-range: Tue, 99 Foo 2026",
  "last-event-id: -99999999999999999999",
  "last-event-id: \u00ff\u00fe",
  "idempotency-key: ",
  `idempotency-key: ${"k".repeat(5000)}`,
  "idempotency-key: {}[]",
  "prefer: wait=0.001",
  "prefer: wait=-1, respond-async;;;,",
  "accept: text/event-stream",
  "accept: application/json, text/event-stream",
  "accept: */*;q=9",
  "accept-encoding: gzip;q=x, *",
  "content-encoding: gzip",
  "content-encoding: br, br, br",
  "expect: 100-continue",
  "expect: 200-maybe",
  "upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: eA==\r\nsec-websocket-version: 13",
  "connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: x",
  "x-forwarded-for: 127.0.0.1\r\nx-forwarded-host: evil.example\r\nx-forwarded-proto: gopher",
  "origin: https://evil.example",
  "origin: null",
  "sec-fetch-site: cross-site",
  "transfer-encoding: identity",
  "te: trailers, deflate;q=0.5",
  "mcp-protocol-version: 0",
  "mcp-session-id: \t",
  "cookie: a=b; a=c; =; ;;;",
  `x-junk: ${"j".repeat(20_000)}`,
  Array.from({ length: 150 }, (_, index) => `x-${index}: y`).join("\r\n"),
  "x bad: name",
  ": no name",
  "folded: a\r\n b",
  "nul: a\0b",
  "content-length: 5",
  "content-length: -1",
  "content-length: 99999999999999999999",
  "host: a, b",
];

const HOSTS = ["localhost", "127.0.0.1", "[::1]", "evil.example", "", "a b", "localhost:99999", "%6c"];

const RAW = [
  "\r\n\r\n\r\n",
  "GET\r\n\r\n",
  "GET / HTTP/9.9\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET http://evil.example/health HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "GET //evil.example/%2e%2e HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "CONNECT localhost:22 HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
  "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n",
  "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\nGET /nope HTTP/1.1\r\nhost: localhost\r\n\r\nGARBAGE\r\n\r\n",
  "GET /\x7f\x01 HTTP/1.1\r\nhost: localhost\r\n\r\n",
  `GET /${"a".repeat(70_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
];

/** One request that no client would send on purpose, to any of the routes. */
// eslint-disable-next-line complexity -- a draw after a draw: each condition is one of chance
export const makeRequest = (chance: Chance, credentials: Credentials): WireRequest => {
  if (chance.happens(0.04)) {
    const raw = chance.pick(RAW);
    return { label: `raw ${JSON.stringify(raw.slice(0, 60))}`, bytes: Buffer.from(raw, "latin1"), ending: "half" };
  }
  const target = chance.pick(TARGETS);
  const method = chance.happens(0.2) ? chance.pick(METHODS) : target.method;
  const path =
    target.path.replace(/:\w+|\{\w+\}/gu, () => chance.pick(IDS)) + (chance.happens(0.3) ? chance.pick(QUERIES) : "");
  const hasBody = chance.happens(["GET", "HEAD"].includes(target.method) ? 0.1 : 0.9);
  const { contentType, bytes } = hasBody ? makeBody(chance) : { contentType: undefined, bytes: Buffer.alloc(0) };
  const isCut = hasBody && chance.happens(0.08);
  const junk = chance.happens(0.35) ? [chance.pick(HEADERS)] : [];
  const length = bytes.length + (isCut ? chance.whole(1, 1e6) : 0);
  const authorization = chance.pick(credentials);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${chance.happens(0.05) ? chance.pick(HOSTS) : "localhost"}`,
    "connection: close",
    ...(authorization === undefined ? [] : [`authorization: ${authorization}`]),
    ...(contentType === undefined ? [] : [`content-type: ${contentType}`]),
    ...(hasBody ? [`content-length: ${length}`] : []),
    ...junk,
  ];
  // A length that is not kept leaves the server waiting for the rest, as it should: it is told that none comes.
  const isShort = junk.some((line) => line.startsWith("content-length"));
  return {
    label: `${method} ${path.slice(0, 120)}`,
    bytes: Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), bytes]),
    ending: isCut ? "cut" : isShort || chance.happens(0.1) ? "half" : "answer",
  };
};
