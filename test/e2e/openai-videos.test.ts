/* eslint-disable @typescript-eslint/no-deprecated -- OpenAI shut its server down; its client is still what people have in their code. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI, { APIError } from "openai";
import OpenAI6 from "openai-6";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDroppingProxy } from "./dropping-proxy.ts";
import { type KinoraProcess, MOUNTAIN, openWorkbench, startServer, type Workbench } from "./kinora-process.ts";

const photo = await readFile(MOUNTAIN);
const dataUrl = `data:image/jpeg;base64,${photo.toString("base64")}`;
const SHORT = { seconds: "1", size: "848x480" } as unknown as { seconds: "4"; size: "1280x720" };

let bench: Workbench;
let server: KinoraProcess & { url: string };
let pictureUrl: string;
const pictures = createServer((_request, response) => {
  response.setHeader("content-type", "image/jpeg");
  createReadStream(MOUNTAIN).pipe(response);
});

beforeAll(async () => {
  pictures.listen(0, "127.0.0.1");
  await once(pictures, "listening");
  const host = `127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  pictureUrl = `http://${host}/mountain.jpg`;
  bench = await openWorkbench({ KINORA_ALLOW_PRIVATE_HOSTS: host });
  server = await startServer(bench);
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  pictures.close();
});

const optionsFor = (url: string): { apiKey: string; baseURL: string } => ({ apiKey: "sk-none", baseURL: `${url}/v1` });
/** The two lines of the library have the same methods; only `baseURL` was changed in the user's code. */
const LIBRARIES: [string, (url: string) => OpenAI][] = [
  ["openai 7", (url) => new OpenAI(optionsFor(url))],
  ["openai 6", (url) => new OpenAI6(optionsFor(url)) as unknown as OpenAI],
];

const finished = async (client: OpenAI, id: string): Promise<OpenAI.Video> => {
  for (;;) {
    const { data: video, response } = await client.videos.retrieve(id).withResponse();
    if (video.status === "completed" || video.status === "failed") return video;
    const waitMs = Number(response.headers.get("openai-poll-after-ms"));
    expect(waitMs).toBeGreaterThanOrEqual(500);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
};
const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "it was accepted",
    (error: unknown) => error,
  );

describe.each(LIBRARIES)("%s", (name, open) => {
  const clientOf = (): OpenAI => open(server.url);

  test("a file becomes a video: created, polled, downloaded with its variants, remixed, deleted", async () => {
    const client = clientOf();
    const input_reference = createReadStream(MOUNTAIN);
    const created = await client.videos.create({
      model: "sora-2",
      prompt: "the clouds drift",
      input_reference,
      ...SHORT,
    });
    expect(created).toMatchObject({
      object: "video",
      model: "kinora-motion-1",
      seconds: "1",
      size: "848x480",
      error: null,
    });
    const video = await finished(client, created.id);
    expect(video, JSON.stringify(video)).toMatchObject({ status: "completed", progress: 100, size: "848x480" });

    const bytesOf = async (variant?: "thumbnail" | "spritesheet"): Promise<[string | null, Buffer]> => {
      const answer = await client.videos.downloadContent(video.id, variant === undefined ? {} : { variant });
      return [answer.headers.get("content-type"), Buffer.from(await answer.arrayBuffer())];
    };
    const [type, film] = await bytesOf();
    expect([type, film.toString("latin1", 4, 8)]).toEqual(["video/mp4", "ftyp"]);
    for (const variant of ["thumbnail", "spritesheet"] as const) {
      const [stillType, still] = await bytesOf(variant);
      expect([stillType, still.toString("latin1", 8, 12)]).toEqual(["image/webp", "WEBP"]);
    }

    const remix = await client.videos.remix(video.id, { prompt: "slow zoom in" });
    expect(remix).toMatchObject({ remixed_from_video_id: video.id, prompt: "slow zoom in", seconds: "1" });
    expect(await finished(client, remix.id)).toMatchObject({ status: "completed", size: "848x480" });
    expect(await client.videos.delete(video.id)).toEqual({ id: video.id, object: "video.deleted", deleted: true });
    expect(await refusal(client.videos.retrieve(video.id))).toMatchObject({
      status: 404,
      code: "generation_not_found",
    });
  });

  test("an address and a data URL are taken as well, and every page of the list is read", async () => {
    const client = clientOf();
    const made: string[] = [];
    for (const image_url of [pictureUrl, dataUrl]) {
      const prompt = `${name} ${image_url.slice(0, 4)}`;
      const { id, size } = await client.videos.create({
        prompt,
        input_reference: { image_url },
        seconds: SHORT.seconds,
      });
      // Without a size, the picture's own shape at 720 lines.
      expect(size).toBe("960x720");
      made.push(id);
    }
    const listed: string[] = [];
    for await (const { id } of client.videos.list({ limit: 1 })) listed.push(id);
    expect(listed.slice(0, 2)).toEqual(made.toReversed());
    const oldestFirst: string[] = [];
    for await (const { id } of client.videos.list({ limit: 2, order: "asc" })) oldestFirst.push(id);
    expect(oldestFirst).toEqual(listed.toReversed());
    for (const id of made) await client.videos.delete(id);
  });

  test("what no model can do, and what is wrong, is a clear 400 that the library does not send again", async () => {
    const client = clientOf();
    const { id } = await client.videos.create({ prompt: "400", input_reference: { image_url: dataUrl }, ...SHORT });
    const film = new File([new Uint8Array(photo)], "film.mp4", { type: "video/mp4" });
    const refused = [
      () => client.videos.edit({ prompt: "x", video: { id } }),
      () => client.videos.extend({ prompt: "x", seconds: "4", video: { id } }),
      () => client.videos.createCharacter({ name: "Ann", video: film }),
      () => client.videos.getCharacter("char_1"),
    ];
    for (const call of refused) {
      const error = await refusal(call());
      expect(error).toBeInstanceOf(name === "openai 7" ? APIError : Error);
      expect(error).toMatchObject({ status: 400, code: "unsupported_operation", type: "invalid_request_error" });
    }
    const wrong = { prompt: "x", input_reference: { image_url: dataUrl } };
    expect(await refusal(client.videos.create({ prompt: "x" }))).toMatchObject({
      status: 400,
      param: "input_reference",
    });
    expect(await refusal(client.videos.create({ ...wrong, size: "0x0" as "1280x720" }))).toMatchObject({
      status: 400,
      param: "size",
    });
    expect(await refusal(client.videos.create({ ...wrong, seconds: "99" as "4" }))).toMatchObject({
      status: 400,
      param: "seconds",
    });
    await client.videos.delete(id);
  });

  test("an answer that is lost after the server accepted makes the library send again, and one video comes of it", async () => {
    await using proxy = await openDroppingProxy(server.url);
    const client = open(proxy.url);
    const before = await listOf(clientOf());
    // A file: each sending has another boundary. A stream the library could not send again.
    const file = new File([new Uint8Array(photo)], "mountain.jpg", { type: "image/jpeg" });
    const order = { prompt: `${name} lost`, input_reference: file, ...SHORT };
    proxy.drop(2);
    const created = await client.videos.create(order);
    expect(proxy.seen).toEqual({ posts: 3, lost: 2 });
    expect(await listOf(clientOf())).toEqual([created.id, ...before]);
    const twin = await client.videos.create(order);
    expect(twin.id).not.toBe(created.id);
    proxy.drop(1);
    const remix = await client.videos.remix(created.id, { prompt: `${name} again` });
    expect(await listOf(clientOf())).toEqual([remix.id, twin.id, created.id, ...before]);
    for (const { id } of [remix, twin, created]) await clientOf().videos.delete(id);
  });
});

const listOf = async (client: OpenAI): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { id } of client.videos.list()) ids.push(id);
  return ids;
};
