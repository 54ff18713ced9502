import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { generationViewSchema, type GenerationView, type Problem } from "@kinora/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const base64Png = (shade = 128): { base64: string } => ({ base64: greyPng(40, 30, shade).toString("base64") });
const create = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  gateway.postJson("/api/v1/generations", body, headers);
const viewOf = async (answer: Response): Promise<GenerationView> => generationViewSchema.parse(await answer.json());
const problemOf = async (answer: Response): Promise<Problem> => (await answer.json()) as Problem;
const show = (id: string, query = ""): Promise<Response> => fetch(`${gateway.url}/api/v1/generations/${id}${query}`);

test("a request is answered 202 with its address at once, and ends as a video", async () => {
  const answer = await create({ image: base64Png(), prompt: "clouds", seed: 0, metadata: { shot: 1 } });
  expect(answer.status).toBe(202);
  const view = await viewOf(answer);
  expect(answer.headers.get("location")).toBe(`/api/v1/generations/${view.id}`);
  expect(view).toMatchObject({
    status: "queued",
    model_asked: "auto",
    model: "fake-motion",
    provider: "fake",
    prompt: "clouds",
    options: { seed: 0, duration_seconds: 4, resolution: "720p" },
    warnings: [],
    metadata: { shot: 1 },
    image: { width: 40, height: 30, mean_color: "#808080" },
    artifacts: [],
  });
  const done = await viewOf(await show(view.id, "?wait=20"));
  expect(done).toMatchObject({ status: "succeeded", progress: 100, cost: { estimate_usd: 0, settled_usd: 0 } });
  expect(done.artifacts.map(({ kind, type, bytes }) => [kind, type, bytes])).toEqual([
    ["video", "video/mp4", 16],
    ["thumbnail", "image/webp", 7],
  ]);
  expect(done.artifacts[0]?.url.startsWith(`${gateway.url}/artifacts/`)).toBe(true);
});

test("Prefer: wait answers 200 when the video is there", async () => {
  const answer = await create({ image: base64Png(1) }, { prefer: "respond-async, wait=20" });
  expect([answer.status, answer.headers.get("preference-applied")]).toEqual([200, "wait=20"]);
  expect((await viewOf(answer)).status).toBe("succeeded");
});

test("Prefer: wait=0 answers 202 at once", async () => {
  expect((await create({ image: base64Png(2) }, { prefer: "wait=0" })).status).toBe(202);
});

test("a failure of the provider is shown with its code and its own", async () => {
  const answer = await create({ image: base64Png(), prompt: "fail" }, { prefer: "wait=20" });
  expect(answer.status).toBe(200);
  expect(await viewOf(answer)).toMatchObject({
    status: "failed",
    error: { code: "provider_refused_content", message: "Not this one.", provider_code: "E42" },
  });
});

test("the same Idempotency-Key gives the same generation; with another request it is refused", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const body = { image: base64Png(3), prompt: "once" };
  const first = await viewOf(await create(body, headers));
  expect((await viewOf(await show(first.id, "?wait=20"))).status).toBe("succeeded");
  const again = await create(body, headers);
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
  expect((await viewOf(again)).id).toBe(first.id);
  const other = await create({ ...body, prompt: "twice" }, headers);
  expect([other.status, (await problemOf(other)).code]).toEqual([422, "idempotency_mismatch"]);
  expect(gateway.provider.submitted.filter(({ prompt }) => prompt === "once")).toHaveLength(1);
});

test("without a key an equal request is a new generation", async () => {
  const body = { image: base64Png(4) };
  const [first, second] = [await viewOf(await create(body)), await viewOf(await create(body))];
  expect(second.id).not.toBe(first.id);
});

test("an Idempotency-Key that cannot be one is answered 400", async () => {
  const answer = await create({ image: base64Png() }, { "idempotency-key": "x".repeat(256) });
  expect([answer.status, (await problemOf(answer)).code]).toEqual([400, "bad_request"]);
});

test("a model without a key is stood in for, and that is said", async () => {
  const view = await viewOf(await create({ image: base64Png(), model: "wan2.2-i2v-plus" }));
  expect(view).toMatchObject({ model_asked: "wan2.2-i2v-plus", model: "fake-motion" });
  expect(view.warnings.map(({ option, code }) => [option, code])).toEqual([["model", "stand_in"]]);
});

test("what the model does not know is left out with a warning", async () => {
  const body = { image: base64Png(), negative_prompt: "blur" };
  const view = await viewOf(await create(body));
  expect(view.warnings.map(({ option, code }) => [option, code])).toEqual([["negative_prompt", "unsupported"]]);
});

test("a form brings the picture as a file and the rest as fields, typed as the schema wants", async () => {
  const form = new FormData();
  form.append("prompt", "7");
  form.append("seed", "7");
  form.append("duration_seconds", "2.5");
  form.append("loop", "true");
  form.append("metadata", '{"shot":2}');
  form.append("image", new Blob([greyPng(50, 20)]), "../../evil.png");
  const answer = await fetch(`${gateway.url}/api/v1/generations`, { method: "POST", body: form });
  expect(answer.status).toBe(202);
  expect(await viewOf(answer)).toMatchObject({
    prompt: "7",
    options: { seed: 7, duration_seconds: 2.5, loop: true },
    metadata: { shot: 2 },
    image: { width: 50, height: 20 },
  });
  expect(await readdir(join(gateway.dataDir, "incoming"))).toEqual([]);
});

test("a form may name its picture in a field, and one with neither is image_missing", async () => {
  const path = await gateway.picture("form.png", greyPng(40, 30));
  const named = new FormData();
  named.append("image", JSON.stringify({ path }));
  expect((await fetch(`${gateway.url}/api/v1/generations`, { method: "POST", body: named })).status).toBe(202);
  const empty = new FormData();
  empty.append("prompt", "x");
  const answer = await fetch(`${gateway.url}/api/v1/generations`, { method: "POST", body: empty });
  expect([answer.status, (await problemOf(answer)).code]).toEqual([400, "image_missing"]);
});

test("a file of more than 32 MiB is answered 413, and nothing of it is left", async () => {
  const form = new FormData();
  form.append("image", new Blob([greyPng(16, 16), new Uint8Array(32 * 1024 * 1024)]), "big.png");
  const answer = await fetch(`${gateway.url}/api/v1/generations`, { method: "POST", body: form });
  expect([answer.status, (await problemOf(answer)).code]).toEqual([413, "image_too_large"]);
  expect(await readdir(join(gateway.dataDir, "incoming"))).toEqual([]);
});

test("a file in another part than image is answered 400", async () => {
  const form = new FormData();
  form.append("picture", new Blob([greyPng(16, 16)]), "a.png");
  const answer = await fetch(`${gateway.url}/api/v1/generations`, { method: "POST", body: form });
  expect([answer.status, (await problemOf(answer)).code]).toEqual([400, "bad_request"]);
});

test("lists go page by page, newest first, and stay stable while new ones arrive", async () => {
  const list = async (query: string): Promise<{ data: GenerationView[]; next_cursor: string | null }> => {
    const answer = await fetch(`${gateway.url}/api/v1/generations${query}`);
    return (await answer.json()) as { data: GenerationView[]; next_cursor: string | null };
  };
  const ids = [];
  for (const shade of [10, 11, 12]) ids.push((await viewOf(await create({ image: base64Png(shade) }))).id);
  const first = await list("?limit=2");
  expect(first.data.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  await create({ image: base64Png(13) });
  const second = await list(`?limit=1&cursor=${encodeURIComponent(first.next_cursor ?? "")}`);
  expect(second.data.map(({ id }) => id)).toEqual([ids[0]]);
});

test.each(["?limit=0", "?limit=x", "?status=done", "?nonsense=1"])("the list refuses %s", async (query) => {
  expect((await fetch(`${gateway.url}/api/v1/generations${query}`)).status).toBe(400);
});

test("the last frame of a generation needs a generation that has one", async () => {
  const done = await viewOf(await create({ image: base64Png(5) }, { prefer: "wait=20" }));
  const answer = await create({ image: { generation: done.id, frame: "last" } });
  expect([answer.status, (await problemOf(answer)).code]).toEqual([404, "artifact_not_ready"]);
});

test.each([
  "'; drop table generations; --",
  "<script>alert(1)</script>\u0000\u202e",
  'emoji 🏔️ and 中文, "quoted"\nline',
  "{}[]%s%n${x}",
])("the prompt %j comes back as it was sent", async (prompt) => {
  const answer = await create({ image: base64Png(), prompt, metadata: { [prompt]: prompt } }, { prefer: "wait=20" });
  const view = await viewOf(answer);
  expect([view.status, view.prompt, view.metadata]).toEqual(["succeeded", prompt, { [prompt]: prompt }]);
  expect((await fetch(view.artifacts[0]?.url ?? "")).status).toBe(200);
});

test("a body that would reach the prototype is answered 400", async () => {
  const body = `{"image":{"base64":"${base64Png().base64}"},"metadata":{"__proto__":{"isAdmin":true}}}`;
  expect((await create(body)).status).toBe(400);
});

test.each(["gen_none", "..%2f..", "%27%3B--", "x".repeat(100)])("the id %s is answered 404", async (id) => {
  const answer = await show(id);
  expect([answer.status, (await problemOf(answer)).code]).toEqual([404, "generation_not_found"]);
});

test("inspect asks the provider that can look at pictures; plan says when none can plan", async () => {
  const seen = await gateway.postJson("/api/v1/inspect", { image: base64Png() });
  expect(await seen.json()).toMatchObject({ width: 40, height: 30, format: "png" });
  const plan = await gateway.postJson("/api/v1/plan", { prompt: "clouds" });
  expect([plan.status, (await problemOf(plan)).code]).toEqual([422, "model_does_not_fit"]);
});
