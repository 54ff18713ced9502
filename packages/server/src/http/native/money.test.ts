import { generationViewSchema, type GenerationView, type Problem } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeProvider, lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

// Four seconds for 0.05 USD each: 0.20 USD.
let paid: FakeProvider;
let gateway: Gateway;
beforeEach(async () => {
  paid = lossyProvider({ losesFirst: false });
  gateway = await openGateway({ providers: [paid] });
});
afterEach(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(40, 30).toString("base64") };
const create = (body: object = {}, headers: Record<string, string> = {}): Promise<Response> =>
  gateway.postJson("/api/v1/generations", { image, model: "lossy-motion", ...body }, { prefer: "wait=20", ...headers });
const viewOf = async (answer: Response): Promise<GenerationView> => generationViewSchema.parse(await answer.json());
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as Problem).code,
];
const get = async (path: string): Promise<unknown> => (await fetch(`${gateway.url}${path}`)).json();
const put = (body: unknown): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/budgets`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("a paid film is settled at its price, and shown so in the generation and in the usage", async () => {
  const view = await viewOf(await create());
  expect(view.status).toBe("succeeded");
  expect(view.cost).toEqual({ estimate_usd: 0.2, held_usd: 0, settled_usd: 0.2, native: null });
  const day = new Date().toISOString().slice(0, 10);
  const row = { day, provider: "lossy", model: "lossy-motion", billed: 1, settled_usd: 0.2, unknown: 0 };
  expect(await get("/api/v1/usage")).toEqual({ data: [row], held_usd: 0 });
  expect(await get("/api/v1/usage?to=2026-01-01")).toEqual({ data: [], held_usd: 0 });
});

test("free work costs nothing and is in no usage", async () => {
  const view = await viewOf(await create({ model: "auto" }));
  expect(view.cost).toEqual({ estimate_usd: 0, held_usd: 0, settled_usd: 0, native: null });
  expect(await get("/api/v1/usage")).toEqual({ data: [], held_usd: 0 });
});

test("work that failed unbilled gives its hold back", async () => {
  const view = await viewOf(await create({ prompt: "fail" }));
  expect([view.status, view.cost.held_usd, view.cost.settled_usd]).toEqual(["failed", 0, 0]);
});

test("a budget refuses with 402 what would go over it, before anything is sent; free work goes on", async () => {
  expect((await put({ day_usd: 0.3, month_usd: 10 })).status).toBe(200);
  expect((await create()).status).toBe(200);
  expect(await codeOf(await create({ prompt: "two" }))).toEqual([402, "over_budget"]);
  expect(paid.submitted).toHaveLength(1);
  expect((await viewOf(await create({ model: "auto" }))).status).toBe("succeeded");
  expect(await get("/api/v1/budgets")).toMatchObject({
    day: { limit_usd: 0.3, spent_usd: 0.2, held_usd: 0 },
    month: { limit_usd: 10, spent_usd: 0.2, held_usd: 0 },
  });
  await put({});
  expect((await viewOf(await create({ prompt: "two" }))).status).toBe("succeeded");
});

test("a request that is answered again under its key is not refused by a budget", async () => {
  const headers = { "idempotency-key": "one" };
  const { id } = await viewOf(await create({}, headers));
  await put({ day_usd: 0 });
  expect((await viewOf(await create({}, headers))).id).toBe(id);
});

test("of requests that come at once, no more are sent than the budget holds", async () => {
  await put({ day_usd: 0.5 });
  const answers = await Promise.all([1, 2, 3, 4].map((seed) => create({ seed })));
  expect(answers.length).toBe(4);
  expect(paid.submitted.length).toBe(2);
});

test("a price that is not known is refused under a budget, and under max_cost_usd", async () => {
  Object.assign(paid, { priceOf: () => undefined });
  expect(await codeOf(await create({ max_cost_usd: 9 }))).toEqual([402, "over_budget"]);
  await put({ month_usd: 100 });
  expect(await codeOf(await create())).toEqual([402, "over_budget"]);
});

test("a price that is not known is let through where the caller says so, also at the moment of the submit", async () => {
  Object.assign(paid, { priceOf: () => undefined });
  await put({ day_usd: 1, month_usd: 100 });
  const view = await viewOf(await create({ max_cost_usd: 9, allow_unknown_cost: true }, { prefer: "wait=20" }));
  expect([view.status, view.cost.estimate_usd]).toEqual(["succeeded", null]);
  expect(paid.submitted.length).toBe(1);
  expect(await codeOf(await create({ max_cost_usd: 9, allow_unknown_cost: false }))).toEqual([402, "over_budget"]);
});

test.each([{ day_usd: -1 }, { day_usd: "1" }, { week_usd: 1 }])("the budgets %j are refused", async (body) => {
  expect((await put(body)).status).toBe(400);
});

test("with auth on the money is for administrators", async () => {
  await using guarded = await openGateway({ config: { auth: "on" } });
  expect((await fetch(`${guarded.url}/api/v1/usage`)).status).toBe(401);
  const headers = { authorization: `Bearer ${guarded.token}` };
  expect((await fetch(`${guarded.url}/api/v1/usage`, { headers })).status).toBe(200);
});
