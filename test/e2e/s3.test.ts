import { readFile } from "node:fs/promises";
import { createClient } from "@kinora/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshSchema, postgresIsMissing } from "../postgres/fresh-schema.ts";
import { openSwift, type Swift, swiftIsMissing } from "../swift/open-swift.ts";
import { MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const reason = swiftIsMissing();
const noDatabase = await postgresIsMissing();
let swift: Swift;

const openBench = async (variables: Readonly<Record<string, string>> = {}): Promise<Workbench> =>
  openWorkbench({ ...swift.environment, KINORA_BLOB_URL: await swift.newBucket(), ...variables });

const create = async (url: string): Promise<string> => {
  const image = new Blob([await readFile(MOUNTAIN)]);
  return (await createClient({ baseUrl: url }).createGeneration({ image, duration_seconds: 1, resolution: "480p" })).id;
};

const readiness = async (url: string): Promise<unknown> => {
  const answer = await fetch(`${url}/ready`);
  return [answer.status, await answer.json()];
};

describe.skipIf(reason !== undefined)(`serve with S3${reason === undefined ? "" : ` (${reason})`}`, () => {
  beforeAll(async () => {
    swift = await openSwift();
  });
  afterAll(() => swift[Symbol.asyncDispose]());

  test("a clip is made and stored in the bucket, and its content is read whole and by range", async () => {
    await using bench = await openBench();
    const server = await startServer(bench);
    const done = await createClient({ baseUrl: server.url }).follow(await create(server.url));
    const video = done.artifacts.find(({ kind }) => kind === "video");
    expect(done.status).toBe("succeeded");
    const whole = await fetch(video?.url ?? "");
    expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.byteLength).toBe(video?.bytes);
    expect(bytes.subarray(4, 8).toString("latin1")).toBe("ftyp");
    const part = await fetch(video?.url ?? "", { headers: { range: "bytes=4-7" } });
    expect([part.status, await part.text()]).toEqual([206, "ftyp"]);
    expect(part.headers.get("content-range")).toBe(`bytes 4-7/${bytes.byteLength}`);
    const still = await fetch(`${server.url}/api/v1/generations/${done.id}/content?variant=image`);
    expect(Buffer.from(await still.arrayBuffer()).equals(await readFile(MOUNTAIN))).toBe(true);
  }, 120_000);

  test("with KINORA_CONTENT=redirect the storage itself gives the bytes, by range too, and the studio may show them", async () => {
    await using bench = await openBench({ KINORA_CONTENT: "redirect" });
    const server = await startServer(bench);
    const done = await createClient({ baseUrl: server.url }).follow(await create(server.url));
    const video = done.artifacts.find(({ kind }) => kind === "video");
    const redirect = await fetch(video?.url ?? "", { redirect: "manual" });
    expect([redirect.status, redirect.headers.get("cache-control")]).toEqual([302, "no-store"]);
    expect(new URL(redirect.headers.get("location") ?? "").origin).toBe(swift.endpoint);
    const part = await fetch(video?.url ?? "", { headers: { range: "bytes=4-7" } });
    expect([part.status, part.headers.get("content-type"), await part.text()]).toEqual([206, "video/mp4", "ftyp"]);
    const head = await fetch(video?.url ?? "", { method: "HEAD", redirect: "manual" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(video?.bytes)]);
    const page = await fetch(server.url);
    expect(page.headers.get("content-security-policy")).toContain(`media-src 'self' ${swift.endpoint}`);
  }, 120_000);

  test("the storage goes away while clips are made: nothing is lost, and all of them end when it is back", async () => {
    await using bench = await openBench();
    const server = await startServer(bench);
    const client = createClient({ baseUrl: server.url });
    const ids = [await create(server.url), await create(server.url), await create(server.url)];
    await swift.stop();
    try {
      const [status, answer] = (await readiness(server.url)) as [number, { reasons: string[] }];
      expect(status).toBe(503);
      expect(answer.reasons[0]).toContain("does not answer");
      const upload = { method: "POST", body: await readFile(MOUNTAIN) };
      const refused = await fetch(`${server.url}/api/v1/uploads`, upload);
      expect([refused.status, await refused.json()]).toMatchObject([503, { code: "storage_unreachable" }]);
      expect(refused.headers.get("retry-after")).toBe("5");
      await server.says(/result\.collect_failed|picture\.unreadable|generation\.step_failed/u);
    } finally {
      await swift.start();
    }
    const ended = await Promise.all(ids.map((id) => client.follow(id)));
    expect(ended.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(await readiness(server.url)).toEqual([200, { status: "ready" }]);
    for (const { artifacts } of ended) {
      for (const { url, bytes } of artifacts) {
        const answer = await fetch(url);
        expect((await answer.arrayBuffer()).byteLength).toBe(bytes);
      }
    }
  }, 180_000);

  test("a server whose storage is away starts, is not ready, and works when it is back", async () => {
    await using bench = await openBench();
    await swift.stop();
    const server = await startServer(bench);
    try {
      expect((await readiness(server.url)) as unknown[]).toMatchObject([503, { status: "not_ready" }]);
    } finally {
      await swift.start();
    }
    expect(await readiness(server.url)).toEqual([200, { status: "ready" }]);
  }, 120_000);

  test.each([
    [{ AWS_SECRET_ACCESS_KEY: "wrong" }, /keys for S3 are not accepted for the bucket/u],
    [{ KINORA_BLOB_URL: "s3://nothing-here?endpoint=ENDPOINT" }, /There is no bucket nothing-here at http/u],
  ])("a storage that is not set up right is told at the start, in one sentence: %j", async (wrong, words) => {
    const named = Object.entries(wrong).map(([name, value]) => [name, value.replace("ENDPOINT", swift.endpoint)]);
    await using bench = await openBench(Object.fromEntries(named) as Record<string, string>);
    const server = bench.start("serve", "--port", "0");
    expect(await server.end).toBe(1);
    expect(server.said.stderr).toMatch(words);
    expect(server.said.stderr).not.toMatch(/ {4}at /u);
  });

  test.skipIf(noDatabase !== undefined)(
    "with PostgreSQL too, a second server stands by, takes over when the first is killed, and ends its work",
    async () => {
      const schema = await freshSchema();
      const shared = {
        ...swift.environment,
        KINORA_BLOB_URL: await swift.newBucket(),
        KINORA_DATABASE_URL: schema.url,
      };
      await using firstBench = await openWorkbench(shared);
      await using secondBench = await openWorkbench(shared);
      const first = await startServer(firstBench);
      const second = startServer(secondBench);
      const id = await create(first.url);
      const early = firstBench.start(
        "animate",
        MOUNTAIN,
        "-o",
        "never.mp4",
        "--data-dir",
        `${firstBench.folder}/other`,
      );
      expect(await early.end).not.toBe(0);
      expect(early.said.stderr).toContain("Another Kinora has the database");
      first.child.kill("SIGKILL");
      const { url } = await second;
      const done = await createClient({ baseUrl: url }).follow(id);
      expect(done.status).toBe("succeeded");
      const video = await fetch(done.artifacts.find(({ kind }) => kind === "video")?.url ?? "");
      expect([video.status, (await video.arrayBuffer()).byteLength > 10_000]).toEqual([200, true]);
      await secondBench[Symbol.asyncDispose]();
      await schema.drop();
    },
    120_000,
  );
});
