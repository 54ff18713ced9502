import { ROUTES } from "@kinora/contract";
import { expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

const image = { base64: greyPng(32, 32).toString("base64") };
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

interface Made {
  readonly id: string;
  readonly key: string;
}

const makeKey = async (gateway: Gateway, name: string, scopes?: readonly string[]): Promise<Made> => {
  const answer = await gateway.postJson(
    "/api/v1/keys",
    scopes === undefined ? { name } : { name, scopes },
    bearer(gateway.token),
  );
  expect(answer.status).toBe(201);
  return (await answer.json()) as Made;
};

const statusOf = async (gateway: Gateway, path: string, init: RequestInit = {}): Promise<number> => {
  const answer = await fetch(`${gateway.url}${path}`, init);
  await answer.body?.cancel();
  return answer.status;
};

const makeGeneration = async (gateway: Gateway, key: string): Promise<string> => {
  const answer = await gateway.postJson("/api/v1/generations", { image }, { ...bearer(key), prefer: "wait=10" });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { id: string }).id;
};

test("a key is shown once, counts at once and after a restart, and is in no log and no file", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const { id, key } = await makeKey(gateway, "the photo wall");
  expect(key).toMatch(/^kin_[\w-]{43}$/u);
  expect(await statusOf(gateway, "/api/v1/generations", { headers: bearer(key) })).toBe(200);
  const listed = await (await fetch(`${gateway.url}/api/v1/keys`, { headers: bearer(gateway.token) })).text();
  expect(JSON.parse(listed)).toMatchObject({
    data: [{ id, name: "the photo wall", scopes: ["read", "create"], begins_with: key.slice(0, 8), revoked_at: null }],
  });
  expect(listed).not.toContain(key);
  await gateway.restart();
  expect(await statusOf(gateway, "/api/v1/generations", { headers: bearer(key) })).toBe(200);
  expect(gateway.logged()).not.toContain(key);
  expect(await gateway.records()).toContain(id);
  expect(await gateway.records()).not.toContain(key);
});

test("a revoked key lets nobody in, at once and for good, and what it made stays", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const { id, key } = await makeKey(gateway, "gone soon");
  const generation = await makeGeneration(gateway, key);
  const revoke = { method: "DELETE", headers: bearer(gateway.token) };
  expect(await statusOf(gateway, `/api/v1/keys/${id}`, revoke)).toBe(200);
  expect(await statusOf(gateway, `/api/v1/keys/${id}`, revoke)).toBe(200);
  expect(await statusOf(gateway, "/api/v1/keys/key_of_nobody", revoke)).toBe(404);
  expect(await statusOf(gateway, "/api/v1/generations", { headers: bearer(key) })).toBe(401);
  await gateway.restart();
  expect(await statusOf(gateway, "/api/v1/generations", { headers: bearer(key) })).toBe(401);
  expect(await statusOf(gateway, `/api/v1/generations/${generation}`, { headers: bearer(gateway.token) })).toBe(200);
});

const idRoutes = Object.entries(ROUTES).filter(([, { path }]) => path.startsWith("/api/v1/generations/:id"));

test("of another key's generation a key sees and touches nothing, in any dialect", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const mine = await makeKey(gateway, "mine");
  const stranger = await makeKey(gateway, "a stranger");
  const admin = await makeKey(gateway, "an administrator", ["admin"]);
  const id = await makeGeneration(gateway, mine.key);
  const asStranger = bearer(stranger.key);
  const json = { ...asStranger, "content-type": "application/json" };
  expect(idRoutes.length).toBeGreaterThanOrEqual(8);
  for (const [name, { method, path }] of idRoutes) {
    const body = "body" in ROUTES[name as keyof typeof ROUTES] ? '{"title":"x","action":"give_up"}' : undefined;
    const init = body === undefined ? { method, headers: asStranger } : { method, headers: json, body };
    // A body may be wrong before its generation is looked for; nothing is ever told of it.
    expect([400, 404], name).toContain(await statusOf(gateway, path.replace(":id", id), init));
  }
  for (const path of [`/api/v1/archive?ids=${id}`, `/v1/videos/${id}`, `/v1/videos/${id}/content`]) {
    expect(await statusOf(gateway, path, { headers: asStranger }), path).toBe(404);
  }
  expect(await statusOf(gateway, `/v1/videos/${id}`, { method: "DELETE", headers: asStranger })).toBe(404);
  for (const path of ["/api/v1/generations", "/v1/videos"]) {
    const list = (await (await fetch(`${gateway.url}${path}`, { headers: asStranger })).json()) as { data: unknown[] };
    expect(list.data, path).toEqual([]);
  }
  const last = await gateway.postJson("/api/v1/generations", { image: { generation: id, frame: "first" } }, asStranger);
  expect(last.status).toBe(404);
  for (const { key } of [mine, admin]) {
    expect(await statusOf(gateway, `/api/v1/generations/${id}`, { headers: bearer(key) })).toBe(200);
  }
});

test("the same request of two keys makes two generations, also by AOG's route and under one idempotency key", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const keys = [await makeKey(gateway, "one"), await makeKey(gateway, "two")];
  const ids = new Set<string>();
  for (const { key } of keys) {
    const aog = { image: image.base64, image_type: "base64", prompt: "clouds" };
    const answer = await gateway.postJson("/aog/v0.2/services/image-to-video", aog, bearer(key));
    ids.add(((await answer.json()) as { id: string }).id);
    const same = { ...bearer(key), "idempotency-key": "shot-7" };
    const made = await gateway.postJson("/api/v1/generations", { image }, same);
    ids.add(((await made.json()) as { id: string }).id);
  }
  expect(ids.size).toBe(4);
});

test("events of all are those of one's own", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const [mine, stranger] = [await makeKey(gateway, "mine"), await makeKey(gateway, "a stranger")];
  const theirs = await makeGeneration(gateway, stranger.key);
  const own = await makeGeneration(gateway, mine.key);
  const stop = new AbortController();
  const headers = { ...bearer(mine.key), "last-event-id": "0" };
  const stream = await fetch(`${gateway.url}/api/v1/events`, { headers, signal: stop.signal });
  let heard = "";
  for await (const chunk of (stream.body ?? []) as AsyncIterable<Uint8Array>) {
    heard += new TextDecoder().decode(chunk);
    if (heard.includes("generation.succeeded")) break;
  }
  stop.abort();
  expect(heard).toContain(own);
  expect(heard).not.toContain(theirs);
});

test.each([
  ["a key that may only read", ["read"], { list: 200, quote: 200, create: 403, videos: 403, tool: "forbidden" }],
  ["a key that may only create", ["create"], { list: 403, quote: 403, create: 202, videos: 400, tool: undefined }],
  ["an administrator's key", ["admin"], { list: 200, quote: 200, create: 202, videos: 400, tool: "answer" }],
])("%s", async (_, scopes, expected) => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const { key } = await makeKey(gateway, "some", scopes);
  const post = async (path: string, body: unknown): Promise<Response> => gateway.postJson(path, body, bearer(key));
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "cancel_generation", arguments: {} } };
  const mcp = await fetch(`${gateway.url}/mcp`, {
    method: "POST",
    headers: {
      ...bearer(key),
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify(call),
  });
  const said = await mcp.text();
  expect({
    list: await statusOf(gateway, "/api/v1/generations", { headers: bearer(key) }),
    quote: (await post("/api/v1/quote", { image })).status,
    create: (await post("/api/v1/generations", { image })).status,
    videos: (await post("/v1/videos", {})).status,
    tool: mcp.status !== 200 ? undefined : said.includes("forbidden") ? "forbidden" : "answer",
  }).toEqual(expected);
});

test("what is the administrator's is nobody else's: keys, keys of providers, money, AOG's control plane", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  const { key } = await makeKey(gateway, "some");
  const headers = { ...bearer(key), "content-type": "application/json" };
  const forbidden: [string, string, string?][] = [
    ["POST", "/api/v1/keys", '{"name":"mine","scopes":["admin"]}'],
    ["GET", "/api/v1/keys"],
    ["DELETE", "/api/v1/keys/key_1"],
    ["PUT", "/api/v1/providers/fal", '{"api_key":"sk-1"}'],
    ["DELETE", "/api/v1/providers/fal"],
    ["GET", "/api/v1/budgets"],
    ["GET", "/api/v1/usage"],
    ["GET", "/api/v1/aog/export"],
    ["GET", "/aog/v0.2/service_provider"],
  ];
  for (const [method, path, body] of forbidden) {
    const init = body === undefined ? { method, headers: bearer(key) } : { method, headers, body };
    expect(await statusOf(gateway, path, init), `${method} ${path}`).toBe(403);
  }
});

test("without keys everybody on this machine may make one, and a key of one's own is then a caller of its own", async () => {
  await using gateway = await openGateway();
  const made = (await (await gateway.postJson("/api/v1/keys", { name: "app" })).json()) as Made;
  const id = await makeGeneration(gateway, made.key);
  expect(await statusOf(gateway, `/api/v1/generations/${id}`)).toBe(404);
  expect(await statusOf(gateway, `/api/v1/generations/${id}`, { headers: bearer(made.key) })).toBe(200);
});

test.each([{}, { name: " " }, { name: "x", scopes: [] }, { name: "x", scopes: ["root"] }, { name: "x", more: 1 }, []])(
  "a wish for a key such as %j is refused with a sentence",
  async (body) => {
    await using gateway = await openGateway();
    const answer = await gateway.postJson("/api/v1/keys", body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { detail: string }).detail).not.toBe("");
  },
);
