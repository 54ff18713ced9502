import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { setDefaultCACertificates, getCACertificates } from "node:tls";
import { gzipSync } from "node:zlib";
import { Failure } from "@kinora/contract";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createAddressGuard } from "./address-guard.ts";
import type { FetchCappedOptions } from "./fetch-capped-options.ts";
import { fetchCapped } from "./fetch-capped.ts";
import { IMAGE_FETCH_CODES, RESULT_FETCH_CODES } from "./fetch-codes.ts";
import { type LoopbackServer, internetAt, serveHttp, serveHttps, serveTcp } from "./small-internet.ts";

const tls = {
  key: readFileSync(new URL("./__fixtures__/test-server.key", import.meta.url)),
  cert: readFileSync(new URL("./__fixtures__/test-server.crt", import.meta.url)),
};
beforeAll(() => setDefaultCACertificates([...getCACertificates("default"), tls.cert.toString()]));

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
async function opened<S extends LoopbackServer>(starting: Promise<S>): Promise<S> {
  const server = await starting;
  servers.push(server);
  return server;
}
const http = (listener: RequestListener): Promise<LoopbackServer> => opened(serveHttp(listener));

const onlyOpening = (...allowedPrivateHosts: string[]): Pick<FetchCappedOptions, "guard"> => ({
  guard: createAddressGuard({ allowedPrivateHosts }),
});
const limits = { maxBytes: 1000, timeoutMs: 5000, codes: IMAGE_FETCH_CODES };

async function read(options: FetchCappedOptions): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await fetchCapped(options)).body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function leaveAfterOneChunk(body: AsyncIterable<Uint8Array>): Promise<number> {
  for await (const chunk of body) return chunk.byteLength;
  return 0;
}

const failsWith = (code: string, message: RegExp | string = ""): unknown =>
  expect.objectContaining({ constructor: Failure, code, message: expect.stringMatching(message) as unknown });

test("a file is streamed with its final address, status and type", async () => {
  const seen: unknown[] = [];
  const server = await http((request, response) => {
    seen.push([request.method, request.url, request.headers["accept"], request.headers["referer"]]);
    if (request.url === "/start") response.writeHead(302, { location: "/end?x=1" }).end("elsewhere");
    else response.writeHead(200, { "content-type": "image/png" }).end("pixels");
  });
  const url = `http://${server.hostPort}/start`;
  const download = await fetchCapped({ url, ...onlyOpening(server.hostPort), ...limits, accept: "image/*" });
  expect(download.url.href).toBe(`http://${server.hostPort}/end?x=1`);
  expect(download.status).toBe(200);
  expect(download.contentType).toBe("image/png");
  const chunks: Uint8Array[] = [];
  for await (const chunk of download.body) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe("pixels");
  expect(seen).toEqual([
    ["GET", "/start", "image/*", undefined],
    ["GET", "/end?x=1", "image/*", undefined],
  ]);
});

test("private addresses are refused before anything is sent", async () => {
  let requests = 0;
  const server = await http((_request, response) => {
    requests += 1;
    response.end("secret");
  });
  const { port } = server;
  const hosts = ["127.0.0.1", "localhost", "localhost.", "0x7f.1", "2130706433", "017700000001", "0.0.0.0", "127.1"];
  for (const host of [...hosts, "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]"]) {
    const reading = read({ url: `http://${host}:${port}/`, ...onlyOpening(), ...limits });
    await expect(reading, host).rejects.toThrow(failsWith("image_url_forbidden", /KINORA_ALLOW_PRIVATE_HOSTS/u));
  }
  expect(requests).toBe(0);
});

test("a name that resolves to a private address is refused before anything is sent", async () => {
  let requests = 0;
  const server = await http((_request, response) => {
    requests += 1;
    response.end("secret");
  });
  const guard = createAddressGuard({ resolve: () => Promise.resolve(["127.0.0.1"]) });
  const url = `http://127.0.0.1.nip.test:${server.port}/`;
  await expect(read({ url, guard, ...limits })).rejects.toThrow(failsWith("image_url_forbidden"));
  expect(requests).toBe(0);
});

test("a public name is fetched at the address that was checked, resolved once", async () => {
  const server = await http((request, response) => response.end(request.headers.host));
  const asked: string[] = [];
  const resolve = (name: string): Promise<string[]> => {
    asked.push(name);
    // Every later answer would be loopback: nobody may ask for it.
    return Promise.resolve(asked.length === 1 ? ["8.8.8.8", "8.8.4.4"] : ["127.0.0.1"]);
  };
  const { dial, dialled } = internetAt(server.port);
  const text = await read({ url: "http://rebind.test/", guard: createAddressGuard({ resolve }), dial, ...limits });
  expect(text).toBe("rebind.test");
  expect(asked).toEqual(["rebind.test"]);
  expect(dialled).toEqual(["8.8.8.8"]);
});

test("an opened name is fetched at whichever of its addresses answers", async () => {
  const server = await http((request, response) => response.end(request.headers.host));
  const host = `images.lan:${server.port}`;
  for (const addresses of [["127.0.0.1"], ["::1", "127.0.0.1"]]) {
    const guard = createAddressGuard({ allowedPrivateHosts: [host], resolve: () => Promise.resolve(addresses) });
    await expect(read({ url: `http://${host}/`, guard, ...limits })).resolves.toBe(host);
  }
});

test("a name without an address, and one that the resolver does not know, are unreachable", async () => {
  const resolvers = [() => Promise.resolve([]), () => Promise.reject(new Error("getaddrinfo ENOTFOUND nowhere.test"))];
  for (const resolve of resolvers) {
    const reading = read({ url: "http://nowhere.test/", guard: createAddressGuard({ resolve }), ...limits });
    await expect(reading).rejects.toThrow(failsWith("image_url_unreachable", /nowhere\.test/u));
  }
});

test("a name that turns private between two hops is refused at the second", async () => {
  const urls: (string | undefined)[] = [];
  const server = await http((request, response) => {
    urls.push(request.url);
    response.writeHead(302, { location: "/again" }).end();
  });
  const answers = [["8.8.8.8"], ["127.0.0.1"]];
  const guard = createAddressGuard({ resolve: () => Promise.resolve(answers.shift() ?? []) });
  const { dial, dialled } = internetAt(server.port);
  const reading = read({ url: "http://rebind.test/", guard, dial, ...limits });
  await expect(reading).rejects.toThrow(failsWith("image_url_forbidden"));
  expect(urls).toEqual(["/"]);
  expect(dialled).toEqual(["8.8.8.8"]);
});

test("a connection that ends up at a private peer is dropped before anything is sent", async () => {
  let requests = 0;
  const server = await http(() => (requests += 1));
  const guard = createAddressGuard({ resolve: () => Promise.resolve(["8.8.8.8"]) });
  const { dial } = internetAt(server.port, "::ffff:127.0.0.1");
  const reading = read({ url: "http://public.test/", guard, dial, ...limits });
  await expect(reading).rejects.toThrow(failsWith("image_url_forbidden", /led to an address that is not public/u));
  expect(requests).toBe(0);
});

test.each([
  ["http://127.0.0.1:1/"],
  ["http://[::ffff:169.254.169.254]/"],
  ["http://localhost/"],
  ["file:///etc/passwd"],
  ["http://a:b@8.8.8.8/"],
])("a redirect to %s is refused", async (location) => {
  const server = await http((_request, response) => response.writeHead(302, { location }).end());
  const reading = read({ url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits });
  await expect(reading).rejects.toThrow(failsWith("image_url_forbidden"));
});

test("a redirect from https to http is refused", async () => {
  const server = await opened(
    serveHttps(tls, (_request, response) => response.writeHead(301, { location: "http://secure.test/b" }).end()),
  );
  const guard = createAddressGuard({ resolve: () => Promise.resolve(["8.8.8.8"]) });
  const { dial, dialled } = internetAt(server.port);
  const reading = read({ url: "https://secure.test/a", guard, dial, ...limits });
  await expect(reading).rejects.toThrow(failsWith("image_url_forbidden", /https to http/u));
  expect(dialled).toEqual(["8.8.8.8"]);
});

test("https is checked against the name, though the address was resolved here", async () => {
  const server = await opened(serveHttps(tls, (_request, response) => response.end("sealed")));
  const guard = createAddressGuard({ resolve: () => Promise.resolve(["8.8.8.8"]) });
  const { dial } = internetAt(server.port);
  await expect(read({ url: "https://secure.test/", guard, dial, ...limits })).resolves.toBe("sealed");
  await expect(read({ url: "https://other.test/", guard, dial, ...limits })).rejects.toThrow(
    failsWith("image_url_unreachable", /other\.test/u),
  );
});

test("redirects end after the number allowed", async () => {
  let requests = 0;
  const server = await http((_request, response) => {
    requests += 1;
    response.writeHead(307, { location: "/" }).end();
  });
  const url = `http://${server.hostPort}/`;
  const reading = read({ url, ...onlyOpening(server.hostPort), ...limits, maxRedirects: 2 });
  await expect(reading).rejects.toThrow(failsWith("image_url_unreachable", /redirects too often/u));
  expect(requests).toBe(3);
});

test("credentials go to their origin and stay behind at a redirect elsewhere", async () => {
  const seen: unknown[] = [];
  const second = await http((request, response) => {
    seen.push(["second", request.headers.authorization]);
    response.end("film");
  });
  const first = await http((request, response) => {
    seen.push(["first", request.headers.authorization]);
    response.writeHead(302, { location: `http://${second.hostPort}/` }).end();
  });
  const text = await read({
    url: `http://${first.hostPort}/`,
    ...onlyOpening(first.hostPort, second.hostPort),
    ...limits,
    credentials: { origin: `http://${first.hostPort}`, headers: { authorization: "Bearer k" } },
  });
  expect(text).toBe("film");
  expect(seen).toEqual([
    ["first", "Bearer k"],
    ["second", undefined],
  ]);
});

test("an endless body is cut at the cap", async () => {
  let closed: () => void = () => undefined;
  const hungUp = new Promise<void>((resolve) => (closed = resolve));
  const server = await http((request, response) => {
    const chunk = Buffer.alloc(400);
    const more = (): boolean => response.write(chunk, () => setImmediate(more));
    response.on("error", () => undefined);
    request.socket.on("close", closed);
    more();
  });
  const download = await fetchCapped({ url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits });
  let bytes = 0;
  const reading = (async () => {
    for await (const chunk of download.body) bytes += chunk.byteLength;
  })();
  await expect(reading).rejects.toThrow(failsWith("image_too_large", /1000 bytes/u));
  expect(bytes).toBeLessThanOrEqual(1000);
  await hungUp;
});

test("exactly the cap passes", async () => {
  const server = await http((_request, response) => response.end("x".repeat(1000)));
  const text = await read({ url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits });
  expect(text).toHaveLength(1000);
});

test("a length that is too great is refused before the body", async () => {
  const server = await http((_request, response) => {
    response.writeHead(200, { "content-length": "5000000000" }).flushHeaders();
  });
  const asking = fetchCapped({ url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits });
  await expect(asking).rejects.toThrow(failsWith("image_too_large"));
});

test("compressed bytes are counted after decompression", async () => {
  const server = await http((_request, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(1_000_000))),
  );
  const options = { url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort) };
  await expect(read({ ...options, ...limits, maxBytes: 5000 })).rejects.toThrow(failsWith("image_too_large"));
});

test("a body shorter than its announced length is unreachable, not a short file", async () => {
  const server = await opened(
    serveTcp((socket) => socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"))),
  );
  const reading = read({ url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits });
  await expect(reading).rejects.toThrow(failsWith("image_url_unreachable"));
});

test("a body that drips is ended by the time cap", async () => {
  const server = await http((_request, response) => {
    response.write("a");
    const dripping = setInterval(() => response.write("b"), 5);
    response.on("close", () => clearInterval(dripping));
  });
  const url = `http://${server.hostPort}/?token=hunter2`;
  const reading = read({ url, ...onlyOpening(server.hostPort), ...limits, timeoutMs: 80 });
  await expect(reading).rejects.toThrow(failsWith("image_url_unreachable", /did not deliver within 0\.08 s/u));
});

test("a server that says nothing, and a resolver that never answers, are ended by the time cap", async () => {
  const server = await http(() => undefined);
  const silent = read({ url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits, timeoutMs: 50 });
  await expect(silent).rejects.toThrow(failsWith("image_url_unreachable", /0\.05 s/u));
  const guard = createAddressGuard({ resolve: () => new Promise(() => undefined) });
  const unresolved = read({ url: "http://slow.test/", guard, ...limits, timeoutMs: 50 });
  await expect(unresolved).rejects.toThrow(failsWith("image_url_unreachable", /0\.05 s/u));
});

test("the caller's signal ends a download with the caller's reason", async () => {
  const server = await http((_request, response) => response.write("a"));
  const stop = new AbortController();
  const options = { url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits };
  const download = await fetchCapped({ ...options, signal: stop.signal });
  const reading = (async () => {
    for await (const chunk of download.body) stop.abort(new Error(`The person left after ${chunk.byteLength} byte.`));
  })();
  await expect(reading).rejects.toThrow("The person left after 1 byte.");
});

test("leaving the loop, or cancel before it, frees the connection", async () => {
  let open = 0;
  let changed: () => void = () => undefined;
  const server = await http((request, response) => {
    open += 1;
    request.socket.on("close", () => {
      open -= 1;
      changed();
    });
    response.write("a");
  });
  const options = { url: `http://${server.hostPort}/`, ...onlyOpening(server.hostPort), ...limits };
  for (const leave of ["loop", "cancel"]) {
    const closed = new Promise<void>((resolve) => (changed = resolve));
    const download = await fetchCapped(options);
    if (leave === "cancel") await download.cancel();
    else await leaveAfterOneChunk(download.body);
    await closed;
    expect(open).toBe(0);
  }
});

test("other answers than 200 are failures, and a result's 404 says that it is gone", async () => {
  const server = await http((request, response) => response.writeHead(Number(request.url?.slice(1))).end("x"));
  const fetched = (status: number, codes: FetchCappedOptions["codes"]): Promise<string> =>
    read({ url: `http://${server.hostPort}/${status}`, ...onlyOpening(server.hostPort), ...limits, codes });
  await expect(fetched(404, IMAGE_FETCH_CODES)).rejects.toThrow(failsWith("image_url_unreachable", /404/u));
  await expect(fetched(206, IMAGE_FETCH_CODES)).rejects.toThrow(failsWith("image_url_unreachable", /206/u));
  await expect(fetched(404, RESULT_FETCH_CODES)).rejects.toThrow(failsWith("result_gone"));
  await expect(fetched(410, RESULT_FETCH_CODES)).rejects.toThrow(failsWith("result_gone"));
  await expect(fetched(503, RESULT_FETCH_CODES)).rejects.toThrow(failsWith("result_unreachable"));
});

test("no failure repeats the query or the path of its address, however deep one looks", async () => {
  const server = await opened(serveTcp((socket) => socket.destroy()));
  const secretPath = "/hunter1?X-Amz-Signature=hunter2";
  const failure: unknown = await fetchCapped({
    url: `http://${server.hostPort}${secretPath}`,
    ...onlyOpening(server.hostPort),
    ...limits,
  }).catch((error: unknown) => error);
  const { inspect } = await import("node:util");
  expect(failure).toEqual(failsWith("image_url_unreachable"));
  expect(inspect(failure, { depth: 20, showHidden: true })).not.toMatch(/hunter/u);
});
