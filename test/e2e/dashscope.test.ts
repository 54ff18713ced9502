import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { type FakeUpstream, type FakeUpstreamOptions, openFakeUpstream, type Rule } from "../fake-upstream/index.ts";
import { type KinoraProcess, MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const ROUTE = "/aog/v0.2/services/image-to-video";
/** A task of six minutes, at a vendor whose clock runs 120 times as fast as ours: three seconds. */
const SIX_MINUTES = { queueMs: 60_000, runMs: 300_000, speed: 120 } satisfies FakeUpstreamOptions;
const QUICK = { queueMs: 0, runMs: 200 } satisfies FakeUpstreamOptions;

interface Setting extends AsyncDisposable {
  readonly fake: FakeUpstream;
  readonly bench: Workbench;
  readonly server: KinoraProcess & { url: string };
}

/** `kinora serve` with a key, and with the fake vendor where DashScope would be. */
const open = async (timing: FakeUpstreamOptions, rules: readonly Rule[] = []): Promise<Setting> => {
  const fake = await openFakeUpstream({ ...timing, rules });
  const bench = await openWorkbench({
    DASHSCOPE_API_KEY: fake.key,
    DASHSCOPE_BASE_URL: fake.urlOf("dashscope"),
    KINORA_POLL_EVERY_MS: "50",
    KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
    KINORA_ALLOWED_PATHS: dirname(MOUNTAIN),
  });
  const server = await startServer(bench);
  const dispose = async (): Promise<void> => {
    await bench[Symbol.asyncDispose]();
    await fake.close();
    // Whatever happened: the key is in nothing that the server said, and went to nobody else.
    expect(server.said.stdout + server.said.stderr).not.toContain(fake.key);
    expect(fake.report.leaks).toEqual([]);
  };
  return { fake, bench, server, [Symbol.asyncDispose]: dispose };
};

interface AogAnswer {
  readonly status: number;
  readonly model: string | null;
  readonly body: { id?: string; data?: string; business_code?: number; message?: string; warnings?: unknown[] };
}

const ask = async (url: string, fields: object = {}, signal?: AbortSignal): Promise<AogAnswer> => {
  const response = await fetch(`${url}${ROUTE}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ image: MOUNTAIN, image_type: "path", prompt: "clouds drift marker:one", ...fields }),
    ...(signal === undefined ? {} : { signal }),
  });
  const body = (await response.json()) as AogAnswer["body"];
  return { status: response.status, model: response.headers.get("x-kinora-model"), body };
};

test("AOG's route answers {id, data} for a task of six minutes, and data is the film", async () => {
  await using setting = await open(SIX_MINUTES);
  const { status, model, body } = await ask(setting.server.url);
  expect({ status, model }, JSON.stringify(body)).toEqual({ status: 200, model: "wan2.2-i2v-plus" });
  const film = Buffer.from(await (await fetch(body.data ?? "")).arrayBuffer());
  const clip = await readFile(new URL("../fake-upstream/clip.mp4", import.meta.url));
  expect(film.equals(clip)).toBe(true);
  expect(setting.fake.report.markers["one"]).toEqual({ submits: 1, accepted: 1, films: 1 });
});

test("a client that gives up after 300 seconds and asks again attaches to the same task, also after kill -9", async () => {
  await using setting = await open(SIX_MINUTES);
  const { server, fake, bench } = setting;
  // By the vendor's clock, as the six minutes are.
  const impatient = ask(server.url, {}, AbortSignal.timeout(300_000 / SIX_MINUTES.speed)).catch(
    (error: unknown) => error,
  );
  await expect.poll(() => fake.tasks().length, { timeout: 10_000 }).toBe(1);
  expect(await impatient).toBeInstanceOf(Error);
  server.child.kill("SIGKILL");
  await server.end;
  const again = await ask((await startServer(bench)).url);
  expect(again.status, JSON.stringify(again.body)).toBe(200);
  expect(fake.report.markers["one"]).toMatchObject({ submits: 1, accepted: 1 });
});

test("a task that fails answers 502 with the vendor's code and words", async () => {
  await using setting = await open(QUICK, [{ on: "submit", does: { kind: "fate", fate: "fails" } }]);
  const { status, body } = await ask(setting.server.url);
  expect({ status, code: body.business_code }).toEqual({ status: 502, code: 40017 });
  expect(body.message).toContain("The algorithm could not make a video. (InternalError.Algo)");
});

test("429 waits as long as the vendor says, and then succeeds", async () => {
  const busy = { kind: "refuse", why: "throttled", retryAfterSeconds: 1 } as const;
  await using setting = await open(QUICK, [{ on: "submit", times: 2, does: busy }]);
  expect((await ask(setting.server.url)).status).toBe(200);
  expect(setting.fake.report.markers["one"]).toMatchObject({ submits: 3, accepted: 1 });
});

test.each([
  ["refused at once", { kind: "refuse", why: "moderation" }],
  ["refused after it was accepted", { kind: "fate", fate: "moderated" }],
] as const)("content that is %s is a final 422", async (_, does) => {
  await using setting = await open(QUICK, [{ on: "submit", does }]);
  const { status, body } = await ask(setting.server.url);
  expect({ status, code: body.business_code }).toEqual({ status: 422, code: 40061 });
  expect(body.message).toContain("DataInspectionFailed");
  expect(setting.fake.report.markers["one"]?.submits).toBe(1);
});

test("a key that is refused is 401/40051", async () => {
  await using setting = await open(QUICK, [{ on: "submit", does: { kind: "refuse", why: "auth" } }]);
  const { status, body } = await ask(setting.server.url);
  expect({ status, code: body.business_code }).toEqual({ status: 401, code: 40051 });
});

test("a task that the vendor no longer knows says that it has expired", async () => {
  await using setting = await open(QUICK, [{ on: "submit", does: { kind: "fate", fate: "lost" } }]);
  const { status, body } = await ask(setting.server.url);
  expect({ status, code: body.business_code }).toEqual({ status: 502, code: 40017 });
  expect(body.message).toContain("dashscope no longer knows this task");
});

test.each(["jpeg", "png", "webp"] as const)(
  "a bare base64 %s arrives as a data URI with the right type",
  async (type) => {
    await using setting = await open(QUICK);
    const bytes = await sharp(MOUNTAIN).resize(640).toFormat(type).toBuffer();
    const { status } = await ask(setting.server.url, { image: bytes.toString("base64"), image_type: "base64" });
    expect(status).toBe(200);
    const { input } = setting.fake.tasks()[0]?.request as { input: { img_url: string } };
    expect(input.img_url.split(",")[0]).toBe(`data:image/${type};base64`);
  },
);

test("first and last picture of wan2.7 arrive, each with what it is for", async () => {
  await using setting = await open(QUICK);
  const response = await fetch(`${setting.server.url}/api/v1/generations`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer: "wait=30" },
    body: JSON.stringify({ image: { path: MOUNTAIN }, last_image: { path: MOUNTAIN }, model: "wan2.7-i2v" }),
  });
  expect(await response.json()).toMatchObject({ status: "succeeded", options: { resolution: "1080p" } });
  const { input } = setting.fake.tasks()[0]?.request as { input: { media: { type: string; url: string }[] } };
  expect(input.media.map(({ type }) => type)).toEqual(["first_frame", "last_frame"]);
  expect(input.media[0]?.url).toBe(input.media[1]?.url);
});

test("an answer that is lost is found in the vendor's list, and nothing is sent twice", async () => {
  await using setting = await open(QUICK, [{ on: "submit", times: 1, does: { kind: "reset_after" } }]);
  expect((await ask(setting.server.url)).status).toBe(200);
  expect(setting.fake.report.markers["one"]).toEqual({ submits: 1, accepted: 1, films: 1 });
});

test("the key is nowhere in the data folder", async () => {
  await using setting = await open(QUICK, [{ on: "submit", times: 1, does: { kind: "echo" } }]);
  await ask(setting.server.url);
  await ask(setting.server.url, { prompt: "another" });
  setting.server.child.kill("SIGTERM");
  await setting.server.end;
  for (const name of ["kinora.db", "kinora.db-wal"]) {
    const text = await readFile(join(setting.bench.dataDir, name), "latin1").catch(() => "");
    expect(text.includes(setting.fake.key), name).toBe(false);
  }
});
