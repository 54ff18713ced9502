import { generationViewSchema, type GenerationView, type Problem } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeProvider, type FakeProvider, lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeEach(async () => {
  gateway = await openGateway();
});
afterEach(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(40, 30).toString("base64") };
const viewOf = async (answer: Response): Promise<GenerationView> => generationViewSchema.parse(await answer.json());
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as Problem).code,
];

const generate = async (body: object = {}, from = gateway): Promise<GenerationView> =>
  viewOf(await from.postJson("/api/v1/generations", { image, ...body }, { prefer: "wait=20" }));
const ask = (method: string, path: string, from = gateway): Promise<Response> =>
  fetch(`${from.url}/api/v1/generations${path}`, { method });
const patch = (id: string, body: unknown): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/generations/${id}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const listed = async (query: string): Promise<string[]> => {
  const { data } = (await (await ask("GET", query)).json()) as { data: GenerationView[] };
  return data.map(({ id }) => id);
};

test("title, tags and star are written, each alone, and lists find them", async () => {
  const { id } = await generate({ prompt: "clouds" });
  const other = await generate({ prompt: "sea" });
  const first = await viewOf(await patch(id, { title: "  Über den Wolken ", tags: ["a", "b", "a"] }));
  expect(first).toMatchObject({ title: "Über den Wolken", tags: ["a", "b"], favourite: false, trash: null });
  const second = await viewOf(await patch(id, { favourite: true }));
  expect(second).toMatchObject({ title: "Über den Wolken", tags: ["a", "b"], favourite: true });
  expect(await listed("?favourite=true")).toEqual([id]);
  expect(await listed("?favourite=false")).toEqual([other.id]);
  expect(await listed("?tag=b")).toEqual([id]);
  expect(await listed("?q=wolken")).toEqual([id]);
  const cleared = await viewOf(await patch(id, { title: null, tags: [], favourite: false }));
  expect(cleared).toMatchObject({ title: null, tags: [], favourite: false });
  expect(await listed("?tag=b")).toEqual([]);
  expect(await viewOf(await patch(id, {}))).toEqual(cleared);
});

test.each([
  [{ title: "" }, "bad_option"],
  [{ title: "x".repeat(201) }, "bad_option"],
  [{ title: "two\nlines" }, "bad_option"],
  [{ tags: ["x".repeat(65)] }, "bad_option"],
  [{ tags: Array.from({ length: 33 }, (_, index) => `tag ${index}`) }, "bad_option"],
  [{ tags: "sea" }, "bad_option"],
  [{ favourite: "yes" }, "bad_option"],
  [{ status: "succeeded" }, "bad_request"],
  [[], "bad_request"],
])("the labels %j are refused", async (body, code) => {
  const { id } = await generate();
  expect(await codeOf(await patch(id, body))).toEqual([400, code]);
});

test("what is deleted is in the trash: not shown, not listed, its addresses end; until it is restored", async () => {
  const made = await generate();
  const address = made.artifacts[0]?.url ?? "";
  const answer = await ask("DELETE", `/${made.id}`);
  expect(answer.status).toBe(200);
  const { trash } = await viewOf(answer);
  expect(Date.parse(trash?.gone_at ?? "") - Date.parse(trash?.since ?? "")).toBe(86_400_000);
  expect(await codeOf(await ask("GET", `/${made.id}`))).toEqual([404, "generation_not_found"]);
  expect(await codeOf(await ask("GET", `/${made.id}/content`))).toEqual([404, "generation_not_found"]);
  expect(await codeOf(await patch(made.id, {}))).toEqual([404, "generation_not_found"]);
  expect((await fetch(address)).status).toBe(404);
  expect(await listed("")).toEqual([]);
  expect(await listed("?trashed=true")).toEqual([made.id]);

  const again = await viewOf(await ask("DELETE", `/${made.id}`));
  expect(again.trash).toEqual(trash);
  const restored = await ask("POST", `/${made.id}/restore`);
  expect([restored.status, await viewOf(restored)]).toEqual([200, made]);
  expect((await fetch(address)).status).toBe(200);
  expect(await listed("")).toEqual([made.id]);
  expect((await ask("POST", `/${made.id}/restore`)).status).toBe(200);
});

test("free work that runs is stopped before it goes into the trash", async () => {
  await using holding = await openGateway({ holds: true });
  const { id } = await viewOf(await holding.postJson("/api/v1/generations", { image }));
  const trashed = await viewOf(await ask("DELETE", `/${id}`, holding));
  expect(trashed).toMatchObject({ status: "cancelled", trash: {} });
  expect(trashed.trash).not.toBeNull();
});

/** A paid provider whose work runs on. */
const paidThatHolds = (): FakeProvider => {
  const { billing, id, models } = lossyProvider();
  return { ...createFakeProvider({ holds: true }), billing, id, models };
};

test("paid work that runs is not deleted, nor stopped, until it was cancelled or has ended", async () => {
  const paid = paidThatHolds();
  await using holding = await openGateway({ providers: [paid] });
  const made = await viewOf(await holding.postJson("/api/v1/generations", { image, model: "lossy-motion" }));
  while (paid.submitted.length === 0) await ask("GET", `/${made.id}?wait=0.05`, holding);
  expect(await codeOf(await ask("DELETE", `/${made.id}`, holding))).toEqual([422, "state_conflict"]);
  expect(await viewOf(await ask("GET", `/${made.id}`, holding))).toMatchObject({ cancel: null, trash: null });
  paid.finishAll();
  expect(await viewOf(await ask("GET", `/${made.id}?wait=20`, holding))).toMatchObject({ status: "succeeded" });
  expect((await ask("DELETE", `/${made.id}`, holding)).status).toBe(200);
});

test("what waits for a person is not deleted", async () => {
  await using lossy = await openGateway({ providers: [lossyProvider()] });
  const { id, status } = await generate({ model: "lossy-motion" }, lossy);
  expect(status).toBe("needs_review");
  expect(await codeOf(await ask("DELETE", `/${id}`, lossy))).toEqual([422, "state_conflict"]);
});

test("an Idempotency-Key goes on meaning the generation that is in the trash: nothing is made twice", async () => {
  const headers = { "idempotency-key": "one", prefer: "wait=20" };
  const first = await viewOf(await gateway.postJson("/api/v1/generations", { image }, headers));
  await ask("DELETE", `/${first.id}`);
  const again = await viewOf(await gateway.postJson("/api/v1/generations", { image }, headers));
  expect([again.id, again.trash === null]).toEqual([first.id, false]);
});

test.each([
  ["PATCH", ""],
  ["DELETE", ""],
  ["POST", "/restore"],
])("%s of a generation that is not there is answered 404", async (method, rest) => {
  const id = "gen_01kb5w0000000000000000000a";
  const answer = method === "PATCH" ? await patch(id, {}) : await ask(method, `/${id}${rest}`);
  expect(await codeOf(answer)).toEqual([404, "generation_not_found"]);
});
