import { expect, test } from "vitest";
import type { FakeTask } from "../../../../test/fake-upstream/index.ts";
import { contextOf, openHttpBench } from "../kit/testing/http-bench.ts";
import type { HttpFixture } from "../kit/testing/http-fixture.ts";
import { httpProviderContract } from "../kit/testing/http-provider-contract.ts";
import { fal } from "./provider.ts";

const bodyOf = ({ request }: FakeTask): Record<string, unknown> => request as Record<string, unknown>;
const bytesOf = (uri: unknown): Buffer | undefined =>
  typeof uri === "string" ? Buffer.from(uri.replace(/^data:image\/\w+;base64,/u, ""), "base64") : undefined;

const fixture: HttpFixture = {
  kind: fal,
  dialect: "fal",
  model: "fal-ai/wan/v2.7/image-to-video",
  options: {
    negative_prompt: { value: "blur", arrives: (task) => bodyOf(task)["negative_prompt"], expected: "blur" },
    duration_seconds: { value: 2, arrives: (task) => bodyOf(task)["duration"], expected: 2 },
    resolution: { value: "720p", arrives: (task) => bodyOf(task)["resolution"], expected: "720p" },
    aspect_ratio: {
      value: "9:16",
      model: "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
      arrives: (task) => bodyOf(task)["aspect_ratio"],
      expected: "9:16",
    },
    fps: {
      value: 50,
      model: "fal-ai/ltx-2.3/image-to-video",
      arrives: (task) => bodyOf(task)["fps"],
      expected: 50,
    },
    seed: { value: 0, arrives: (task) => bodyOf(task)["seed"], expected: 0 },
    last_image: {
      value: { upload: "up_1" },
      arrives: (task) => /^data:image\/jpeg;base64,/u.test(String(bodyOf(task)["end_image_url"])),
      expected: true,
    },
    provider_options: {
      value: { enable_prompt_expansion: false, cfg_scale: 0 },
      arrives: (task) => [bodyOf(task)["enable_prompt_expansion"], bodyOf(task)["cfg_scale"]],
      expected: [false, 0],
    },
  },
  still: (task) => bytesOf(bodyOf(task)["image_url"]),
  cancel: {
    queued: { stops: true, billing: "not_billed" },
    running: { stops: false, billing: "may_be_billed" },
    done: { stops: false, billing: "may_be_billed" },
  },
  reconcile: { lacks: "the queue has no list of requests, and no id that a client may choose" },
  check: { lacks: "what would show it lies at another host (api.fal.ai), where the key of this one does not go" },
};

httpProviderContract(fixture);

test("billable units are seconds of the file, which the list prices", async () => {
  const bench = await openHttpBench(fixture);
  try {
    const model = "fal-ai/kling-video/v2.5-turbo/pro/image-to-video";
    const options = { duration_seconds: 5 };
    const operation = await bench.accepted({ model, options });
    bench.finish();
    expect(await bench.provider.poll(operation, { ...contextOf(), asked: { model, options } })).toMatchObject({
      kind: "done",
      billed: { amount: 0.3528, currency: "USD", usd: 0.3528 },
    });
  } finally {
    await bench.close();
  }
});
