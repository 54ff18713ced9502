import { expect, test } from "vitest";
import type { FakeTask } from "../../../../test/fake-upstream/index.ts";
import { openHttpBench, QUEUE_MS } from "../kit/testing/http-bench.ts";
import type { HttpFixture } from "../kit/testing/http-fixture.ts";
import { httpProviderContract } from "../kit/testing/http-provider-contract.ts";
import { sdcpp } from "./provider.ts";

const sentIn = ({ request }: FakeTask): Readonly<Record<string, unknown>> => request as Record<string, unknown>;
const pictureIn = (task: FakeTask, name: string): Buffer | undefined => {
  const picture = sentIn(task)[name];
  return typeof picture === "string" ? Buffer.from(picture.split(",")[1] ?? "", "base64") : undefined;
};

const fixture: HttpFixture = {
  kind: sdcpp,
  dialect: "sdcpp",
  model: "video",
  options: {
    negative_prompt: { value: "", arrives: (task) => sentIn(task)["negative_prompt"], expected: "" },
    duration_seconds: { value: 2, arrives: (task) => sentIn(task)["video_frames"], expected: 33 },
    // Of a still of 800 × 600.
    resolution: {
      value: "720p",
      arrives: (task) => [sentIn(task)["width"], sentIn(task)["height"]],
      expected: [960, 720],
    },
    fps: {
      value: 24,
      arrives: (task) => [sentIn(task)["fps"], sentIn(task)["video_frames"]],
      expected: [24, 121],
    },
    seed: { value: 0, arrives: (task) => sentIn(task)["seed"], expected: 0 },
    last_image: {
      value: { upload: "up_1" },
      arrives: (task) => (pictureIn(task, "end_image")?.length ?? 0) > 0,
      expected: true,
    },
    provider_options: {
      value: { sample_params: { sample_steps: 4 }, width: 64 },
      arrives: (task) => [sentIn(task)["sample_params"], sentIn(task)["width"]],
      expected: [{ sample_steps: 4 }, 640],
    },
  },
  still: (task) => pictureIn(task, "init_image"),
  cancel: {
    queued: { stops: true, billing: "not_billed" },
    running: { stops: false, billing: "not_billed" },
    done: { stops: false, billing: "not_billed" },
  },
  reconcile: { lacks: "it lists no jobs, and gives them ids of its own" },
  check: "authenticated",
  noKey: { lacks: "it is a server of one's own, which has none" },
  clip: "clip.webm",
  noRefusals: { balance: "it is free", moderation: "it looks at no content" },
  noFates: { moderated: "it looks at no content" },
};

httpProviderContract(fixture);

test("a server without a key works", async () => {
  const bench = await openHttpBench({ ...fixture, settings: { apiKey: undefined } });
  expect(bench.provider.configured).toBe(true);
  expect((await bench.submit()).kind).toBe("accepted");
  await bench.close();
});

test("what nobody asked for: five seconds at 16 a second, a seed of the job's own, and the film as WebM", async () => {
  const bench = await openHttpBench(fixture);
  await bench.accepted();
  expect(sentIn(bench.task())).toMatchObject({
    ...{ width: 640, height: 480, video_frames: 81, fps: 16, seed: -1, output_format: "webm" },
  });
  expect(sentIn(bench.task())).not.toHaveProperty("end_image");
  await bench.close();
});

test("kinora.json says what its model is called, and how fast and long it makes films", async () => {
  const bench = await openHttpBench(fixture);
  const options = { model: "wan2.2-5b", fps: 24, default_seconds: 3, max_seconds: 4 };
  const provider = bench.open({ id: "attic", options });
  expect(provider.models).toMatchObject([
    { id: "wan2.2-5b", provider: "attic", durations: { min: 0.25, max: 4 }, default_duration_seconds: 3 },
  ]);
  expect(() => bench.open({ options: { fps: 0 } })).toThrow('"providers.sdcpp" in kinora.json is wrong');
  await bench.close();
});

test("a rate that is no whole number is rounded, and it is said", async () => {
  const bench = await openHttpBench(fixture);
  const outcome = await bench.submit({ options: { fps: 12.5 } });
  expect(outcome).toMatchObject({ kind: "accepted", warnings: [{ option: "fps", code: "another_rate" }] });
  expect(sentIn(bench.task())["fps"]).toBe(13);
  await bench.close();
});

test("capabilities that cannot be had are tried later: nothing was queued", async () => {
  const bench = await openHttpBench(fixture);
  bench.fake.rules([{ on: "other", does: { kind: "status_before", status: 503 } }]);
  expect(await bench.submit()).toMatchObject({ kind: "try_later" });
  expect(bench.fake.report.requests.submit).toBeUndefined();
  await bench.close();
});

test("a job that is kept no longer is forgotten, and its film is gone", async () => {
  const bench = await openHttpBench(fixture);
  const operation = await bench.accepted();
  bench.finish();
  const done = await bench.poll(operation);
  bench.fake.setTiming({ keepMs: QUEUE_MS });
  expect(await bench.poll(operation)).toEqual({ kind: "forgotten" });
  if (done.kind !== "done") throw new Error(`it is ${done.kind}`);
  await expect(bench.download(done.result, `${bench.folder}/late`)).rejects.toMatchObject({ code: "result_gone" });
  await bench.close();
});
