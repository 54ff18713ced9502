import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createClient } from "@kinora/sdk";
import { expect, test } from "vitest";
import { UPSTREAMS } from "../chaos/upstreams.ts";
import { type Deed, openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const once = (on: Rule["on"], does: Deed): Rule => ({ on, times: 1, does });

/** Every way in which a vendor can fail, each of which may repeat the key to us. */
const FAILURES: readonly (readonly Rule[])[] = [
  [once("submit", { kind: "echo" })],
  [once("submit", { kind: "refuse", why: "auth" })],
  [once("submit", { kind: "refuse", why: "balance" })],
  [once("submit", { kind: "refuse", why: "invalid" })],
  [once("submit", { kind: "refuse", why: "moderation" })],
  [once("submit", { kind: "reset_after" })],
  [once("submit", { kind: "garbage" })],
  [once("submit", { kind: "status_after", status: 500 })],
  [once("submit", { kind: "fate", fate: "fails" })],
  [once("submit", { kind: "fate", fate: "lost" })],
  [once("poll", { kind: "echo" }), once("poll", { kind: "garbage" }), once("poll", { kind: "reset_before" })],
  [once("list", { kind: "echo" }), once("submit", { kind: "reset_after" })],
  [once("result", { kind: "file", is: "gone" })],
  [once("result", { kind: "file", is: "web_page" }), once("result", { kind: "status_before", status: 500 })],
];

/** As it is, in base64 and in an address: how a key may stand in a text. */
const spellingsOf = (key: string): string[] => {
  const bytes = Buffer.from(key);
  return [key, bytes.toString("base64").replace(/=+$/u, ""), bytes.toString("hex"), encodeURIComponent(key)];
};

const everyFileBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

/** KINORA_MASTER_KEY of the server. */
const MASTER_KEY = "planted+master/key=0123456789abcdef";

/** These are not in the environment: one is stored by the command, the other while the server runs. */
const STORED = ["FAL_KEY", "REPLICATE_API_TOKEN"];

const withoutStored = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !STORED.includes(name)));

/** Stores a key as a person would, under the key file; says what the command said. */
const storeByCommand = async (bench: Workbench, key: string): Promise<string> => {
  const given = { stdin: `${key}\n`, variables: { KINORA_MASTER_KEY: "" } };
  const command = bench.startWith(given, "providers", "set", "fal");
  expect([await command.end, command.said.stdout]).toEqual([0, "fal is set up: kinora providers test fal tries it.\n"]);
  const slip = bench.startWith({ stdin: `Bearer ${key}` }, "providers", "set", "fal", "--json");
  expect(await slip.end).toBe(2);
  return [command, slip].map(({ said }) => said.stdout + said.stderr).join("\n");
};

/** Stores a key of the running server's provider, after some slips that carry it too; the answers. */
/** Those that want a key. */
const VENDORS = UPSTREAMS.filter(({ isFree }) => isFree !== true);

const storeByRoute = async (url: string, key: string): Promise<string[]> => {
  const bodies = [
    { api_key: `${key} ` },
    { key },
    { api_key: [key] },
    { api_key: key, region: "us" },
    { api_key: key },
  ];
  const answers: [number, string][] = [];
  for (const body of bodies) {
    const answer = await fetch(`${url}/api/v1/providers/replicate`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    answers.push([answer.status, await answer.text()]);
  }
  expect(answers.map(([status]) => status)).toEqual([400, 400, 400, 400, 200]);
  return answers.map(([, text]) => text);
};

test("after every failure of every vendor no key, stored or of the environment, stands in an answer, log, event or file", async () => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 100, key: "sk-planted/+key=0123456789" });
  const answers: string[] = [];
  try {
    await using bench = await openWorkbench({
      ...withoutStored(Object.fromEntries(VENDORS.flatMap(({ environment }) => Object.entries(environment(fake))))),
      REPLICATE_BASE_URL: fake.urlOf("replicate"),
      KINORA_MASTER_KEY: MASTER_KEY,
      KINORA_POLL_EVERY_MS: "50",
      KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
      KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
      KINORA_LOG_LEVEL: "debug",
    });
    const entries = VENDORS.flatMap(({ entry }) => (entry === undefined ? [] : [entry(fake)]));
    await mkdir(bench.dataDir);
    await writeFile(join(bench.dataDir, "kinora.json"), JSON.stringify({ providers: Object.fromEntries(entries) }));
    answers.push(await storeByCommand(bench, fake.key));
    const masterKeyFile = join(bench.dataDir, "master.key");
    const secrets = [fake.key, MASTER_KEY, (await readFile(masterKeyFile, "utf8")).trim()];
    const server = await startServer(bench);
    answers.push(...(await storeByRoute(server.url, fake.key)));
    const get = async (path: string): Promise<string> => {
      const text = await (await fetch(`${server.url}${path}`)).text();
      answers.push(text);
      return text;
    };
    const create = async (model: string): Promise<string> => {
      const response = await fetch(`${server.url}/api/v1/generations`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ image: { path: MOUNTAIN }, model, prompt: "clouds drift" }),
      });
      const text = await response.text();
      answers.push(text);
      return (JSON.parse(text) as { id: string }).id;
    };
    const client = createClient({ baseUrl: server.url });
    const ends = new Set<string>();
    const errands = VENDORS.flatMap(({ models }) => FAILURES.map((rules) => ({ model: models[0] ?? "", rules })));
    for (const { model, rules } of errands) {
      fake.rules(rules);
      const id = await create(model);
      // A submit whose answer broke is looked for on the vendor's list, or waits: both are fine here.
      await expect.poll(async () => (await client.getGeneration(id)).status, { timeout: 30_000 }).not.toBe("queued");
      const isUnclear = rules.some(({ on, does }) => on === "submit" && /reset|garbage|status/u.test(does.kind));
      if (!isUnclear) {
        ends.add((await client.follow(id)).status);
        await get(`/api/v1/generations/${id}/events`);
      }
      await get(`/api/v1/generations/${id}`);
    }
    expect([...ends].sort()).toEqual(["expired", "failed", "succeeded"]);
    for (const path of ["/api/v1/models", "/api/v1/providers", "/api/v1/generations?limit=100", "/ready", "/version"])
      await get(path);
    const commands = [
      ["doctor", "--json"],
      ["providers", "list", "--json"],
      ["providers", "test", "fal"],
    ];
    for (const command of commands) {
      const { said, end } = bench.start(...command);
      await end;
      answers.push(said.stdout + said.stderr);
    }
    server.child.kill("SIGABRT");
    await server.end;
    const places: [string, string][] = [
      ["the server's output", server.said.stdout + server.said.stderr],
      ["answers and what commands said", answers.join("\n")],
    ];
    for (const path of await everyFileBelow(bench.folder)) places.push([path, await readFile(path, "latin1")]);
    const spellings = secrets.flatMap(spellingsOf);
    const found = places.filter(([, text]) => spellings.some((spelling) => text.includes(spelling)));
    expect(found.map(([place]) => place)).toEqual([masterKeyFile]);
    const names = places.map(([place]) => basename(place));
    expect(names).toEqual(expect.arrayContaining(["kinora.db", "kinora.db-wal"]));
    expect(fake.report.leaks).toEqual([]);
  } finally {
    await fake.close();
  }
}, 180_000);
