import type { SessionView } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Gateway, openGateway } from "../testing/gateway.ts";
import { greyPng } from "../testing/pictures.ts";

let gateway: Gateway;
beforeEach(async () => {
  gateway = await openGateway({ config: { auth: "on" } });
});
afterEach(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(32, 32).toString("base64") };

interface Made {
  readonly id: string;
  readonly key: string;
}

const makeKey = async (scopes = ["read", "create"]): Promise<Made> => {
  const authorization = `Bearer ${gateway.token}`;
  return (await (await gateway.postJson("/api/v1/keys", { name: "me", scopes }, { authorization })).json()) as Made;
};

const signIn = (key: string, origin = gateway.url): Promise<Response> =>
  gateway.postJson("/api/v1/session", { key }, { origin });

/** The Cookie header that a browser sends after this answer. */
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

const get = (path: string, cookie: string): Promise<Response> =>
  fetch(`${gateway.url}${path}`, { headers: { cookie } });
const post = (path: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
  gateway.postJson(path, body, headers);

test("a key begins a session of twelve hours that scripts cannot read and other sites cannot send", async () => {
  const { id, key } = await makeKey();
  const answer = await signIn(key);
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^kinora_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/u),
  ]);
  const seen = { auth: "on", key: { id, name: "me", scopes: ["read", "create"], begins_with: key.slice(0, 8) } };
  expect(await answer.json()).toMatchObject(seen);
  const view = (await (await get("/api/v1/session", cookieOf(answer))).json()) as SessionView;
  expect(view).toMatchObject(seen);
  expect(Date.parse(view.expires_at ?? "") - Date.now()).toBeGreaterThan(11 * 3_600_000);
  expect(gateway.logged()).not.toContain(cookieOf(answer).split("=")[1]);
});

test("over https the cookie goes over https alone", async () => {
  await using behind = await openGateway({ config: { auth: "on", publicUrl: "https://video.example.com" } });
  const authorization = `Bearer ${behind.token}`;
  const made = (await (await behind.postJson("/api/v1/keys", { name: "x" }, { authorization })).json()) as Made;
  const answer = await behind.postJson("/api/v1/session", { key: made.key }, { origin: "https://video.example.com" });
  expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure$/u);
});

test("a session reads, makes, streams and downloads what is its key's, and nothing of another's", async () => {
  const [mine, other] = [await makeKey(), await makeKey()];
  const [cookie, stranger] = [cookieOf(await signIn(mine.key)), cookieOf(await signIn(other.key))];
  const origin = gateway.url;
  const made = await post("/api/v1/generations", { image }, { cookie, origin, prefer: "wait=10" });
  const { id } = (await made.json()) as { id: string };
  for (const path of [`/api/v1/generations/${id}`, `/api/v1/generations/${id}/content`, `/api/v1/archive?ids=${id}`]) {
    const own = await get(path, cookie);
    expect(own.status, path).toBe(200);
    await own.body?.cancel();
    expect((await get(path, stranger)).status, path).toBe(404);
  }
  const stream = await get(`/api/v1/generations/${id}/events`, cookie);
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  await stream.body?.cancel();
  expect((await get(`/api/v1/generations/${id}/events`, stranger)).status).toBe(404);
  expect(await (await get("/api/v1/generations", stranger)).json()).toMatchObject({ data: [] });
});

test("a session changes nothing for another site, nor for who does not say where it is from", async () => {
  const cookie = cookieOf(await signIn((await makeKey()).key));
  expect((await post("/api/v1/generations", { image }, { cookie })).status).toBe(403);
  expect((await post("/api/v1/generations", { image }, { cookie, origin: "https://evil.example" })).status).toBe(403);
  expect((await post("/v1/videos", {}, { cookie, origin: "null" })).status).toBe(403);
  expect((await signIn("kin_whatever", "https://evil.example")).status).toBe(403);
  expect(await (await get("/api/v1/generations", cookie)).json()).toMatchObject({ data: [] });
});

test("a session ends when it is ended, with its key, and after its hours; it survives a restart", async () => {
  const key = await makeKey();
  const [first, second] = [cookieOf(await signIn(key.key)), cookieOf(await signIn(key.key))];
  const out = await fetch(`${gateway.url}/api/v1/session`, {
    method: "DELETE",
    headers: { cookie: first, origin: gateway.url },
  });
  expect([out.status, out.headers.getSetCookie()[0]]).toEqual([200, expect.stringContaining("Max-Age=0")]);
  expect((await get("/api/v1/generations", first)).status).toBe(401);
  await gateway.restart();
  expect((await get("/api/v1/generations", second)).status).toBe(200);
  await fetch(`${gateway.url}/api/v1/keys/${key.id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${gateway.token}` },
  });
  expect((await get("/api/v1/generations", second)).status).toBe(401);
});

test("a session may what its key may", async () => {
  const cookie = cookieOf(await signIn((await makeKey(["read"])).key));
  const origin = gateway.url;
  const answer = await post("/api/v1/generations", { image }, { cookie, origin });
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: "forbidden" }]);
  expect((await get("/api/v1/keys", cookie)).status).toBe(403);
});

test("wrong keys, made-up cookies and the owner's token begin no session", async () => {
  expect((await signIn("kin_wrong")).status).toBe(401);
  expect((await signIn(gateway.token)).status).toBe(401);
  expect((await signIn("")).status).toBe(400);
  for (const cookie of ["kinora_session=", "kinora_session=x", `kinora_session=${gateway.token}`]) {
    expect((await get("/api/v1/generations", cookie)).status).toBe(401);
  }
  expect(await (await get("/api/v1/session", "")).json()).toEqual({ auth: "on", key: null, expires_at: null });
});

test("after ten attempts in a minute an address waits, also with a good key", async () => {
  const { key } = await makeKey();
  const answers = [];
  for (let attempt = 0; attempt < 10; attempt += 1) answers.push((await signIn("kin_wrong")).status);
  expect(new Set(answers)).toEqual(new Set([401]));
  const over = await signIn(key);
  expect([over.status, Number(over.headers.get("retry-after")) > 50]).toEqual([429, true]);
});

test("with auth off nobody needs to sign in, and a cookie means nothing", async () => {
  await using open = await openGateway();
  const answer = await fetch(`${open.url}/api/v1/session`);
  expect(await answer.json()).toEqual({ auth: "off", key: null, expires_at: null });
});
