import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";
import type { Video } from "./video.ts";
import type { VideoList } from "./list-videos.ts";

const picture = greyPng(64, 48);
const dataUrl = `data:image/png;base64,${picture.toString("base64")}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

interface Refusal {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
  };
}

const create = (body: object, headers: Record<string, string> = {}, at: Gateway = gateway): Promise<Response> =>
  at.postJson("/v1/videos", { prompt: "clouds", input_reference: dataUrl, ...body }, headers);
const videoIn = async (answer: Promise<Response>): Promise<Video> => {
  const { status, ...rest } = await answer.then(async (one) => ({
    status: one.status,
    body: (await one.json()) as Video,
  }));
  expect(status, JSON.stringify(rest.body)).toBe(200);
  return rest.body;
};
const refusalIn = async (answer: Promise<Response>): Promise<[number, string | null, Refusal["error"]]> => {
  const response = await answer;
  return [response.status, response.headers.get("x-should-retry"), ((await response.json()) as Refusal).error];
};
const formOf = (fields: Readonly<Record<string, string>>, file?: string): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== undefined) form.append(file, new File([new Uint8Array(picture)], "a.png", { type: "image/png" }));
  return form;
};
const post = (
  path: string,
  body: FormData | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> => fetch(`${gateway.url}${path}`, { method: "POST", body, headers });

test.each([
  ["a file part", () => post("/v1/videos", formOf({ prompt: "c" }, "input_reference"))],
  ["a file part of a list", () => post("/v1/videos", formOf({ prompt: "c" }, "input_reference[]"))],
  ["a field in brackets", () => post("/v1/videos", formOf({ prompt: "c", "input_reference[image_url]": dataUrl }))],
  ["JSON in a field", () => post("/v1/videos", formOf({ prompt: "c", input_reference: `{"image_url":"${dataUrl}"}` }))],
  ["a file part that others name image", () => post("/v1/videos", formOf({ prompt: "c" }, "image"))],
  ["a JSON object", () => create({ input_reference: { image_url: dataUrl } })],
  ["a JSON text", () => create({ input_reference: dataUrl })],
  ["bare base64", () => create({ input_reference: picture.toString("base64") })],
])("a picture as %s is taken", async (_form, ask) => {
  const video = await videoIn(ask());
  expect([video.object, video.status, video.size, video.seconds]).toEqual(["video", "queued", "128x96", "4"]);
  expect(video.x_kinora.warnings).toEqual([]);
});

test("a picture that was sent ahead is named by its id", async () => {
  const upload = await post("/api/v1/uploads", new Uint8Array(picture), { "content-type": "image/png" });
  const { id } = (await upload.json()) as { id: string };
  expect((await videoIn(create({ input_reference: { file_id: id } }))).id).toMatch(/^gen_/u);
  const [status, , error] = await refusalIn(create({ input_reference: { file_id: "file-abc" } }));
  expect([status, error.code, error.param]).toEqual([404, "upload_not_found", "input_reference"]);
});

test("seconds as text and as number, and our own options as a form writes them, reach the provider", async () => {
  const asText = formOf(
    { prompt: "own", seconds: "8", seed: "0", loop: "true", "metadata[order]": "7" },
    "input_reference",
  );
  const made = await videoIn(post("/v1/videos", asText));
  expect([made.seconds, (await videoIn(create({ seconds: 8 }))).seconds]).toEqual(["8", "8"]);
  await gateway.kinora.whenIdle();
  const plan = gateway.provider.submitted.find(({ prompt }) => prompt === "own");
  expect(plan?.options).toEqual({ duration_seconds: 8, seed: 0, loop: true });
});

test("sora-2 means auto, said in a warning; what means nothing here is a warning too", async () => {
  const video = await videoIn(create({ model: "sora-2-pro", quality: "hd", background: "x" }));
  expect(video.model).toBe("fake-motion");
  expect(video.x_kinora.warnings.map(({ option, code }) => [option, code])).toEqual([
    ["model", "alias"],
    ["quality", "no_effect"],
    ["background", "unknown_field"],
  ]);
  const [status, , error] = await refusalIn(create({ model: "sora-2", strict: true }));
  expect([status, error.code]).toEqual([400, "unsupported_option"]);
});

test("a model without a key is stood in for, said aloud, and strict refuses that", async () => {
  const answer = await create({ model: "wan2.2-i2v-plus" });
  expect(answer.headers.get("x-kinora-model")).toBe("fake-motion");
  const [status, retry, error] = await refusalIn(create({ model: "wan2.2-i2v-plus", strict: true }));
  expect([status, retry, error.code, error.param]).toEqual([404, "false", "model_not_configured", "model"]);
});

test("a size cuts the picture to cover it, and says so; the cut picture is what the provider gets", async () => {
  const wide = { input_reference: greyPng(1600, 1200).toString("base64"), prompt: "cut" };
  const video = await videoIn(create({ ...wide, size: "1280x720" }));
  expect(video.size).toBe("1280x720");
  expect(video.x_kinora.warnings.map(({ option, code }) => [option, code])).toEqual([["image", "cropped"]]);
  await gateway.kinora.whenIdle();
  const { still, options } = gateway.provider.submitted.find(({ prompt }) => prompt === "cut") ?? {};
  expect([still?.ref.width, still?.ref.height, options?.resolution]).toEqual([1600, 900, "720p"]);
  const [status, , error] = await refusalIn(create({ ...wide, size: "1280x720", strict: true }));
  expect([status, error.code]).toEqual([422, "model_does_not_fit"]);
});

test("a finished video is retrieved, downloaded with its variants, listed, deleted and then gone", async () => {
  const { id } = await videoIn(create({ prompt: "whole way" }));
  await gateway.kinora.whenIdle();
  const read = await fetch(`${gateway.url}/v1/videos/${id}`);
  expect(read.headers.get("openai-poll-after-ms")).toBeNull();
  expect(await read.json()).toMatchObject({ id, status: "completed", progress: 100, size: "960x720", error: null });
  const content = (variant: string): Promise<Response> => fetch(`${gateway.url}/v1/videos/${id}/content${variant}`);
  const film = await content("");
  expect([film.status, film.headers.get("content-type"), await film.text()]).toEqual([
    200,
    "video/mp4",
    "0123456789abcdef",
  ]);
  expect((await content("?variant=thumbnail")).headers.get("content-type")).toBe("image/webp");
  expect((await refusalIn(content("?variant=film")))[2]).toMatchObject({ code: "bad_option", param: "variant" });
  const remove = (): Promise<Response> => fetch(`${gateway.url}/v1/videos/${id}`, { method: "DELETE" });
  for (const again of [remove, remove])
    expect(await (await again()).json()).toEqual({ id, object: "video.deleted", deleted: true });
  const [status, retry, error] = await refusalIn(fetch(`${gateway.url}/v1/videos/${id}`));
  expect([status, retry, error.type, error.code]).toEqual([
    404,
    "false",
    "invalid_request_error",
    "generation_not_found",
  ]);
});

test("what is not done yet is 404 with x-should-retry, and says when to look again", async () => {
  await using slow = await openGateway({ holds: true });
  const answer = await create({}, {}, slow);
  expect(answer.headers.get("openai-poll-after-ms")).toBe("1000");
  const { id } = (await answer.json()) as Video;
  const [status, retry, error] = await refusalIn(fetch(`${slow.url}/v1/videos/${id}/content`));
  expect([status, retry, error.code]).toEqual([404, "true", "artifact_not_ready"]);
});

test("a list goes on after its last id, in both directions, until there is no more", async () => {
  await using fresh = await openGateway();
  const ids: string[] = [];
  for (const prompt of ["one", "two", "three"]) ids.push((await videoIn(create({ prompt }, {}, fresh))).id);
  const page = async (query: string): Promise<[string[], string | null, string | null, boolean]> => {
    const list = (await (await fetch(`${fresh.url}/v1/videos${query}`)).json()) as VideoList;
    return [list.data.map(({ id }) => id), list.first_id, list.last_id, list.has_more];
  };
  const [first = "", second = "", third = ""] = ids;
  expect(await page("?limit=2")).toEqual([[third, second], third, second, true]);
  expect(await page(`?limit=2&after=${second}`)).toEqual([[first], first, first, false]);
  expect(await page("?limit=2&order=asc")).toEqual([[first, second], first, second, true]);
  expect(await page(`?order=asc&after=${second}`)).toEqual([[third], third, third, false]);
  expect(await page("?limit=0")).toEqual([[], null, null, true]);
  expect(await page("?limit=&order=&after=")).toEqual([[third, second, first], third, first, false]);
  for (const [query, param] of [
    ["limit=101", "limit"],
    ["order=up", "order"],
    ["after=x", null],
  ] as const) {
    const [status, , error] = await refusalIn(fetch(`${fresh.url}/v1/videos?${query}`));
    expect([query, status, error.param]).toEqual([query, 400, param]);
  }
});

test("a remix is a new video of the same picture with the same options, and says what it is", async () => {
  const source = await videoIn(
    create({ prompt: "source", seconds: "8", seed: 7, motion: { camera: { type: "orbit" } } }),
  );
  const remix = await videoIn(gateway.postJson(`/v1/videos/${source.id}/remix`, { prompt: "at night" }));
  expect([remix.remixed_from_video_id, remix.prompt, remix.seconds]).toEqual([source.id, "at night", "8"]);
  expect(remix.x_kinora.warnings).toMatchObject([{ option: "remix", code: "made_anew" }]);
  const remixed = await videoIn(gateway.postJson(`/v1/videos/${remix.id}/remix`, { prompt: "at noon", seconds: "4" }));
  expect([remixed.remixed_from_video_id, remixed.seconds]).toEqual([remix.id, "4"]);
  await gateway.kinora.whenIdle();
  const plan = gateway.provider.submitted.find(({ prompt }) => prompt === "at night");
  expect(plan?.options).toEqual({ duration_seconds: 8, seed: 7 });
  const again = gateway.postJson(`/v1/videos/${source.id}/remix`, { prompt: "x", input_reference: dataUrl });
  expect((await refusalIn(again))[2]).toMatchObject({ code: "bad_option", param: "input_reference" });
  const nobody = gateway.postJson("/v1/videos/gen_nobody/remix", { prompt: "x" });
  expect((await refusalIn(nobody))[2]).toMatchObject({ code: "generation_not_found" });
});

test.each([
  ["POST", "/v1/videos/edits", /remix/u],
  ["POST", "/v1/videos/extensions", /"frame": "last"/u],
  ["POST", "/v1/videos/characters", /input_reference/u],
  ["GET", "/v1/videos/characters/char_1", /input_reference/u],
])("%s %s is a 400 that says what can be done instead", async (method, path, words) => {
  const body = method === "GET" ? {} : { body: formOf({ prompt: "x", "video[id]": "gen_1" }, "video") };
  const [status, retry, error] = await refusalIn(fetch(`${gateway.url}${path}`, { method, ...body }));
  expect([status, retry, error.code]).toEqual([400, "false", "unsupported_operation"]);
  expect(error.message).toMatch(words);
});

test("models are those that are set up here, and the names that mean the usual one", async () => {
  const models = (await (await fetch(`${gateway.url}/v1/models`)).json()) as { data: { id: string; object: string }[] };
  expect(models.data.map(({ id }) => id)).toEqual(["fake-motion", "auto", "sora-2", "sora-2-pro"]);
  const one = await fetch(`${gateway.url}/v1/models/fake%2Ffake-motion`);
  expect(await one.json()).toEqual({ id: "fake-motion", object: "model", created: 0, owned_by: "fake" });
  expect((await refusalIn(fetch(`${gateway.url}/v1/models/gpt-9`)))[0]).toBe(404);
});

const counted = (count: number): Record<string, string> => ({ "x-stainless-retry-count": String(count) });

test("what OpenAI's library sends again gives the video that the sending before it made", async () => {
  const body = { prompt: "again" };
  const first = await videoIn(create(body, counted(0)));
  const second = await create(body, counted(1));
  expect([second.headers.get("idempotent-replayed"), ((await second.json()) as Video).id]).toEqual(["true", first.id]);
  expect((await videoIn(create(body, counted(2)))).id).toBe(first.id);
  expect((await videoIn(create(body, counted(2)))).id).not.toBe(first.id);
});

test("two equal requests that were both meant stay two, and each repeat claims its own", async () => {
  const body = { prompt: "twice" };
  const made = [await videoIn(create(body, counted(0))), await videoIn(create(body, counted(0)))].map(({ id }) => id);
  const repeated = [await videoIn(create(body, counted(1))), await videoIn(create(body, counted(1)))].map(
    ({ id }) => id,
  );
  expect(new Set(made).size).toBe(2);
  expect(repeated.toSorted()).toEqual(made.toSorted());
});

test("a form under another boundary is the same request, and another prompt is another", async () => {
  const send = (prompt: string, count: number): Promise<Response> =>
    post("/v1/videos", formOf({ prompt }, "input_reference"), counted(count));
  const first = await videoIn(send("boundary", 0));
  expect((await videoIn(send("boundary", 1))).id).toBe(first.id);
  expect((await videoIn(send("other words", 1))).id).not.toBe(first.id);
});

test("an Idempotency-Key counts before any counting", async () => {
  const body = { prompt: "keyed" };
  const first = await videoIn(create(body, { "idempotency-key": "k1", ...counted(0) }));
  expect((await videoIn(create(body, { "idempotency-key": "k2", ...counted(1) }))).id).not.toBe(first.id);
  expect((await videoIn(create(body, { "idempotency-key": "k1" }))).id).toBe(first.id);
});

test("a client that is gone before anything was accepted made nothing, and its picture is not waited for", async () => {
  const asked = Promise.withResolvers<undefined>();
  const ended = Promise.withResolvers<undefined>();
  const never = createServer((_request, response) => {
    response.once("close", () => ended.resolve(undefined));
    asked.resolve(undefined);
  }).listen(0, "127.0.0.1");
  await once(never, "listening");
  const host = `127.0.0.1:${(never.address() as AddressInfo).port}`;
  await using quiet = await openGateway({ config: { allowPrivateHosts: [host] } });
  const leave = new AbortController();
  const body = JSON.stringify({ prompt: "left", input_reference: { image_url: `http://${host}/a.png` } });
  const headers = { "content-type": "application/json" };
  const left = fetch(`${quiet.url}/v1/videos`, { method: "POST", headers, body, signal: leave.signal });
  await asked.promise;
  leave.abort();
  await expect(left).rejects.toThrow("aborted");
  await ended.promise;
  await quiet.kinora.whenIdle();
  const list = (await (await fetch(`${quiet.url}/v1/videos`)).json()) as VideoList;
  expect(list.data).toEqual([]);
  never.close();
});

test("auth on: no key is OpenAI's 401, and the right one is let in", async () => {
  await using locked = await openGateway({ config: { auth: "on" } });
  const [status, retry, error] = await refusalIn(create({}, { authorization: "Bearer sk-wrong" }, locked));
  expect([status, retry, error.type, error.code]).toEqual([401, "false", "authentication_error", "unauthorized"]);
  expect((await create({}, { authorization: `Bearer ${locked.token}` }, locked)).status).toBe(200);
});

test("a failed video says why, with the provider's words", async () => {
  const { id } = await videoIn(create({ prompt: "fail" }));
  await gateway.kinora.whenIdle();
  const video = (await (await fetch(`${gateway.url}/v1/videos/${id}`)).json()) as Video;
  expect([video.status, video.error]).toEqual([
    "failed",
    { code: "provider_refused_content", message: expect.stringContaining("Not this one.") as string },
  ]);
  const [status, retry, error] = await refusalIn(fetch(`${gateway.url}/v1/videos/${id}/content`));
  expect([status, retry, error.code]).toEqual([404, "false", "artifact_not_found"]);
});
