import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../testing/gateway.ts";
import { greyPng } from "../testing/pictures.ts";

let gateway: Gateway;
let video: string;
let id: string;
const ETAG = '"9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f"';

beforeAll(async () => {
  gateway = await openGateway();
  const image = { base64: greyPng(32, 24).toString("base64") };
  const made = await gateway.postJson(
    "/api/v1/generations",
    { image, prompt: 'a "quoted" é; name' },
    { prefer: "wait=20" },
  );
  const view = (await made.json()) as { id: string; artifacts: { kind: string; url: string }[] };
  ({ id } = view);
  video = view.artifacts.find(({ kind }) => kind === "video")?.url ?? "none";
});
afterAll(() => gateway[Symbol.asyncDispose]());

const get = (headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
  fetch(video, { headers, method });

test("the address of a video gives its bytes with no header, named, typed and measured", async () => {
  const answer = await get();
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "video/mp4",
    "content-length": "16",
    "accept-ranges": "bytes",
    etag: ETAG,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
  });
  expect(answer.headers.get("content-disposition")).toMatch(
    /^inline; filename="[\w.-]+\.mp4"; filename\*=UTF-8''\S+$/u,
  );
  expect(await answer.text()).toBe("0123456789abcdef");
});

test("HEAD gives the same headers and no bytes", async () => {
  const answer = await get({}, "HEAD");
  expect([answer.status, answer.headers.get("content-length"), await answer.text()]).toEqual([200, "16", ""]);
  expect(answer.headers.get("content-type")).toBe("video/mp4");
});

test.each([
  ["bytes=0-3", "0123", "bytes 0-3/16"],
  ["bytes=10-", "abcdef", "bytes 10-15/16"],
  ["bytes=-4", "cdef", "bytes 12-15/16"],
])("Range %s gives that part", async (range, bytes, contentRange) => {
  const answer = await get({ range });
  expect([answer.status, answer.headers.get("content-range"), await answer.text()]).toEqual([206, contentRange, bytes]);
  expect(answer.headers.get("content-length")).toBe(String(bytes.length));
});

test("a range outside the file is answered 416 with its size", async () => {
  const answer = await get({ range: "bytes=16-" });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */16"]);
  expect(await answer.json()).toMatchObject({ code: "range_not_satisfiable" });
});

test("If-None-Match with the ETag is answered 304 without a body", async () => {
  for (const tag of [ETAG, `W/${ETAG}`, `"other", ${ETAG}`, "*"]) {
    const answer = await get({ "if-none-match": tag });
    expect([answer.status, await answer.text()]).toEqual([304, ""]);
  }
  expect((await get({ "if-none-match": '"other"' })).status).toBe(200);
});

test("If-Range with another ETag gives the whole file", async () => {
  expect((await get({ range: "bytes=0-3", "if-range": ETAG })).status).toBe(206);
  expect((await get({ range: "bytes=0-3", "if-range": '"other"' })).status).toBe(200);
});

test("an address that is wrong in any letter is a 404", async () => {
  const wrong = [
    video.replace(/artifacts\/.{3}/u, "artifacts/AAA"),
    `${video}x`,
    video.replace(/[^/]+$/u, "..%2f..%2fkinora.db"),
  ];
  for (const address of wrong) {
    const answer = await fetch(address);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: "artifact_not_found" }]);
  }
});

test("content gives the same bytes under the generation's id, by kind", async () => {
  const content = (query = ""): Promise<Response> => fetch(`${gateway.url}/api/v1/generations/${id}/content${query}`);
  expect(await (await content()).text()).toBe("0123456789abcdef");
  const thumbnail = await content("?variant=thumbnail");
  expect([thumbnail.headers.get("content-type"), await thumbnail.text()]).toEqual(["image/webp", "a still"]);
  expect(await (await content("?variant=last-frame")).json()).toMatchObject({ code: "artifact_not_found" });
  expect(await (await content("?variant=nonsense")).json()).toMatchObject({ code: "bad_option", status: 400 });
});

test("an artifact's capability reaches no log", () => {
  const capability = video.split("/")[4] ?? "";
  expect(capability.length).toBeGreaterThan(20);
  expect(gateway.logged()).not.toContain(capability);
});
