import type { ActView } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeEach(async () => {
  gateway = await openGateway({ config: { auth: "on" } });
});
afterEach(() => gateway[Symbol.asyncDispose]());

const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const call = (asked: string, body?: unknown, key = gateway.token): Promise<Response> => {
  const [method = "GET", path = ""] = asked.split(" ");
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { "content-type": "application/json" };
  return fetch(`${gateway.url}${path}`, { method, ...init, headers: { ...bearer(key), ...type } });
};
const audit = async (query = ""): Promise<{ data: ActView[]; next_cursor: string | null }> =>
  (await (await call(`GET /api/v1/audit${query}`)).json()) as { data: ActView[]; next_cursor: string | null };

test("who made, changed and ended keys, set providers and money, and deleted what, is written down with when and from where", async () => {
  const made = (await (await call("POST /api/v1/keys", { name: "app", scopes: ["read", "create"] })).json()) as {
    id: string;
    key: string;
  };
  await call(`PATCH /api/v1/keys/${made.id}`, { limits: { day_usd: 5 } });
  await call("PUT /api/v1/budgets", { day_usd: 9 });
  await call("PUT /aog/v0.2/service", { service_name: "image-to-video", hybrid_policy: "default" });
  const image = { base64: greyPng(32, 32).toString("base64") };
  const { id } = (await (await call("POST /api/v1/generations", { image }, made.key)).json()) as { id: string };
  await fetch(`${gateway.url}/api/v1/generations/${id}?wait=10`, { headers: bearer(made.key) });
  await call(`DELETE /api/v1/generations/${id}`, undefined, made.key);
  await call(`POST /api/v1/generations/${id}/restore`, undefined, made.key);
  await call(`DELETE /v1/videos/${id}`, undefined, made.key);
  await call(`DELETE /api/v1/keys/${made.id}`);
  const { data } = await audit("?limit=100");
  expect(data.toReversed().map(({ actor, act, subject }) => [actor, act, subject])).toEqual([
    ["local", "key.created", made.id],
    ["local", "key.changed", made.id],
    ["local", "budgets.set", null],
    ["local", "aog.changed", "PUT /aog/v0.2/service"],
    [made.id, "generation.trashed", id],
    [made.id, "generation.restored", id],
    [made.id, "generation.trashed", id],
    ["local", "key.revoked", made.id],
  ]);
  expect(data.every(({ address }) => address === "127.0.0.1")).toBe(true);
  expect(data.every(({ at }) => Date.now() - Date.parse(at) < 60_000)).toBe(true);
  expect(data.at(-2)?.detail).toEqual({ limits: { day_usd: 5 } });
});

test("no secret is in it, however it was sent, and what was refused is not said to have been done", async () => {
  const { key } = (await (await call("POST /api/v1/keys", { name: "app" })).json()) as { key: string };
  await call("PUT /api/v1/providers/keyless", {
    api_key: "sk-secret-1",
    base_url: "https://u:sk-secret-2@x.example",
  });
  await call("POST /aog/v0.2/service_provider", { auth_key: "sk-secret-3", service_name: "image-to-video" });
  await call("POST /api/v1/session", { key });
  await call("POST /api/v1/session", { key: "kin_sk-secret-4" });
  await call("DELETE /api/v1/keys/key_of_nobody");
  await call("POST /api/v1/keys", { name: "mine", scopes: ["admin"] }, key);
  const { data } = await audit("?limit=100");
  const text = JSON.stringify(data);
  expect(text).not.toContain("sk-secret");
  expect(text).not.toContain(key);
  const acts = data.map(({ act }) => act);
  expect(acts).not.toContain("key.revoked");
  expect(acts.filter((act) => act === "key.created")).toHaveLength(1);
  expect(acts).toContain("session.begun");
  expect(acts).toContain("session.refused");
});

test("it is read page by page, of one actor or act, and survives a restart", async () => {
  for (const name of ["a", "b", "c"]) await call("POST /api/v1/keys", { name });
  await gateway.restart();
  const first = await audit("?limit=2");
  expect(first.data.map(({ detail }) => detail["name"])).toEqual(["c", "b"]);
  const second = await audit(`?limit=2&cursor=${first.next_cursor ?? ""}`);
  expect([second.data.map(({ detail }) => detail["name"]), second.next_cursor]).toEqual([["a"], null]);
  expect((await audit("?act=key.revoked")).data).toEqual([]);
  expect((await audit("?actor=local&limit=100")).data).toHaveLength(3);
  expect((await call("GET /api/v1/audit?act=made.up")).status).toBe(400);
  expect((await call("GET /api/v1/audit?cursor=x")).status).toBe(400);
});

test("it is for administrators", async () => {
  const { key } = (await (await call("POST /api/v1/keys", { name: "app" })).json()) as { key: string };
  expect((await call("GET /api/v1/audit", undefined, key)).status).toBe(403);
  expect((await fetch(`${gateway.url}/api/v1/audit`)).status).toBe(401);
});
