import { createHash, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SubmitPlan } from "@kinora/domain";
import { encodeStill } from "@kinora/media";
import { expect, test } from "vitest";
import type { FakeTask } from "../../../../test/fake-upstream/index.ts";
import { type HttpBench, openHttpBench } from "../kit/testing/http-bench.ts";
import type { HttpFixture } from "../kit/testing/http-fixture.ts";
import { httpProviderContract } from "../kit/testing/http-provider-contract.ts";
import { replicate } from "./provider.ts";

const inputOf = ({ request }: FakeTask): Record<string, unknown> =>
  (request as { input: Record<string, unknown> }).input;
const bytesOf = (uri: unknown): Buffer | undefined =>
  typeof uri === "string" ? Buffer.from(uri.replace(/^data:image\/\w+;base64,/u, ""), "base64") : undefined;

const fixture: HttpFixture = {
  kind: replicate,
  dialect: "replicate",
  basePath: "/v1",
  model: "wan-video/wan-2.5-i2v",
  options: {
    negative_prompt: { value: "blur", arrives: (task) => inputOf(task)["negative_prompt"], expected: "blur" },
    duration_seconds: { value: 10, arrives: (task) => inputOf(task)["duration"], expected: 10 },
    resolution: {
      value: "720p",
      model: "minimax/hailuo-2.3",
      arrives: (task) => inputOf(task)["resolution"],
      expected: "768p",
    },
    aspect_ratio: {
      value: "9:16",
      model: "google/veo-3.1",
      arrives: (task) => inputOf(task)["aspect_ratio"],
      expected: "9:16",
    },
    seed: { value: 0, arrives: (task) => inputOf(task)["seed"], expected: 0 },
    last_image: {
      value: { upload: "up_1" },
      model: "google/veo-3.1",
      arrives: (task) => /^data:image\/jpeg;base64,/u.test(String(inputOf(task)["last_frame"])),
      expected: true,
    },
    provider_options: {
      value: { enable_prompt_expansion: false },
      arrives: (task) => inputOf(task)["enable_prompt_expansion"],
      expected: false,
    },
  },
  still: (task) => bytesOf(inputOf(task)["image"]),
  cancel: {
    queued: { stops: true, billing: "not_billed" },
    running: { stops: true, billing: "may_be_billed" },
    done: { stops: false, billing: "may_be_billed" },
  },
  reconcile: "candidates",
  check: "authenticated",
  noRefusals: { moderation: "its models look at content when they run" },
};

httpProviderContract(fixture);

/** A picture that no compression makes small. */
const noise = async ({ folder }: HttpBench): Promise<SubmitPlan["still"]> => {
  const path = join(folder, "noise.png");
  const bytes = await encodeStill({ width: 600, height: 600, data: randomBytes(600 * 600 * 3) }, { format: "png" });
  await writeFile(path, bytes);
  const size = { bytes: bytes.byteLength, width: 600, height: 600 };
  return { ref: { sha256: "bb", mediaType: "image/png", meanColor: "#808080", ...size }, path };
};

test("a large picture is uploaded first, whole, and its address is sent", async () => {
  const bench = await openHttpBench(fixture);
  const still = await noise(bench);
  await bench.accepted({ still });
  const sha256 = createHash("sha256")
    .update(await readFile(still.path))
    .digest("hex");
  expect(inputOf(bench.task())["image"]).toBe(`${bench.fake.urlOf("replicate")}/v1/files/${sha256.slice(0, 32)}`);
  expect(bench.fake.report.requests).toMatchObject({ upload: 1, submit: 1 });
  await bench.close();
});

test("an upload that fails is tried later: nothing was sent that could cost", async () => {
  const bench = await openHttpBench(fixture);
  bench.fake.rules([{ on: "upload", does: { kind: "status_before", status: 503 } }]);
  expect(await bench.submit({ still: await noise(bench) })).toMatchObject({ kind: "try_later" });
  expect(bench.fake.report.requests.submit).toBeUndefined();
  await bench.close();
});

test("a film that was not fetched within the hour is gone, and that is said", async () => {
  const bench = await openHttpBench(fixture);
  const operation = await bench.accepted();
  bench.fake.advance(2 * 3_600_000);
  expect(await bench.poll(operation)).toEqual({ kind: "forgotten" });
  await bench.close();
});

test("a version is run as such, and found in the list", async () => {
  const bench = await openHttpBench(fixture);
  const model = `acme/of-a-version:${"0123456789abcdef".repeat(4)}`;
  const operation = await bench.accepted({ model });
  expect(bench.task().request).toMatchObject({ version: "0123456789abcdef".repeat(4) });
  expect(await bench.reconcile(bench.plan({ model }))).toMatchObject({ kind: "candidates", operations: [operation] });
  const other = `acme/of-a-version:${"f".repeat(64)}`;
  expect(await bench.reconcile(bench.plan({ model: other }))).toEqual({ kind: "absent" });
  await bench.close();
});
