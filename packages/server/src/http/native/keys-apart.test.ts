import { afterEach, beforeEach, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

/** One key's generation, and every way in which another could try to reach it. */
let gateway: Gateway;
let mine: string;
let stranger: string;
let id: string;
let upload: string;

const picture = greyPng(32, 32);
const image = { base64: picture.toString("base64") };
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

const makeKey = async (name: string): Promise<string> => {
  const answer = await gateway.postJson("/api/v1/keys", { name }, bearer(gateway.token));
  return ((await answer.json()) as { key: string }).key;
};

beforeEach(async () => {
  gateway = await openGateway({ config: { auth: "on" } });
  [mine, stranger] = [await makeKey("mine"), await makeKey("a stranger")];
  const made = await gateway.postJson("/api/v1/generations", { image }, { ...bearer(mine), prefer: "wait=10" });
  id = ((await made.json()) as { id: string }).id;
  const sent = await fetch(`${gateway.url}/api/v1/uploads`, {
    method: "POST",
    headers: { ...bearer(mine), "content-type": "image/png" },
    body: new Uint8Array(picture),
  });
  upload = ((await sent.json()) as { id: string }).id;
});
afterEach(() => gateway[Symbol.asyncDispose]());

/** The facts that a tool of MCP answers, as text. */
const tool = async (key: string, name: string, args: object): Promise<string> => {
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } };
  const headers = { ...bearer(key), accept: "application/json, text/event-stream" };
  return (await gateway.postJson("/mcp", call, headers)).text();
};

test("over MCP another key's generation is not there: not to see, list, get, stop or go on from", async () => {
  for (const [name, args] of [
    ["get_generation", { id }],
    ["get_video", { id }],
    ["cancel_generation", { id }],
  ] as const) {
    expect(await tool(stranger, name, args), name).toContain("generation_not_found");
    expect(await tool(mine, name, args), name).not.toContain("generation_not_found");
  }
  expect(await tool(stranger, "list_generations", {})).not.toContain(id);
  expect(await tool(mine, "list_generations", {})).toContain(id);
});

test("another key's generation and upload are no picture of one's own, in any route that takes a picture", async () => {
  const from = [{ generation: id, frame: "first" }, { upload }];
  for (const path of ["/api/v1/generations", "/api/v1/inspect", "/api/v1/quote"]) {
    for (const source of from) {
      const body = { image: source };
      const [theirs, own] = [
        await gateway.postJson(path, body, bearer(stranger)),
        await gateway.postJson(path, body, bearer(mine)),
      ];
      expect([theirs.status, own.status < 300], `${path} ${JSON.stringify(source)}`).toEqual([404, true]);
    }
  }
  const last = { image, last_image: { generation: id, frame: "last" }, model: "fake-motion", strict: true };
  expect((await gateway.postJson("/api/v1/generations", last, bearer(stranger))).status).toBeGreaterThanOrEqual(400);
  expect((await fetch(`${gateway.url}/api/v1/uploads/${upload}/content`, { headers: bearer(stranger) })).status).toBe(
    404,
  );
});

test("in OpenAI's dialect another key's video cannot be seen, downloaded, remixed, gone on from or deleted", async () => {
  const reference = { prompt: "x", input_reference: { generation: id, frame: "last" } };
  expect((await gateway.postJson("/v1/videos", reference, bearer(stranger))).status).toBe(404);
  expect((await gateway.postJson(`/v1/videos/${id}/remix`, { prompt: "x" }, bearer(stranger))).status).toBe(404);
  for (const [method, path] of [
    ["GET", `/v1/videos/${id}`],
    ["GET", `/v1/videos/${id}/content`],
    ["HEAD", `/v1/videos/${id}/content`],
    ["DELETE", `/v1/videos/${id}`],
  ] as const) {
    expect((await fetch(`${gateway.url}${path}`, { method, headers: bearer(stranger) })).status, path).toBe(404);
  }
  expect((await fetch(`${gateway.url}/v1/videos/${id}`, { headers: bearer(mine) })).status).toBe(200);
});

test("AOG's request of another key attaches to nobody else's generation, and its answer speaks of its own", async () => {
  const body = { image: image.base64, image_type: "base64", prompt: "clouds" };
  const ids = [];
  for (const key of [mine, stranger]) {
    const answer = await gateway.postJson("/aog/v0.2/services/image-to-video", body, bearer(key));
    ids.push(((await answer.json()) as { id: string }).id);
  }
  expect(new Set([...ids, id]).size).toBe(3);
  for (const [key, at] of [
    [mine, ids[1]],
    [stranger, ids[0]],
  ] as const) {
    expect((await fetch(`${gateway.url}/api/v1/generations/${at}`, { headers: bearer(key) })).status).toBe(404);
  }
});

test("the studio's session of another key sees and touches none of it, nor hears of it", async () => {
  const origin = gateway.url;
  const signedIn = await gateway.postJson("/api/v1/session", { key: stranger }, { origin });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  for (const path of ["", "/content", "/content?variant=thumbnail", "/events"]) {
    const answer = await fetch(`${gateway.url}/api/v1/generations/${id}${path}`, { headers: { cookie } });
    expect(answer.status, path).toBe(404);
  }
  expect((await gateway.postJson(`/api/v1/generations/${id}/cancel`, {}, { cookie, origin })).status).toBe(404);
  const removed = await fetch(`${gateway.url}/api/v1/generations/${id}`, {
    method: "DELETE",
    headers: { cookie, origin },
  });
  expect(removed.status).toBe(404);
  for (const path of ["/api/v1/generations", "/api/v1/generations?trashed=true", "/api/v1/webhooks"]) {
    const listed = await fetch(`${gateway.url}${path}`, { headers: { cookie } });
    expect(await listed.json(), path).toMatchObject({ data: [] });
  }
});

test("another key's webhook cannot be seen, used or ended", async () => {
  const made = await gateway.postJson("/api/v1/webhooks", { url: "https://example.com/hook" }, bearer(mine));
  const hook = ((await made.json()) as { id: string }).id;
  for (const [method, path] of [
    ["GET", "/deliveries"],
    ["POST", "/redeliver"],
    ["POST", "/rotate-secret"],
    ["DELETE", ""],
  ] as const) {
    const init = method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : { headers: {} };
    const headers = { ...init.headers, ...bearer(stranger) };
    const answer = await fetch(`${gateway.url}/api/v1/webhooks/${hook}${path}`, { ...init, method, headers });
    expect(answer.status, path).toBe(404);
  }
});
