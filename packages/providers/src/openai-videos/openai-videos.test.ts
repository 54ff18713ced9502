import { expect, test } from "vitest";
import type { FakeTask } from "../../../../test/fake-upstream/index.ts";
import { openHttpBench } from "../kit/testing/http-bench.ts";
import type { HttpFixture } from "../kit/testing/http-fixture.ts";
import { httpProviderContract } from "../kit/testing/http-provider-contract.ts";
import { openaiVideos } from "./provider.ts";

interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, { readonly bytes: Buffer }>>;
}

const formOf = ({ request }: FakeTask): Form => request as Form;

const fixture: HttpFixture = {
  kind: openaiVideos,
  dialect: "openai-videos",
  basePath: "/v1",
  settings: { id: "lab" },
  model: "wan2.2-i2v",
  options: {
    negative_prompt: { value: "blur", arrives: (task) => formOf(task).fields["negative_prompt"], expected: "blur" },
    duration_seconds: { value: 8, arrives: (task) => formOf(task).fields["seconds"], expected: "8" },
    // Of a still of 800 × 600.
    resolution: { value: "480p", arrives: (task) => formOf(task).fields["size"], expected: "640x480" },
    fps: { value: 24, arrives: (task) => formOf(task).fields["fps"], expected: "24" },
    seed: { value: 0, arrives: (task) => formOf(task).fields["seed"], expected: "0" },
    provider_options: {
      value: { guidance_scale: 3.5, model: "another" },
      arrives: (task) => [formOf(task).fields["guidance_scale"], formOf(task).fields["model"]],
      expected: ["3.5", "wan2.2-i2v"],
    },
  },
  still: (task) => formOf(task).files["input_reference"]?.bytes,
  cancel: {
    queued: { stops: true, billing: "not_billed" },
    running: { stops: true, billing: "not_billed" },
    done: { stops: false, billing: "not_billed" },
  },
  reconcile: "candidates",
  check: "authenticated",
  noKey: { lacks: "a server of one's own" },
};

httpProviderContract(fixture);

test("a server that wants no key gets none", async () => {
  const bench = await openHttpBench(fixture);
  try {
    const provider = bench.open({ apiKey: undefined });
    expect(provider.configured).toBe(true);
  } finally {
    await bench.close();
  }
});

test("a paid seller's work is never deleted: there is no cancel, and it has a price", async () => {
  const bench = await openHttpBench(fixture);
  try {
    const options = { billing: "on_success", price_per_second: 0.1, models: ["sora-like"] };
    const provider = bench.open({ options });
    expect(provider).not.toHaveProperty("cancel");
    expect(provider.priceOf?.("sora-like", { duration_seconds: 8 })).toMatchObject({ usd: 0.8 });
    expect(provider.priceOf?.("another", {})).toBeUndefined();
  } finally {
    await bench.close();
  }
});

test("a seller with few sizes and lengths is asked for the nearest size, and it is said", async () => {
  const bench = await openHttpBench(fixture);
  try {
    const options = { sizes: ["720x1280", "1280x720"], seconds: [4, 8, 12], fields: "openai" };
    const provider = bench.open({ options });
    expect(provider.modelNamed?.("m")).toMatchObject({
      durations: [4, 8, 12],
      options: ["duration_seconds", "resolution", "provider_options"],
    });
    const outcome = await provider.submit(bench.plan(), {
      signal: new AbortController().signal,
      wake: () => undefined,
    });
    expect(outcome).toMatchObject({ kind: "accepted", warnings: [{ option: "image", code: "another_shape" }] });
    expect(formOf(bench.task()).fields["size"]).toBe("1280x720");
  } finally {
    await bench.close();
  }
});

test("what is wrong in kinora.json is said with its place", async () => {
  const bench = await openHttpBench(fixture);
  try {
    expect(() => bench.open({ options: { sizes: ["large"] } })).toThrow('must look like "1280x720"');
    expect(() => bench.open({ options: { billing: "often" } })).toThrow('"providers.lab" in kinora.json is wrong');
  } finally {
    await bench.close();
  }
});
