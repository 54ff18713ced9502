import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { IncomingMessage, RequestListener } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { createAddressGuard } from "./address-guard.ts";
import { IMAGE_FETCH_CODES } from "./fetch-codes.ts";
import { type HttpClient, type HttpClientOptions, createHttpClient } from "./http-client.ts";
import { type LoopbackServer, serveHttp, serveHttps, serveTcp } from "./small-internet.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function opened(starting: Promise<LoopbackServer>): Promise<LoopbackServer> {
  const server = await starting;
  closing.push(() => server.close());
  return server;
}
const http = (listener: RequestListener): Promise<LoopbackServer> => opened(serveHttp(listener));

function clientOf(server: LoopbackServer, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({
    baseUrl: `http://${server.hostPort}/v1`,
    credentials: { Authorization: "Bearer sesame-open-1234" },
    now: () => 0,
    timeoutMs: 5000,
    maxBodyBytes: 1000,
    ...options,
  });
  closing.push(() => client.close());
  return client;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Counts whole requests as they come off the wire, then does `after` with the socket. */
function countingPosts(after: (socket: Socket, count: number) => void): { count: number; serve: (s: Socket) => void } {
  const seen = {
    count: 0,
    serve: (socket: Socket): void => {
      let text = "";
      socket.on("data", (data) => {
        text += data.toString();
        if (!text.endsWith('{"seed":0}')) return;
        text = "";
        seen.count += 1;
        after(socket, seen.count);
      });
    },
  };
  return seen;
}

const post = { path: "/videos", body: { json: { seed: 0 } } } as const;

test("a POST carries its JSON and the credentials below the base, and is answered with status, headers and text", async () => {
  const seen: unknown[] = [];
  const server = await http((request, response) => {
    void textOf(request).then((text) => {
      const { authorization, accept, "content-type": type, "content-length": length } = request.headers;
      seen.push([request.method, request.url, authorization, accept, type, length, request.headers["x-mode"], text]);
      response.writeHead(201, { "X-Request-Id": "r1", "set-cookie": ["a=1", "b=2"] }).end('{"id":"v1"}');
    });
  });
  const outcome = await clientOf(server).post({ ...post, headers: { "X-Mode": "async", AUTHORIZATION: "mine" } });
  expect(outcome).toMatchObject({ kind: "answered", status: 201, body: '{"id":"v1"}' });
  expect(outcome).toHaveProperty("headers.x-request-id", "r1");
  expect(outcome).toHaveProperty("headers.set-cookie", "a=1, b=2");
  const authorization = "Bearer sesame-open-1234";
  const json = "application/json";
  expect(seen).toEqual([["POST", "/v1/videos", authorization, json, json, "10", "async", '{"seed":0}']]);
});

test("a form reaches the server as multipart with its fields and files", async () => {
  let text = "";
  let type = "";
  const server = await http((request, response) => {
    type = request.headers["content-type"] ?? "";
    void textOf(request).then((body) => {
      text = body;
      response.end("ok");
    });
  });
  const file = { name: "input", fileName: "a.png", contentType: "image/png", bytes: Buffer.from("PIXELS") };
  const form = [{ name: "prompt", value: "云 drift" }, file];
  await expect(clientOf(server).post({ path: "/videos", body: { form } })).resolves.toMatchObject({ status: 200 });
  expect(type).toMatch(/^multipart\/form-data; boundary=/u);
  expect(text).toContain('name="prompt"\r\n\r\n云 drift\r\n');
  expect(text).toMatch(/name="input"; filename="a\.png"\r\nContent-Type: image\/png\r\n\r\nPIXELS\r\n/u);
});

test.each([500, 502, 503, 504, 408, 425, 429])("a POST answered %i is sent once", async (status) => {
  let requests = 0;
  const server = await http((_request, response) => {
    requests += 1;
    response.writeHead(status, { "retry-after": "0" }).end("{}");
  });
  await expect(clientOf(server).post(post)).resolves.toMatchObject({ kind: "answered", status });
  expect(requests).toBe(1);
});

test.each([301, 302, 303, 307, 308])("a POST answered with redirect %i is not repeated", async (status) => {
  const urls: (string | undefined)[] = [];
  const server = await http((request, response) => {
    urls.push(request.url);
    response.writeHead(status, { location: "/elsewhere" }).end();
  });
  const outcome = await clientOf(server).post(post);
  expect(outcome).toMatchObject({ kind: "answered", status, headers: { location: "/elsewhere" } });
  expect(urls).toEqual(["/v1/videos"]);
});

test("a POST whose connection is dropped after it was read is sent once, and may have arrived", async () => {
  for (const drop of [(s: Socket) => s.destroy(), (s: Socket) => s.resetAndDestroy(), (s: Socket) => s.end()]) {
    const seen = countingPosts(drop);
    const server = await opened(serveTcp(seen.serve));
    await expect(clientOf(server).post(post)).resolves.toMatchObject({ kind: "no_answer", sent: "maybe" });
    expect(seen.count).toBe(1);
  }
});

test("a POST whose answer breaks off, or is no HTTP, is sent once, and may have arrived", async () => {
  for (const answer of [
    'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"id":',
    "HTTP/1.1 200 OK\r\nx:",
    "nonsense\r\n\r\n",
  ]) {
    const seen = countingPosts((socket) => socket.end(answer));
    const server = await opened(serveTcp(seen.serve));
    await expect(clientOf(server).post(post)).resolves.toMatchObject({ kind: "no_answer", sent: "maybe" });
    expect(seen.count).toBe(1);
  }
});

test("a POST to a server that closes the connection when the second request comes is sent once", async () => {
  // A server that keeps connections, answers the first request on each, and drops it as the next one arrives.
  let connections = 0;
  const requests: string[] = [];
  const server = await opened(
    serveTcp((socket) => {
      connections += 1;
      let onThis = 0;
      socket.on("data", (data) => {
        const [line = ""] = data.toString().split("\r\n");
        if (!/^(?:GET|POST)/u.test(line)) return;
        requests.push(line);
        onThis += 1;
        if (onThis > 1) socket.destroy();
        else socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}");
      });
    }),
  );
  const client = clientOf(server);
  await expect(client.get({ path: "/a" })).resolves.toMatchObject({ kind: "answered" });
  await expect(client.post(post)).resolves.toMatchObject({ kind: "answered" });
  await expect(client.post(post)).resolves.toMatchObject({ kind: "answered" });
  // The kept connection carries the GETs alone, and even a GET is not repeated by us.
  await expect(client.get({ path: "/b" })).resolves.toMatchObject({ kind: "no_answer", sent: "maybe" });
  expect(connections).toBe(3);
  const posted = "POST /v1/videos HTTP/1.1";
  expect(requests).toEqual(["GET /v1/a HTTP/1.1", posted, posted, "GET /v1/b HTTP/1.1"]);
});

test("a POST after the server closed idle connections is sent once, on a new one", async () => {
  let posts = 0;
  const sockets: Socket[] = [];
  const server = await http((request, response) => {
    if (request.method === "POST") posts += 1;
    sockets.push(request.socket);
    response.end("{}");
  });
  const client = clientOf(server);
  await client.get({ path: "/a" });
  for (const socket of sockets) socket.destroy();
  await expect(client.post(post)).resolves.toMatchObject({ kind: "answered", status: 200 });
  expect(posts).toBe(1);
});

test("GETs share their connections", async () => {
  const ports = new Set<number | undefined>();
  const server = await http((request, response) => {
    ports.add(request.socket.remotePort);
    response.end("{}");
  });
  const client = clientOf(server);
  for (const path of ["/a", "/b", "/c", "/d", "/e", "/f"]) await client.get({ path });
  // Two: the pool opens a second one when asked in the very moment in which the first is being freed.
  expect(ports.size).toBeLessThanOrEqual(2);
});

test("a POST that finds nobody listening was certainly not sent", async () => {
  const server = await serveTcp(() => undefined);
  await server.close();
  const outcome = await clientOf(server).post(post);
  expect(outcome).toMatchObject({ kind: "no_answer", sent: "no", cause: { code: "ECONNREFUSED" } });
});

test("after its last moment a POST is not sent, though the connection stands", async () => {
  let requests = 0;
  let connected = 0;
  const server = await opened(
    serveTcp((socket) => {
      connected += 1;
      socket.on("data", () => (requests += 1));
    }),
  );
  // The clock is within the limit until the connection is there, and past it at the write.
  const client = clientOf(server, { now: () => 1001 });
  const outcome = await client.post({ ...post, notAfter: 1000 });
  expect(outcome).toMatchObject({ kind: "no_answer", sent: "no", cause: { message: /time in which/u } });
  expect(connected).toBe(1);
  expect(requests).toBe(0);
});

test("at its last moment a POST is still sent", async () => {
  const server = await http((_request, response) => response.end("{}"));
  const outcome = await clientOf(server, { now: () => 1000 }).post({ ...post, notAfter: 1000 });
  expect(outcome).toMatchObject({ kind: "answered", status: 200 });
});

test("a time-out before the connection stands is not sent, one after the write is maybe sent; each is sent once at most", async () => {
  const seen = countingPosts(() => undefined);
  const server = await opened(serveTcp(seen.serve));
  await expect(clientOf(server).post({ ...post, timeoutMs: 60 })).resolves.toMatchObject({
    kind: "no_answer",
    sent: "maybe",
    cause: { name: "TimeoutError" },
  });
  expect(seen.count).toBe(1);
  const guard = createAddressGuard({ resolve: () => new Promise(() => undefined) });
  const waiting = clientOf(server, { guard, baseUrl: "http://slow.test/" });
  await expect(waiting.post({ ...post, timeoutMs: 30 })).resolves.toMatchObject({ kind: "no_answer", sent: "no" });
  expect(seen.count).toBe(1);
});

test("an abort says what it has stopped", async () => {
  const stop = new AbortController();
  const seen = countingPosts(() => stop.abort(new Error("Stopping.")));
  const server = await opened(serveTcp(seen.serve));
  const client = clientOf(server);
  const under = await client.post({ ...post, signal: stop.signal });
  expect(under).toMatchObject({ kind: "no_answer", sent: "maybe", cause: { message: "Stopping." } });
  const before = await client.post({ ...post, signal: stop.signal });
  expect(before).toMatchObject({ kind: "no_answer", sent: "no", cause: { message: "Stopping." } });
  expect(seen.count).toBe(1);
});

test("an answer longer than the cap is no answer, and ends", async () => {
  const server = await http((_request, response) => {
    const more = (): boolean => response.write("x".repeat(400), () => setImmediate(more));
    more();
  });
  const outcome = await clientOf(server).post(post);
  expect(outcome).toMatchObject({ kind: "no_answer", sent: "maybe", cause: { message: /longer than is taken/u } });
});

test("a compressed answer is read, and capped after decompression", async () => {
  const answers = [gzipSync('{"id":"v1"}'), gzipSync("x".repeat(100_000))];
  const server = await http((_request, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(answers.shift()),
  );
  const client = clientOf(server);
  await expect(client.post(post)).resolves.toMatchObject({ kind: "answered", body: '{"id":"v1"}' });
  await expect(client.post(post)).resolves.toMatchObject({ kind: "no_answer", sent: "maybe" });
});

test("interim answers are passed over", async () => {
  const text = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
  const seen = countingPosts((socket) => socket.write(text));
  const server = await opened(serveTcp(seen.serve));
  await expect(clientOf(server).post(post)).resolves.toMatchObject({ kind: "answered", status: 200, body: "{}" });
});

test("nothing goes to another origin, whatever the path says", async () => {
  const elsewhere: unknown[] = [];
  const other = await http((request, response) => response.end(`{"count":${elsewhere.push(request.url)}}`));
  const urls: (string | undefined)[] = [];
  const server = await http((request, response) => response.end(`{"count":${urls.push(request.url)}}`));
  const client = clientOf(server);
  for (const path of [`http://${other.hostPort}/x`, `//${other.hostPort}/x`, `@${other.hostPort}/x`, ""]) {
    const outcome = await client.get({ path });
    if (!path.startsWith("/")) expect(outcome).toMatchObject({ kind: "no_answer", sent: "no" });
  }
  await client.get({ path: `http://${server.hostPort}/status/7?x=1` });
  expect(elsewhere).toEqual([]);
  expect(urls).toEqual([`/v1//${other.hostPort}/x`, "/status/7?x=1"]);
});

test("a client with a guard reaches no private address", async () => {
  const seen = countingPosts((socket) => socket.end());
  const server = await opened(serveTcp(seen.serve));
  const guard = createAddressGuard({ resolve: () => Promise.resolve(["127.0.0.1"]) });
  for (const host of ["127.0.0.1", "hook.test"]) {
    const client = clientOf(server, { guard, baseUrl: `http://${host}:${server.port}` });
    await expect(client.post(post)).resolves.toMatchObject({ kind: "no_answer", sent: "no" });
  }
  expect(seen.count).toBe(0);
});

test("https is spoken, and a certificate that nobody vouches for stops the request before it is sent", async () => {
  const at = (name: string): Buffer => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url));
  const tls = { key: at("test-server.key"), cert: at("test-server.crt") };
  let requests = 0;
  const server = await opened(
    serveHttps(tls, (_request, response) => {
      requests += 1;
      response.end("{}");
    }),
  );
  const client = clientOf(server, { baseUrl: `https://${server.hostPort}` });
  await expect(client.post(post)).resolves.toMatchObject({ kind: "no_answer", sent: "no" });
  expect(requests).toBe(0);
  setDefaultCACertificates([...getCACertificates("default"), tls.cert.toString()]);
  await expect(client.post(post)).resolves.toMatchObject({ kind: "answered", status: 200 });
  expect(requests).toBe(1);
});

test("the client's own files are downloaded with its key where asked, and the key stays at a redirect elsewhere", async () => {
  const seen: unknown[] = [];
  const store = await http((request, response) => response.end(`film ${seen.push(request.headers.authorization)}`));
  const server = await http((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { location: `http://${store.hostPort}/film.mp4?sig=1` }).end();
  });
  const guard = createAddressGuard({ allowedPrivateHosts: [store.hostPort] });
  const folder = await mkdtemp(join(tmpdir(), "kinora-net-"));
  closing.push(() => rm(folder, { recursive: true }));
  const url = `http://${server.hostPort}/v1/videos/7/content`;
  const options = { guard, url, path: join(folder, "film"), maxBytes: 100, timeoutMs: 5000 };
  const codes = IMAGE_FETCH_CODES;
  for (const withCredentials of [true, false]) {
    const file = await clientOf(server).downloadToFile({ ...options, codes, withCredentials });
    expect(await readFile(file.path, "utf8")).toMatch(/^film \d$/u);
  }
  expect(seen).toEqual(["Bearer sesame-open-1234", undefined, undefined, undefined]);
});

test("a base address with a user, a query or another scheme is refused without repeating it", async () => {
  const server = await http(() => undefined);
  for (const baseUrl of ["ftp://a", "nonsense", "http://u:hunter2@a", "http://a/?key=hunter2", "http://a/#hunter2"]) {
    const making = (): HttpClient => clientOf(server, { baseUrl });
    expect(making).toThrow(expect.objectContaining({ code: "bad_option" }));
    expect(making).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") as unknown }));
  }
});

test("no outcome shows the credentials, however deep one looks", async () => {
  const seen = countingPosts((socket) => socket.destroy());
  const server = await opened(serveTcp(seen.serve));
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  const stopped = AbortSignal.abort(new Error("The holder of sesame-open-1234 left."));
  const outcomes = [
    await clientOf(server).post({ ...post, signal: stopped }),
    await clientOf(server).post(post),
    await clientOf(server).post({ path: "/videos", body: { json: circular } }),
    await clientOf(server, { credentials: { authorization: "Bearer sesame-open-1234\n" } }).post(post),
  ];
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(["no_answer", "no_answer", "no_answer", "no_answer"]);
  expect(inspect(outcomes, { depth: 20, showHidden: true })).not.toMatch(/sesame/u);
});
