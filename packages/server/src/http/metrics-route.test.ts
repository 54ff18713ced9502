import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { type Gateway, openGateway } from "../testing/gateway.ts";
import { greyPng } from "../testing/pictures.ts";

const image = { base64: greyPng(32, 32).toString("base64") };

const scrape = async ({ url }: Gateway, headers: Record<string, string> = {}): Promise<Map<string, number>> => {
  const answer = await fetch(`${url}/metrics`, { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/u);
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
};

test("requests are counted by the pattern of their route and their status, from the first scrape on", async () => {
  await using gateway = await openGateway();
  expect([...(await scrape(gateway)).keys()].some((name) => name.startsWith("kinora_http_requests_total{"))).toBe(
    false,
  );
  await fetch(`${gateway.url}/api/v1/generations/gen_of_nobody`);
  await fetch(`${gateway.url}/artifacts/secret-capability/clip.mp4`);
  const seen = await scrape(gateway);
  const total = 'kinora_http_requests_total{method="GET",route="/api/v1/generations/:id",status="404"}';
  expect(seen.get(total)).toBe(1);
  expect(seen.get('kinora_http_request_duration_seconds_count{method="GET",route="/api/v1/generations/:id"}')).toBe(1);
  expect([...seen.keys()].join()).not.toContain("secret-capability");
  expect(seen.get("nodejs_eventloop_lag_p99_seconds")).toBeDefined();
  expect(seen.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
});

test("what is under way, queues, slots and money are as they stand at the scrape", async () => {
  await using gateway = await openGateway({ holds: true });
  for (let made = 0; made < 3; made += 1) await gateway.postJson("/api/v1/generations", { image, seed: made });
  const { id: provider, models } = gateway.provider;
  const labels = (status: string): string =>
    `{status="${status}",provider="${provider}",model="${models[0]?.id ?? ""}"}`;
  await expect
    .poll(async () => (await scrape(gateway)).get(`kinora_generations_under_way${labels("running")}`))
    .toBeGreaterThan(0);
  const seen = await scrape(gateway);
  const running = seen.get(`kinora_generations_under_way${labels("running")}`) ?? 0;
  const underWay = ["queued", "submitting", "running"].map(
    (status) => seen.get(`kinora_generations_under_way${labels(status)}`) ?? 0,
  );
  expect(underWay.reduce((sum, count) => sum + count)).toBe(3);
  expect(seen.get(`kinora_provider_slots{provider="${provider}"}`)).toBeGreaterThanOrEqual(running);
  expect(seen.get(`kinora_queue_oldest_seconds{provider="${provider}"}`)).toBeGreaterThanOrEqual(0);
  expect([seen.get("kinora_spent_today_usd"), seen.get("kinora_held_usd")]).toEqual([0, 0]);
});

test("with keys on, metrics are for administrators", async () => {
  await using gateway = await openGateway({ config: { auth: "on" } });
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401);
  const admin = { authorization: `Bearer ${gateway.token}` };
  const made = await gateway.postJson("/api/v1/keys", { name: "some" }, admin);
  const { key } = (await made.json()) as { key: string };
  const refused = await fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  expect(refused.status).toBe(403);
  await scrape(gateway, admin);
});

test("room, the queue's limit and what sweeps did are read at the scrape; what is not known yet is left out", async () => {
  await using gateway = await openGateway({ config: { maxQueued: 7 } });
  const seen = await scrape(gateway);
  expect(seen.get("kinora_queue_limit")).toBe(7);
  expect(seen.get("kinora_disk_free_bytes")).toBeGreaterThan(1e6);
  expect([seen.get("kinora_files_deleted_total"), seen.get("kinora_sweeps_failed_total")]).toEqual([0, 0]);
  expect(seen.has("kinora_files_stored")).toBe(false);
  expect((await scrape(gateway)).get("kinora_files_deleted_total")).toBe(0);
});

const DEPLOY = new URL("../../../../deploy/", import.meta.url);

test.each(["prometheus/alerts.yaml", "grafana/kinora.json"])(
  "deploy/%s asks for nothing that is not there",
  async (file) => {
    await using gateway = await openGateway();
    const types = await (await fetch(`${gateway.url}/metrics`)).text();
    const there = [...types.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].map(([, name = "", type]) =>
      type === "histogram" ? `${name}_bucket` : name,
    );
    const text = await readFile(new URL(file, DEPLOY), "utf8");
    const asked = new Set(text.match(/\b(?:kinora|nodejs|process)_[a-z0-9_]+/gu));
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter((name) => !there.includes(name))).toEqual([]);
  },
);
