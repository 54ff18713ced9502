import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FakeTask } from "../../../../test/fake-upstream/index.ts";
import { openHttpBench, QUEUE_MS } from "../kit/testing/http-bench.ts";
import type { HttpFixture } from "../kit/testing/http-fixture.ts";
import { httpProviderContract } from "../kit/testing/http-provider-contract.ts";
import { comfyui } from "./provider.ts";

const fixturePath = (name: string): string => fileURLToPath(new URL(`./__fixtures__/${name}`, import.meta.url));

interface Sent {
  readonly prompt: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
  readonly prompt_id: string;
  readonly pictures: readonly string[];
}
const sentIn = ({ request }: FakeTask): Sent => request as Sent;
const inputOf = (task: FakeTask, node: string, name: string): unknown => sentIn(task).prompt[node]?.inputs[name];

const fixture: HttpFixture = {
  kind: comfyui,
  dialect: "comfyui",
  settings: {
    options: { templates: { wan: fixturePath("wan.json"), "first-last": { file: fixturePath("first-last.json") } } },
  },
  model: "wan",
  options: {
    negative_prompt: { value: "", arrives: (task) => inputOf(task, "7", "text"), expected: "" },
    duration_seconds: { value: 2, arrives: (task) => inputOf(task, "50", "length"), expected: 33 },
    resolution: {
      value: "720p",
      arrives: (task) => [inputOf(task, "50", "width"), inputOf(task, "50", "height")],
      expected: [960, 720],
    },
    seed: { value: 0, arrives: (task) => inputOf(task, "3", "seed"), expected: 0 },
    last_image: {
      value: { upload: "up_1" },
      model: "first-last",
      arrives: (task) => sentIn(task).pictures.map((picture) => picture.length > 0),
      expected: [true, true],
    },
    provider_options: { value: { steps: 4 }, arrives: (task) => inputOf(task, "3", "steps"), expected: 4 },
  },
  still: (task) => Buffer.from(sentIn(task).pictures[0] ?? "", "base64"),
  cancel: {
    queued: { stops: true, billing: "not_billed" },
    running: { stops: true, billing: "not_billed" },
    done: { stops: false, billing: "not_billed" },
  },
  reconcile: "found",
  check: "authenticated",
  noKey: { lacks: "it is a server of one's own, which has none" },
  noRefusals: { balance: "it is free", moderation: "it looks at no content" },
  noFates: { moderated: "it looks at no content" },
};

httpProviderContract(fixture);

test("a server without a key works, and no key is sent", async () => {
  const bench = await openHttpBench({ ...fixture, settings: { ...fixture.settings, apiKey: undefined } });
  expect(bench.provider.configured).toBe(true);
  expect((await bench.submit()).kind).toBe("accepted");
  await bench.close();
});

test("the attempt's id is the prompt's", async () => {
  const bench = await openHttpBench(fixture);
  expect(await bench.accepted()).toEqual({ prompt: "0192f3a1-7c3e-7d6a-9b1e-0123456789ab" });
  expect(sentIn(bench.task()).prompt_id).toBe("0192f3a1-7c3e-7d6a-9b1e-0123456789ab");
  await bench.close();
});

test("what nobody asked for is the template's own, and what a template cannot take is said", async () => {
  const bench = await openHttpBench(fixture);
  const outcome = await bench.submit({ options: { provider_options: { shift: 8 } } });
  expect(outcome).toMatchObject({ warnings: [{ option: "provider_options.shift", code: "not_supported" }] });
  expect(inputOf(bench.task(), "7", "text")).toBe("static, blurred");
  expect(inputOf(bench.task(), "3", "steps")).toBe(20);
  expect(inputOf(bench.task(), "50", "length")).toBe(81);
  await bench.close();
});

test("provider_options cannot put another picture or prompt in the place of ours", async () => {
  const bench = await openHttpBench(fixture);
  await bench.accepted({ prompt: "ours", options: { provider_options: { image: "../secret.png", prompt: "theirs" } } });
  expect(inputOf(bench.task(), "6", "text")).toBe("ours");
  expect(inputOf(bench.task(), "52", "image")).toMatch(/^[0-9a-f]{16}\/kinora-0192f3a1-/u);
  await bench.close();
});

test("a template that wants a last picture and gets none is refused, and nothing is sent", async () => {
  const bench = await openHttpBench(fixture);
  expect(await bench.submit({ model: "first-last" })).toMatchObject({
    kind: "rejected",
    failure: { code: "bad_option" },
  });
  expect(bench.fake.report.requests).toEqual({});
  await bench.close();
});

test("an upload that fails is tried later: nothing was queued", async () => {
  const bench = await openHttpBench(fixture);
  bench.fake.rules([{ on: "upload", does: { kind: "status_before", status: 503 } }]);
  expect(await bench.submit()).toMatchObject({ kind: "try_later" });
  expect(bench.fake.report.requests.submit).toBeUndefined();
  await bench.close();
});

test("what was interrupted while it ran is cancelled, and not failed", async () => {
  const bench = await openHttpBench(fixture);
  const operation = await bench.accepted();
  bench.fake.advance(QUEUE_MS + 1_000);
  await bench.cancel(operation);
  expect(await bench.poll(operation)).toEqual({ kind: "cancelled" });
  await bench.close();
});

test("a template's path begins at the data folder, and one that cannot be used is said to be that", async () => {
  const bench = await openHttpBench(fixture);
  const open = (templates: Record<string, string>): unknown => bench.open({ options: { templates } });
  expect(() => open({ mine: "mine.json" })).toThrow(join(bench.folder, "mine.json"));
  await writeFile(
    join(bench.folder, "mine.json"),
    '{"1": {"class_type": "LoadImage", "inputs": {"image": "{{image}}"}}}',
  );
  expect(open({ mine: "mine.json" })).toMatchObject({ models: [{ id: "mine", options: [] }] });
  await writeFile(join(bench.folder, "mine.json"), '{"1": {"class_type": "LoadImage", "inputs": {"image": "a.png"}}}');
  expect(() => open({ mine: "mine.json" })).toThrow('no input is marked "{{image}}"');
  await bench.close();
});
