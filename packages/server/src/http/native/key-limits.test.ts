import type { Problem } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeProvider, lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

// Four seconds for 0.05 USD each: 0.20 USD.
let paid: FakeProvider;
let gateway: Gateway;
beforeEach(async () => {
  paid = { ...lossyProvider({ losesFirst: false }), maxRunning: 0 };
  gateway = await openGateway({ holds: true, providers: [paid], config: { auth: "on" } });
});
afterEach(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(40, 30).toString("base64") };
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

interface Made {
  readonly id: string;
  readonly key: string;
}

const makeKey = async (limits: object): Promise<Made> =>
  (await (await gateway.postJson("/api/v1/keys", { name: "app", limits }, bearer(gateway.token))).json()) as Made;

const change = async ({ id }: Made, body: object): Promise<unknown> => {
  const answer = await fetch(`${gateway.url}/api/v1/keys/${id}`, {
    method: "PATCH",
    headers: { ...bearer(gateway.token), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return answer.json();
};

const create = (key: Made, body: object = {}, headers: object = {}): Promise<Response> =>
  gateway.postJson(
    "/api/v1/generations",
    { image, model: "lossy-motion", ...body },
    { ...bearer(key.key), ...headers },
  );

const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as Problem).code,
];

const list = (key: Made): Promise<Response> => fetch(`${gateway.url}/api/v1/generations`, { headers: bearer(key.key) });

test("a budget is kept for what waits: of five at once two are let in, and another key is not held up", async () => {
  const key = await makeKey({ day_usd: 0.5 });
  const answers = await Promise.all([1, 2, 3, 4, 5].map((seed) => create(key, { seed })));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 402, 402, 402]);
  expect(paid.submitted).toHaveLength(0);
  const refused = (await (await create(key, { seed: 6 })).json()) as Problem;
  expect(refused).toMatchObject({ code: "over_budget", status: 402 });
  expect(refused.detail).toContain("of the 0.50 USD of this API key 0.00 USD are spent today and 0.40 USD are kept");
  expect((await create(await makeKey({ day_usd: 0.5 }))).status).toBe(202);
  expect((await create(key, { model: "fake-motion" })).status).toBe(202);
});

test("a changed budget counts at once, and gives back what a cancelled generation reserved", async () => {
  const key = await makeKey({ month_usd: 0.3 });
  const { id } = (await (await create(key)).json()) as { id: string };
  expect(await codeOf(await create(key, { seed: 2 }))).toEqual([402, "over_budget"]);
  expect(await change(key, { limits: { month_usd: 0.4 } })).toMatchObject({
    limits: { day_usd: null, month_usd: 0.4 },
  });
  expect((await create(key, { seed: 2 })).status).toBe(202);
  await gateway.postJson(`/api/v1/generations/${id}/cancel`, {}, bearer(key.key));
  expect((await create(key, { seed: 3 })).status).toBe(202);
  await change(key, { limits: { month_usd: null } });
  expect((await create(key, { seed: 4 })).status).toBe(202);
});

test("what is answered again under its idempotency key is refused by no limit", async () => {
  const key = await makeKey({ day_usd: 0.2, generations_under_way: 1 });
  const headers = { "idempotency-key": "one" };
  expect((await create(key, {}, headers)).status).toBe(202);
  expect((await create(key, {}, headers)).status).toBe(202);
  expect((await create(key, { seed: 2 })).status).toBe(429);
});

test("of requests at once no more are under way than the key may have, in every dialect's own words", async () => {
  const key = await makeKey({ generations_under_way: 2 });
  const answers = await Promise.all([1, 2, 3, 4].map((seed) => create(key, { seed, model: "fake-motion" })));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429]);
  const native = await create(key, { seed: 5, model: "fake-motion" });
  expect(native.headers.get("retry-after")).toBe("5");
  expect(await codeOf(native)).toEqual([429, "too_many_under_way"]);
  const aog = await gateway.postJson(
    "/aog/v0.2/services/image-to-video",
    { image: image.base64, image_type: "base64", prompt: "clouds", model: "fake-motion" },
    bearer(key.key),
  );
  expect([aog.status, aog.headers.get("retry-after"), await aog.json()]).toMatchObject([
    429,
    "5",
    { business_code: 429 },
  ]);
  const reference = { image_url: `data:image/png;base64,${image.base64}` };
  const openAi = await gateway.postJson(
    "/v1/videos",
    { prompt: "x", model: "fake-motion", input_reference: reference },
    bearer(key.key),
  );
  expect([openAi.status, openAi.headers.get("x-should-retry"), await openAi.json()]).toMatchObject([
    429,
    "true",
    { error: { code: "too_many_under_way", type: "rate_limit_error" } },
  ]);
  const call = { name: "animate_image", arguments: { image: `data:image/png;base64,${image.base64}`, prompt: "x" } };
  const mcp = await gateway.postJson(
    "/mcp",
    { jsonrpc: "2.0", id: 1, method: "tools/call", params: call },
    { ...bearer(key.key), accept: "application/json, text/event-stream" },
  );
  const said = await mcp.text();
  expect([mcp.status, said.includes("too_many_under_way"), said.includes("isError")]).toEqual([200, true, true]);
});

test("who has ended makes room", async () => {
  const key = await makeKey({ generations_under_way: 1 });
  const { id } = (await (await create(key, { model: "fake-motion" })).json()) as { id: string };
  expect((await create(key, { seed: 2, model: "fake-motion" })).status).toBe(429);
  gateway.provider.finishAll();
  await fetch(`${gateway.url}/api/v1/generations/${id}?wait=10`, { headers: bearer(key.key) });
  expect((await create(key, { seed: 2, model: "fake-motion" })).status).toBe(202);
});

test("a key sends so many requests a minute, hears what is left, and its limit changes at once", async () => {
  const key = await makeKey({ requests_per_minute: 2 });
  const first = await list(key);
  expect([first.status, first.headers.get("ratelimit-policy"), first.headers.get("ratelimit")]).toEqual([
    200,
    '"key";q=2;w=60',
    '"key";r=1;t=60',
  ]);
  expect((await list(key)).status).toBe(200);
  const over = await list(key);
  expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(over.headers.get("ratelimit")).toMatch(/^"key";r=0;t=\d+$/u);
  expect(await codeOf(over)).toEqual([429, "rate_limited"]);
  const videos = await fetch(`${gateway.url}/v1/videos`, { headers: bearer(key.key) });
  expect(videos.headers.get("x-ratelimit-remaining-requests")).toBe("0");
  expect([videos.status, await videos.json()]).toMatchObject([429, { error: { code: "rate_limited" } }]);
  const aog = await gateway.postJson("/aog/v0.2/services/image-to-video", {}, bearer(key.key));
  expect([aog.status, await aog.json()]).toMatchObject([429, { business_code: 429 }]);
  expect((await list(await makeKey({ requests_per_minute: 2 }))).status).toBe(200);
  await change(key, { limits: { requests_per_minute: null } });
  expect((await list(key)).status).toBe(200);
});

test("limits survive a restart, and are shown where keys are listed", async () => {
  const limits = { day_usd: 1.5, month_usd: 20, requests_per_minute: 60, generations_under_way: 4 };
  const key = await makeKey(limits);
  await change(key, { name: "renamed", priority: "high" });
  await gateway.restart();
  const listed = await fetch(`${gateway.url}/api/v1/keys`, { headers: bearer(gateway.token) });
  expect(await listed.json()).toMatchObject({ data: [{ id: key.id, name: "renamed", priority: "high", limits }] });
});

test.each([
  { limits: { day_usd: -1 } },
  { limits: { requests_per_minute: 0 } },
  { priority: "urgent" },
  { scopes: ["admin"] },
])("a change such as %j is refused", async (body) => {
  const key = await makeKey({});
  const answer = await fetch(`${gateway.url}/api/v1/keys/${key.id}`, {
    method: "PATCH",
    headers: { ...bearer(gateway.token), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(400);
});
