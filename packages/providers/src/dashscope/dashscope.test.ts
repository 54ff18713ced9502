import { expect, test } from "vitest";
import type { FakeTask } from "../../../../test/fake-upstream/index.ts";
import { httpProviderContract } from "../kit/testing/http-provider-contract.ts";
import { contextOf, openHttpBench, QUEUE_MS } from "../kit/testing/http-bench.ts";
import type { HttpFixture } from "../kit/testing/http-fixture.ts";
import { dashscope } from "./provider.ts";

interface Body {
  readonly input: { img_url?: string; media?: { type: string; url: string }[]; negative_prompt?: string };
  readonly parameters: Record<string, unknown>;
}

const bodyOf = ({ request }: FakeTask): Body => request as Body;
const bytesOf = (uri: string | undefined): Buffer | undefined =>
  uri === undefined ? undefined : Buffer.from(uri.replace(/^data:image\/\w+;base64,/u, ""), "base64");

const fixture: HttpFixture = {
  kind: dashscope,
  dialect: "dashscope",
  model: "wan2.2-i2v-plus",
  options: {
    negative_prompt: { value: "blur", arrives: (task) => bodyOf(task).input.negative_prompt, expected: "blur" },
    duration_seconds: {
      value: 2,
      model: "wan2.6-i2v",
      arrives: (task) => bodyOf(task).parameters["duration"],
      expected: 2,
    },
    resolution: { value: "480p", arrives: (task) => bodyOf(task).parameters["resolution"], expected: "480P" },
    seed: { value: 0, arrives: (task) => bodyOf(task).parameters["seed"], expected: 0 },
    last_image: {
      value: { upload: "up_1" },
      model: "wan2.7-i2v",
      arrives: (task) => bodyOf(task).input.media?.map(({ type }) => type),
      expected: ["first_frame", "last_frame"],
    },
    provider_options: {
      value: { prompt_extend: false, watermark: false },
      arrives: (task) => [bodyOf(task).parameters["prompt_extend"], bodyOf(task).parameters["watermark"]],
      expected: [false, false],
    },
  },
  still: (task) => bytesOf(bodyOf(task).input.img_url),
  cancel: {
    queued: { stops: true, billing: "not_billed" },
    running: { stops: false, billing: "may_be_billed" },
    done: { stops: false, billing: "may_be_billed" },
  },
  reconcile: "candidates",
  check: "authenticated",
};

httpProviderContract(fixture);

test("a lost submit among others is told by the prompt of its task, once that has ended", async () => {
  const bench = await openHttpBench(fixture);
  try {
    const plan = bench.plan({ prompt: "the sea moves" });
    await bench.accepted({ prompt: "the sea moves" });
    expect(await bench.reconcile(plan)).toMatchObject({ kind: "candidates", prompts: [null] });
    bench.fake.advance(2 * QUEUE_MS);
    expect(await bench.reconcile(plan)).toMatchObject({ kind: "candidates", prompts: ["the sea moves"] });
  } finally {
    await bench.close();
  }
});

test("what a finished task says that it used is billed by the list of its region, in yuan in Beijing", async () => {
  const bench = await openHttpBench({ ...fixture, settings: { options: { region: "cn" } } });
  try {
    const operation = await bench.accepted();
    bench.finish();
    // Asked at the dearer size: the answer says which it was.
    const asked = { model: "wan2.2-i2v-plus", options: { resolution: "480p" } } as const;
    expect(await bench.provider.poll(operation, { ...contextOf(), asked })).toMatchObject({
      kind: "done",
      billed: { amount: 3.5, currency: "CNY", usd: 0.49 },
    });
  } finally {
    await bench.close();
  }
});

test("early models run two at once, later ones five; who sets how many may run is believed", async () => {
  const bench = await openHttpBench(fixture);
  const limits = ["wan2.2-i2v-plus", "wanx2.1-i2v-turbo", "wan2.6-i2v"].map((id) => bench.provider.maxRunningOf?.(id));
  await bench.close();
  expect(limits).toEqual([2, 2, 5]);
  const told = await openHttpBench({ ...fixture, settings: { maxRunning: 8 } });
  await told.close();
  expect(told.provider.maxRunning).toBe(8);
  expect(told.provider).not.toHaveProperty("maxRunningOf");
});
