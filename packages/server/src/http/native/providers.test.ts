import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, type ProviderView, providerViewSchema } from "@kinora/contract";
import { expect, test } from "vitest";
import type { ProviderEntry } from "../../config/config.ts";
import type { ProviderSource } from "../../app/provider-source.ts";
import { createFakeProvider, type FakeProvider } from "../../testing/fake-provider.ts";
import { type Gateway, type GatewayOptions, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

test("providers are listed as they stand here, without their keys; one that is not there is said with those that are", async () => {
  await using gateway = await openGateway();
  const { data } = (await (await fetch(`${gateway.url}/api/v1/providers`)).json()) as { data: { id: string }[] };
  expect(data.length).toBeGreaterThan(0);
  const [first] = data;
  const one = await fetch(`${gateway.url}/api/v1/providers/${first?.id ?? ""}`);
  expect(await one.json()).toEqual(first);
  const none = await fetch(`${gateway.url}/api/v1/providers/nobody`);
  expect([none.status, ((await none.json()) as { code: string }).code]).toEqual([404, "no_such_provider"]);
});

const KEY = "sk-planted-0123456789abcdef";

interface Vendor {
  readonly source: ProviderSource;
  /** How it was opened, the newest last. */
  readonly opened: ProviderEntry[];
  readonly fake: FakeProvider;
}

/** A vendor that needs a key, and knows a region. */
const acme = (): Vendor => {
  const opened: ProviderEntry[] = [];
  const fake = createFakeProvider({ holds: true });
  return {
    opened,
    fake,
    source: {
      fixed: [],
      kinds: [
        { kind: "acme", alwaysListed: true, settings: ["api_key", "base_url", "region"] },
        { kind: "own-server", alwaysListed: false, settings: ["api_key", "base_url"] },
      ],
      open: (entry) => {
        opened.push(entry);
        const models = fake.models.map((model) => ({ ...model, id: `${entry.id}-motion`, provider: entry.id }));
        const configured = entry.apiKey !== undefined || (entry.kind === "own-server" && entry.baseUrl !== undefined);
        return { ...fake, id: entry.id, models, configured };
      },
    },
  };
};

const open = (vendor: Vendor, config: GatewayOptions["config"] = {}): Promise<Gateway> =>
  openGateway({ source: vendor.source, config });

const send = (method: string, gateway: Gateway, path: string): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/providers/${path}`, { method });
const put = (gateway: Gateway, id: string, body: unknown): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/providers/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const viewOf = async (answer: Response): Promise<ProviderView> => providerViewSchema.parse(await answer.json());
const problemOf = async (answer: Response): Promise<[number, string, string]> => {
  const { code, detail } = (await answer.json()) as Problem;
  return [answer.status, code, detail];
};

test("a stored key switches a provider on while the server runs, is never shown, and stays after a restart", async () => {
  const vendor = acme();
  await using gateway = await open(vendor);
  expect(await viewOf(await send("GET", gateway, "acme"))).toMatchObject({
    configured: false,
    key: null,
    stored: null,
  });
  const answer = await put(gateway, "acme", { api_key: KEY, region: "intl" });
  expect(answer.status).toBe(200);
  const view = await viewOf(answer);
  expect(view).toMatchObject({
    configured: true,
    key: "stored",
    settings: ["api_key", "base_url", "region"],
    stored: { has_key: true, base_url: null, region: "intl", workspace: null, problem: null },
  });
  expect(JSON.stringify(view)).not.toContain(KEY.slice(-4));
  expect(vendor.opened.at(-1)).toEqual({
    id: "acme",
    kind: "acme",
    apiKey: KEY,
    baseUrl: undefined,
    options: { region: "intl" },
  });
  const { data } = (await (await fetch(`${gateway.url}/api/v1/models`)).json()) as {
    data: { id: string; configured: boolean }[];
  };
  expect(data.find(({ id }) => id === "acme-motion")?.configured).toBe(true);
  await gateway.restart();
  expect(await viewOf(await send("GET", gateway, "acme"))).toEqual(view);
});

test("the key file is this user's alone, and neither it nor the database holds the stored key in the clear", async () => {
  await using gateway = await open(acme());
  await put(gateway, "acme", { api_key: KEY });
  expect((await stat(join(gateway.dataDir, "master.key"))).mode & 0o777).toBe(0o600);
  expect((await readFile(join(gateway.dataDir, "master.key"))).includes(KEY)).toBe(false);
  expect(await gateway.records()).not.toContain(KEY);
  expect(gateway.logged()).toContain("provider.set");
  expect(gateway.logged()).not.toContain(KEY);
});

test("what a change leaves out stays, and null takes it away", async () => {
  const vendor = acme();
  await using gateway = await open(vendor);
  await put(gateway, "acme", { api_key: KEY, base_url: "https://proxy.test/v1", region: "us" });
  await put(gateway, "acme", { region: null });
  expect(vendor.opened.at(-1)).toMatchObject({ apiKey: KEY, baseUrl: "https://proxy.test/v1", options: {} });
  const view = await viewOf(await put(gateway, "acme", { api_key: null, base_url: null }));
  expect([view.configured, view.key, view.stored]).toEqual([false, null, null]);
});

test("a stored key is never sent to an address that it was not stored for", async () => {
  await using gateway = await open(acme());
  await put(gateway, "acme", { api_key: KEY });
  expect(await problemOf(await put(gateway, "acme", { base_url: "https://elsewhere.test" }))).toEqual([
    400,
    "bad_option",
    "A new base_url needs the api_key again, in the same call: a stored key goes to no host that it was not stored for.",
  ]);
  expect((await put(gateway, "acme", { base_url: "https://elsewhere.test", api_key: KEY })).status).toBe(200);
  // The same address again, as a configuration that is imported anew has it.
  expect((await put(gateway, "acme", { base_url: "https://elsewhere.test" })).status).toBe(200);
});

test("with a key in the environment nothing that is stored counts, and the view says so", async () => {
  const vendor = acme();
  const entry = { id: "acme", kind: "acme", apiKey: "of-the-environment", baseUrl: undefined, options: {} };
  await using gateway = await open(vendor, { providers: [entry] });
  const view = await viewOf(await put(gateway, "acme", { api_key: KEY, base_url: "https://elsewhere.test" }));
  expect([view.key, view.stored?.has_key]).toEqual(["environment", true]);
  expect(vendor.opened.at(-1)).toEqual(entry);
});

test("a server that kinora.json names gets its key this way, and one that it does not name its address too", async () => {
  const vendor = acme();
  const lab = { id: "lab", kind: "own-server", apiKey: undefined, baseUrl: "http://gpu:8091", options: { models: [] } };
  await using gateway = await open(vendor, { providers: [lab] });
  expect((await put(gateway, "lab", { api_key: KEY })).status).toBe(200);
  expect(vendor.opened.at(-1)).toEqual({ ...lab, apiKey: KEY });
  const view = await viewOf(await put(gateway, "own-server", { base_url: "http://gpu:1" }));
  expect([view.configured, view.stored?.has_key, view.stored?.base_url]).toEqual([true, false, "http://gpu:1"]);
  await gateway.restart();
  expect((await viewOf(await send("GET", gateway, "own-server"))).configured).toBe(true);
  expect(await (await send("DELETE", gateway, "own-server")).json()).toEqual({ removed: true, provider: null });
  expect((await send("GET", gateway, "own-server")).status).toBe(404);
});

test("what is forgotten is gone, also after a restart, and forgetting it twice is no fault", async () => {
  await using gateway = await open(acme());
  await put(gateway, "acme", { api_key: KEY });
  expect(await (await send("DELETE", gateway, "acme")).json()).toMatchObject({
    removed: true,
    provider: { configured: false, stored: null },
  });
  expect(await (await send("DELETE", gateway, "acme")).json()).toMatchObject({ removed: false });
  await gateway.restart();
  expect((await viewOf(await send("GET", gateway, "acme"))).configured).toBe(false);
});

const animate = async (gateway: Gateway, model: string): Promise<string> => {
  const image = { base64: greyPng(40, 30).toString("base64") };
  const answer = await gateway.postJson("/api/v1/generations", { image, model });
  return ((await answer.json()) as { id: string }).id;
};
const statusOf = async (gateway: Gateway, id: string): Promise<string> =>
  ((await (await fetch(`${gateway.url}/api/v1/generations/${id}`)).json()) as { status: string }).status;

test("while work is under way its key is neither changed nor forgotten, unless that is forced", async () => {
  const vendor = acme();
  await using gateway = await open(vendor);
  await put(gateway, "acme", { api_key: KEY });
  const id = await animate(gateway, "acme-motion");
  await expect.poll(() => statusOf(gateway, id)).toBe("running");
  expect(await problemOf(await put(gateway, "acme", { api_key: "another-key" }))).toEqual([
    409,
    "work_under_way",
    "acme has 1 unfinished generation: wait until they end; or force it, if the new key is of the same account and place: with another they are lost, and may be billed.",
  ]);
  expect(await problemOf(await send("DELETE", gateway, "acme"))).toEqual([
    409,
    "work_under_way",
    "acme has 1 unfinished generation: wait until they end; or force it: then what runs is not fetched and may be billed, and what waits is refused.",
  ]);
  // The same key again changes nothing.
  expect((await put(gateway, "acme", { api_key: KEY })).status).toBe(200);
  expect((await put(gateway, "acme", { api_key: "another-key", force: true })).status).toBe(200);
  vendor.fake.finishAll();
  await expect.poll(() => statusOf(gateway, id)).toBe("succeeded");
  expect((await send("DELETE", gateway, "acme")).status).toBe(200);
});

test("another master key: the server starts, the provider says what to do, and setting the key again mends it", async () => {
  await using gateway = await open(acme());
  await put(gateway, "acme", { api_key: KEY, region: "us" });
  await writeFile(join(gateway.dataDir, "master.key"), "x".repeat(44));
  await gateway.restart();
  const view = await viewOf(await send("GET", gateway, "acme"));
  expect([view.configured, view.key, view.stored?.has_key]).toEqual([false, null, null]);
  expect(view.stored?.problem).toMatch(
    /^What is stored of acme was encrypted with another master key \([0-9a-f]{16}\): bring back KINORA_MASTER_KEY or .+master\.key as it was, or set the key again \(kinora providers set acme\)\.$/u,
  );
  expect((await problemOf(await put(gateway, "acme", { region: "cn" })))[1]).toBe("master_key_unusable");
  expect(await viewOf(await put(gateway, "acme", { api_key: KEY }))).toMatchObject({
    configured: true,
    stored: { region: null, problem: null },
  });
});

test("a key that is stored under KINORA_MASTER_KEY makes no key file", async () => {
  await using gateway = await open(acme(), { masterKey: "m".repeat(40) });
  await put(gateway, "acme", { api_key: KEY });
  await expect(stat(join(gateway.dataDir, "master.key"))).rejects.toThrow("ENOENT");
  await gateway.restart();
  expect((await viewOf(await send("GET", gateway, "acme"))).key).toBe("stored");
});

test.each([
  ["an empty key", { api_key: "" }],
  ["a line break", { api_key: `${KEY}\n` }],
  ["a space", { api_key: `Bearer ${KEY}` }],
  ["a control character", { api_key: `${KEY}\u0000` }],
  ["a letter that no header can carry", { api_key: `${KEY}é` }],
  ["a megabyte", { api_key: "k".repeat(1_000_000) }],
  ["a number", { api_key: 7 }],
  ["an address of another kind", { base_url: "ftp://x" }],
  ["an address with a password", { base_url: "https://me:secret@x" }],
  ["a workspace where there is none", { workspace: "ws-1" }],
  ["a region that is no name", { region: "../x" }],
  ["a change of nothing", {}],
  ["only force", { force: true }],
])("%s is refused with a sentence that does not repeat the key, and nothing is stored", async (_, body) => {
  await using gateway = await open(acme());
  const [status, code, detail] = await problemOf(await put(gateway, "acme", body));
  expect([status, code]).toEqual([400, "bad_option"]);
  expect(detail).not.toContain("planted");
  expect(detail.length).toBeLessThan(300);
  expect((await viewOf(await send("GET", gateway, "acme"))).stored).toBe(null);
});

test("a provider that nobody knows is 404, one that needs no setup is 400, and a stranger is refused", async () => {
  await using gateway = await open(acme());
  expect((await problemOf(await put(gateway, "nobody", { api_key: KEY })))[1]).toBe("no_such_provider");
  expect((await problemOf(await send("DELETE", gateway, "nobody")))[1]).toBe("no_such_provider");
  await using fixed = await openGateway();
  expect((await problemOf(await put(fixed, "fake", { api_key: KEY })))[1]).toBe("bad_option");
  await using guarded = await open(acme(), { auth: "on" });
  const answer = await fetch(`${guarded.url}/api/v1/providers/acme`, { method: "DELETE" });
  expect(answer.status).toBe(401);
});
