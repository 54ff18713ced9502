import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createClient } from "@kinora/sdk";
import { expect, test } from "vitest";
import { UPSTREAMS } from "../chaos/upstreams.ts";
import { type Deed, openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { MOUNTAIN, openWorkbench, startServer } from "./kinora-process.ts";

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

test("after every failure of every vendor the key stands in no answer, log, event or file", async () => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 100, key: "sk-planted/+key=0123456789" });
  const answers: string[] = [];
  try {
    await using bench = await openWorkbench({
      ...Object.fromEntries(UPSTREAMS.flatMap(({ environment }) => Object.entries(environment(fake)))),
      KINORA_POLL_EVERY_MS: "50",
      KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
      KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
      KINORA_LOG_LEVEL: "debug",
    });
    const entries = UPSTREAMS.flatMap(({ entry }) => (entry === undefined ? [] : [entry(fake)]));
    await mkdir(bench.dataDir);
    await writeFile(join(bench.dataDir, "kinora.json"), JSON.stringify({ providers: Object.fromEntries(entries) }));
    const server = await startServer(bench);
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
    const errands = UPSTREAMS.flatMap(({ models }) => FAILURES.map((rules) => ({ model: models[0] ?? "", rules })));
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
    for (const path of ["/api/v1/models", "/api/v1/generations?limit=100", "/ready", "/version"]) await get(path);
    const doctor = bench.start("doctor", "--json");
    await doctor.end;
    server.child.kill("SIGABRT");
    await server.end;
    const places: [string, string][] = [
      ["the server's output", server.said.stdout + server.said.stderr],
      ["the doctor's output", doctor.said.stdout + doctor.said.stderr],
      ["answers", answers.join("\n")],
    ];
    for (const path of await everyFileBelow(bench.folder)) places.push([path, await readFile(path, "latin1")]);
    const found = places.filter(([, text]) => spellingsOf(fake.key).some((spelling) => text.includes(spelling)));
    expect(found.map(([place]) => place)).toEqual([]);
    expect(places.map(([place]) => place).some((place) => place.endsWith("kinora.db"))).toBe(true);
    expect(fake.report.leaks).toEqual([]);
  } finally {
    await fake.close();
  }
}, 180_000);
