import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type DeliveryView, generationViewSchema, type Problem } from "@kinora/contract";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

interface Told {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on loopback, which the gateway may reach. */
let receiver: Server;
let port: number;
let told: Told[];
let answerWith: number;
let gateway: Gateway;

const listen = async (at: number): Promise<void> => {
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      told.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(answerWith, { location: "/elsewhere" }).end();
    });
  });
  receiver.listen(at, "127.0.0.1");
  await once(receiver, "listening");
  ({ port } = receiver.address() as AddressInfo);
};
const goDown = async (): Promise<void> => {
  receiver.close();
  receiver.closeAllConnections();
  await once(receiver, "close");
};

beforeEach(async () => {
  told = [];
  answerWith = 204;
  await listen(0);
  gateway = await openGateway({ config: { allowPrivateHosts: [`127.0.0.1:${port}`] }, providers: [lossyProvider()] });
});
afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  if (receiver.listening) await goDown();
});

const image = { base64: greyPng(40, 30).toString("base64") };
const generate = async (body: object = {}, headers: Record<string, string> = {}): Promise<string> => {
  const answer = await gateway.postJson("/api/v1/generations", { image, ...body }, { prefer: "wait=20", ...headers });
  return generationViewSchema.parse(await answer.json()).id;
};
const hookAt = (path = "/hook"): string => `http://127.0.0.1:${port}${path}`;
const create = async (body: object = {}): Promise<{ id: string; secret: string }> => {
  const answer = await gateway.postJson("/api/v1/webhooks", { url: hookAt(), ...body });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string; secret: string };
};
const get = async (path: string): Promise<unknown> => (await fetch(`${gateway.url}/api/v1/webhooks${path}`)).json();
const deliveries = async (id: string, query = ""): Promise<DeliveryView[]> =>
  ((await get(`/${id}/deliveries${query}`)) as { data: DeliveryView[] }).data;
const post = (path: string, body: object = {}): Promise<Response> => gateway.postJson(`/api/v1/webhooks${path}`, body);
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as Problem).code,
];
const untilTold = (count: number): Promise<void> => expect.poll(() => told.length, { timeout: 20_000 }).toBe(count);
const verified = (secret: string, { headers, body }: Told): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
const typeOf = ({ body }: Told): string => (JSON.parse(body) as { type: string }).type;

test("a webhook is told of the end of a generation, signed so that the public library verifies it", async () => {
  const { id, secret } = await create();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
  const made = await generate({ prompt: "clouds" });
  await untilTold(1);
  const message = verified(secret, told[0]!) as { type: string; timestamp: string; data: unknown };
  expect(message).toMatchObject({ type: "generation.succeeded", data: { id: made, status: "succeeded" } });
  const data = generationViewSchema.parse(message.data);
  expect((await fetch(data.artifacts[0]?.url ?? "")).status).toBe(200);
  expect(() => verified(secret, { ...told[0]!, body: `${told[0]!.body} ` })).toThrow("No matching signature found");
  await expect.poll(async () => (await deliveries(id))[0]?.status).toBe("delivered");
  const [delivery] = await deliveries(id);
  expect(delivery).toMatchObject({ type: "generation.succeeded", generation_id: made, next_try_at: null });
  expect(delivery?.tries.map(({ status, error }) => [status, error])).toEqual([[204, null]]);
  expect(told[0]?.headers["webhook-id"]).toBe(delivery?.id);
});

test("a secret is shown once, in no list and no log, and stands nowhere on the disk as it is", async () => {
  const { id, secret } = await create();
  expect(JSON.stringify(await get(""))).not.toContain("whsec");
  expect(await get("")).toMatchObject({ data: [{ id, url: hookAt() }] });
  expect(gateway.logged()).not.toContain(secret.slice(6));
  const files = await readdir(gateway.dataDir, { recursive: true, withFileTypes: true });
  for (const file of files.filter((one) => one.isFile())) {
    expect((await readFile(join(file.parentPath, file.name))).includes(secret.slice(6))).toBe(false);
  }
});

test("only the events that were asked for are told: an end that failed, one that waits for a person", async () => {
  await create({ events: ["generation.failed", "generation.needs_review"] });
  await generate();
  await generate({ prompt: "fail" });
  await generate({ model: "lossy-motion" });
  await untilTold(2);
  expect(told.map(typeOf)).toEqual(["generation.failed", "generation.needs_review"]);
});

test("a receiver that is down for the whole run, and for a restart of the server, is told when it is up again", async () => {
  const { id, secret } = await create();
  await goDown();
  const made = await generate();
  await expect.poll(async () => (await deliveries(id))[0]?.tries.length, { timeout: 10_000 }).toBe(1);
  const [tried] = await deliveries(id);
  expect([tried?.status, tried?.tries[0]?.status]).toEqual(["pending", null]);
  await gateway.restart();
  await listen(port);
  await untilTold(1);
  expect(verified(secret, told[0]!)).toMatchObject({ data: { id: made } });
  await expect.poll(async () => (await deliveries(id))[0]?.status).toBe("delivered");
  expect(told[0]?.headers["webhook-id"]).toBe(tried?.id);
});

test("what an answer refuses is tried again 5 seconds later, under the same id; a redirect is not followed", async () => {
  answerWith = 302;
  const { id } = await create();
  await generate();
  await untilTold(1);
  answerWith = 200;
  await untilTold(2);
  expect(told.map(({ path }) => path)).toEqual(["/hook", "/hook"]);
  expect(told[1]?.headers["webhook-id"]).toBe(told[0]?.headers["webhook-id"]);
  expect(told[1]?.body).toBe(told[0]?.body);
  await expect.poll(async () => (await deliveries(id))[0]?.tries.map(({ status }) => status)).toEqual([302, 200]);
});

test("what has failed is sent again by hand, one or all of it", async () => {
  answerWith = 410;
  const { id, secret } = await create();
  for (const seed of [1, 2]) await generate({ seed });
  await expect.poll(async () => (await deliveries(id)).map(({ status }) => status)).toEqual(["failed", "failed"]);
  answerWith = 200;
  const [newest] = await deliveries(id, "?limit=1");
  const one = await post(`/${id}/redeliver`, { delivery: newest?.id });
  expect([one.status, await one.json()]).toEqual([202, { redelivering: 1 }]);
  await untilTold(3);
  await expect.poll(async () => (await deliveries(id)).map(({ status }) => status)).toEqual(["delivered", "failed"]);
  const all = await fetch(`${gateway.url}/api/v1/webhooks/${id}/redeliver`, { method: "POST" });
  expect(await all.json()).toEqual({ redelivering: 1 });
  await untilTold(4);
  for (const message of told) expect(verified(secret, message)).toBeDefined();
});

test("a new secret signs, and for a day the old one beside it", async () => {
  const { id, secret } = await create();
  const { secret: next } = (await (await post(`/${id}/rotate-secret`)).json()) as { secret: string };
  expect(next).not.toBe(secret);
  await generate();
  await untilTold(1);
  for (const one of [secret, next]) expect(verified(one, told[0]!)).toMatchObject({ type: "generation.succeeded" });
});

test("the webhook_url of a request is told, signed with the caller's default secret, which a warning misses before", async () => {
  const answer = await gateway.postJson(
    "/api/v1/generations",
    { image, webhook_url: hookAt("/own?order=7") },
    { prefer: "wait=20" },
  );
  const { warnings } = generationViewSchema.parse(await answer.json());
  expect(warnings.map(({ option, code }) => [option, code])).toEqual([["webhook_url", "unsigned"]]);
  await untilTold(1);
  expect([told[0]?.path, told[0]?.headers["webhook-signature"]]).toEqual(["/own?order=7", undefined]);

  const made = await post("/default-secret");
  expect(made.status).toBe(201);
  const { secret } = (await made.json()) as { secret: string };
  await generate({ webhook_url: hookAt("/own"), seed: 2 });
  await untilTold(2);
  expect(verified(secret, told[1]!)).toMatchObject({ type: "generation.succeeded" });
  await expect
    .poll(async () => (await deliveries("default")).map(({ status }) => status))
    .toEqual(["delivered", "delivered"]);
});

test("a key's webhooks hear of that key's generations alone, and no other key can see or touch them", async () => {
  await gateway[Symbol.asyncDispose]();
  gateway = await openGateway({ config: { auth: "on", allowPrivateHosts: [`127.0.0.1:${port}`] } });
  const as = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
  const keyOf = async (name: string): Promise<string> => {
    const answer = await gateway.postJson("/api/v1/keys", { name }, as(gateway.token));
    return ((await answer.json()) as { key: string }).key;
  };
  const [mine, stranger] = [await keyOf("mine"), await keyOf("a stranger")];
  const hookOf = async (key: string, path: string): Promise<string> => {
    const answer = await gateway.postJson("/api/v1/webhooks", { url: hookAt(path) }, as(key));
    return ((await answer.json()) as { id: string }).id;
  };
  const id = await hookOf(mine, "/mine");
  await hookOf(stranger, "/strangers");
  await hookOf(gateway.token, "/administrators");
  const made = await generate({ webhook_url: hookAt("/own") }, as(mine));
  await untilTold(2);
  await generate({}, as(stranger));
  await untilTold(3);
  const heard = told.map(({ path, body }) => [path, (JSON.parse(body) as { data: { id: string } }).data.id === made]);
  expect(heard.toSorted()).toEqual([
    ["/mine", true],
    ["/own", true],
    ["/strangers", false],
  ]);
  const tryAs = (method: string, path: string): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/webhooks${path}`, { method, headers: as(stranger) });
  for (const [method, path] of [
    ["GET", `/${id}/deliveries`],
    ["POST", `/${id}/redeliver`],
    ["POST", `/${id}/rotate-secret`],
    ["DELETE", `/${id}`],
  ] as const) {
    expect(await codeOf(await tryAs(method, path)), path).toEqual([404, "webhook_not_found"]);
  }
  expect(await (await tryAs("GET", "/default/deliveries")).json()).toEqual({ data: [], next_cursor: null });
  expect(JSON.stringify(await (await tryAs("GET", "")).json())).not.toContain("/mine");
});

test("a webhook is not told of what was before it, nor after it was removed", async () => {
  await generate();
  const { id } = await create();
  const removed = await fetch(`${gateway.url}/api/v1/webhooks/${id}`, { method: "DELETE" });
  expect([removed.status, await removed.json()]).toEqual([200, { id, deleted: true }]);
  await generate();
  await create({ url: hookAt("/later") });
  await generate();
  await untilTold(1);
  expect(told[0]?.path).toBe("/later");
});

test("one end is told once, however often the server is started", async () => {
  const { id } = await create();
  await generate();
  await expect.poll(async () => (await deliveries(id))[0]?.status).toBe("delivered");
  await gateway.restart();
  await gateway.restart();
  await generate({ seed: 2 });
  await untilTold(2);
  expect(new Set(told.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
});

test("a slow receiver does not hold up another", async () => {
  const { promise: never } = Promise.withResolvers<never>();
  const slow = createServer(() => void never).listen(0, "127.0.0.1");
  await once(slow, "listening");
  const slowPort = (slow.address() as AddressInfo).port;
  await gateway[Symbol.asyncDispose]();
  const allowPrivateHosts = [`127.0.0.1:${port}`, `127.0.0.1:${slowPort}`];
  gateway = await openGateway({ config: { allowPrivateHosts } });
  await create({ url: `http://127.0.0.1:${slowPort}/` });
  for (const seed of Array.from({ length: 20 }, (_, index) => index)) await generate({ seed });
  await create();
  await generate();
  await untilTold(1);
  slow.closeAllConnections();
  slow.close();
});

test.each([
  "http://169.254.169.254/latest/meta-data",
  "http://10.0.0.1/",
  "http://localhost:1/",
  "http://[::1]/",
  "http://0x7f.1/",
  "http://user:secret@example.com/",
])("the address %s is refused, for a webhook and for a request", async (url) => {
  expect(await codeOf(await post("", { url }))).toEqual([403, "webhook_url_forbidden"]);
  const answer = await gateway.postJson("/api/v1/generations", { image, webhook_url: url });
  expect(await codeOf(answer)).toEqual([403, "webhook_url_forbidden"]);
});

test("a name that leads to no public address is not told, and why is in the log of tries", async () => {
  // On Debian a name of ::1, which its spelling does not tell; elsewhere a name that leads nowhere.
  const { id } = await create({ url: `http://ip6-localhost:${port}/` });
  await generate();
  await expect.poll(async () => (await deliveries(id))[0]?.tries[0]?.error).toMatch(/ip6-localhost/u);
  expect(told).toEqual([]);
});

test.each([
  [{ url: "ftp://example.com/" }, "bad_option"],
  [{ url: "nowhere" }, "bad_option"],
  [{ url: "https://example.com/", events: [] }, "bad_option"],
  [{ url: "https://example.com/", events: ["generation.running"] }, "bad_option"],
  [{ url: "https://example.com/", secret: "mine" }, "bad_request"],
  [{}, "bad_option"],
])("the webhook %j is refused", async (body, code) => {
  expect(await codeOf(await post("", body))).toEqual([400, code]);
});

test("more than 50 webhooks are refused", async () => {
  for (let count = 0; count < 50; count += 1) await create();
  expect(await codeOf(await post("", { url: hookAt() }))).toEqual([400, "bad_option"]);
});

test("what is not there is answered 404", async () => {
  const { id } = await create();
  expect(await codeOf(await fetch(`${gateway.url}/api/v1/webhooks/wh_x/deliveries`))).toEqual([
    404,
    "webhook_not_found",
  ]);
  expect(await codeOf(await post("/wh_x/rotate-secret"))).toEqual([404, "webhook_not_found"]);
  expect(await codeOf(await post("/wh_x/redeliver"))).toEqual([404, "webhook_not_found"]);
  const removal = await fetch(`${gateway.url}/api/v1/webhooks/default`, { method: "DELETE" });
  expect(await codeOf(removal)).toEqual([404, "webhook_not_found"]);
  expect(await codeOf(await post(`/${id}/redeliver`, { delivery: "dlv_x" }))).toEqual([404, "delivery_not_found"]);
  expect((await fetch(`${gateway.url}/api/v1/webhooks/${id}/deliveries?cursor=x`)).status).toBe(400);
});
