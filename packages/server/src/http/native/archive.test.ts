import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { generationViewSchema, type GenerationView, type Problem } from "@kinora/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(40, 30).toString("base64") };
const generate = async (prompt: string): Promise<GenerationView> => {
  const answer = await gateway.postJson("/api/v1/generations", { image, prompt }, { prefer: "wait=20" });
  return generationViewSchema.parse(await answer.json());
};
const archive = (query: string, method = "GET"): Promise<Response> =>
  fetch(`${gateway.url}/api/v1/archive${query}`, { method });

/** What another reader finds in the archive. */
const unzipped = async (answer: Response): Promise<(readonly [name: string, method: number, content: string])[]> => {
  const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()));
  const files: (readonly [string, number, string])[] = [];
  for await (const entry of zip.eachEntry()) {
    const content = await text(await zip.openReadStreamPromise(entry));
    expect(crc32(content)).toBe(entry.crc32);
    files.push([entry.fileName, entry.compressionMethod, content]);
  }
  return files;
};

test("several videos come as one zip, in order, stored as they are, each under another safe name", async () => {
  const first = await generate("Clouds / drift");
  const second = await generate("clouds drift");
  const third = await generate("../../etc/passwd");
  const patched = { method: "PATCH", headers: { "content-type": "application/json" }, body: '{"title":"Evening"}' };
  await fetch(`${gateway.url}/api/v1/generations/${second.id}`, patched);
  const fourth = await generate("clouds drift");
  const ids = [first, second, third, fourth, first].map(({ id }) => id).join(",");
  const answer = await archive(`?ids=${ids}`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="kinora-videos.zip"');
  const length = answer.headers.get("content-length");
  expect(await unzipped(answer)).toEqual([
    ["clouds-drift.mp4", 0, "0123456789abcdef"],
    ["evening.mp4", 0, "0123456789abcdef"],
    ["etc-passwd.mp4", 0, "0123456789abcdef"],
    ["clouds-drift-2.mp4", 0, "0123456789abcdef"],
  ]);
  const head = await archive(`?ids=${ids}`, "HEAD");
  expect([head.status, head.headers.get("content-length")]).toEqual([200, length]);
});

test("ids may also come one by one", async () => {
  const [one, two] = [await generate("one"), await generate("two")];
  const answer = await archive(`?ids=${one.id}&ids=${two.id}`);
  expect(await unzipped(answer)).toHaveLength(2);
});

test("one that is not there, has failed or was deleted refuses the whole, before a byte is sent", async () => {
  const good = await generate("good");
  const failed = await generate("fail");
  const trashed = await generate("trashed");
  await fetch(`${gateway.url}/api/v1/generations/${trashed.id}`, { method: "DELETE" });
  const refusal = async (id: string): Promise<[number, string]> => {
    const answer = await archive(`?ids=${good.id},${id}`);
    return [answer.status, ((await answer.json()) as Problem).code];
  };
  expect(await refusal("gen_none")).toEqual([404, "generation_not_found"]);
  expect(await refusal(trashed.id)).toEqual([404, "generation_not_found"]);
  expect(await refusal(failed.id)).toEqual([404, "artifact_not_found"]);
});

test("one that still runs is not ready", async () => {
  await using holding = await openGateway({ holds: true });
  const made = (await (await holding.postJson("/api/v1/generations", { image })).json()) as GenerationView;
  const answer = await fetch(`${holding.url}/api/v1/archive?ids=${made.id}`);
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: "artifact_not_ready" }]);
});

test.each([
  ["", "bad_option"],
  ["?ids=", "bad_option"],
  ["?ids=,", "bad_option"],
  [`?ids=${Array.from({ length: 101 }, (_, index) => `gen_${index}`).join(",")}`, "bad_option"],
  ["?ids=a&all=true", "bad_request"],
])("the query %j is refused", async (query, code) => {
  const answer = await archive(query);
  expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([400, code]);
});
