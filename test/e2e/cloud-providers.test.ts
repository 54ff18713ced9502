import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type FakeUpstream, openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { MOUNTAIN, openWorkbench, startServer } from "./kinora-process.ts";

const CLIP = new URL("../fake-upstream/clip.mp4", import.meta.url);

interface Setting extends AsyncDisposable {
  readonly fake: FakeUpstream;
  readonly url: string;
}

/** `kinora serve` with both keys, and with the fake vendors where fal and Replicate would be. */
const open = async (rules: readonly Rule[] = []): Promise<Setting> => {
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 200, rules });
  const bench = await openWorkbench({
    FAL_KEY: fake.key,
    FAL_BASE_URL: fake.urlOf("fal"),
    REPLICATE_API_TOKEN: fake.key,
    REPLICATE_BASE_URL: `${fake.urlOf("replicate")}/v1`,
    KINORA_POLL_EVERY_MS: "50",
    KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
    KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
  });
  const { url, said } = await startServer(bench);
  const dispose = async (): Promise<void> => {
    await bench[Symbol.asyncDispose]();
    await fake.close();
    expect(said.stdout + said.stderr).not.toContain(fake.key);
    expect(fake.report.leaks).toEqual([]);
  };
  return { fake, url, [Symbol.asyncDispose]: dispose };
};

interface View {
  readonly status: string;
  readonly model: string;
  readonly warnings: { option: string; code: string }[];
  readonly artifacts: { kind: string; url: string }[];
  readonly cost: { estimate_usd: number; settled_usd: number; native: string };
}

const generate = async (url: string, fields: object): Promise<View> => {
  const response = await fetch(`${url}/api/v1/generations`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer: "wait=30" },
    body: JSON.stringify({ image: { path: MOUNTAIN }, prompt: "clouds drift marker:one", ...fields }),
  });
  return (await response.json()) as View;
};

test.each([
  ["fal/fal-ai/wan/v2.6/image-to-video", []],
  ["fal/acme/new-model/i2v", ["seed"]],
  ["replicate/wan-video/wan-2.5-i2v", []],
])("%s makes a film", async (model, unchecked) => {
  await using setting = await open();
  const view = await generate(setting.url, { model, seed: 0 });
  expect(view, JSON.stringify(view)).toMatchObject({ status: "succeeded" });
  expect(view.warnings.filter(({ code }) => code === "not_checked").map(({ option }) => option)).toEqual(unchecked);
  const film = view.artifacts.find(({ kind }) => kind === "video");
  const bytes = Buffer.from(await (await fetch(new URL(film?.url ?? "", setting.url))).arrayBuffer());
  expect(bytes.equals(await readFile(CLIP))).toBe(true);
  expect(setting.fake.report.markers["one"]).toEqual({ submits: 1, accepted: 1, films: 1 });
});

test("what a vendor says that it bills is settled, not the estimate, and both are shown", async () => {
  await using setting = await open();
  const model = "fal/fal-ai/kling-video/v2.5-turbo/pro/image-to-video";
  const { cost } = await generate(setting.url, { model, duration_seconds: 5 });
  expect(cost).toMatchObject({ estimate_usd: 0.35, settled_usd: 0.3528, native: "0.3528 USD" });
});

const LOST: Rule = { on: "submit", times: 1, does: { kind: "reset_after" } };

test("an answer of Replicate that is lost is found in its list, and nothing is sent twice", async () => {
  await using setting = await open([LOST]);
  expect(await generate(setting.url, { model: "replicate/wan-video/wan-2.5-i2v" })).toMatchObject({
    status: "succeeded",
  });
  expect(setting.fake.report.markers["one"]).toEqual({ submits: 1, accepted: 1, films: 1 });
});

test("an answer of fal that is lost waits for a person: it has no list", async () => {
  await using setting = await open([LOST]);
  expect(await generate(setting.url, { model: "fal/wan/v2.6/image-to-video" })).toMatchObject({
    status: "needs_review",
  });
  expect(setting.fake.report.markers["one"]).toEqual({ submits: 1, accepted: 1, films: 0 });
});
