import type { Experimental_VideoModelV4CallOptions as CallOptions } from "@ai-sdk/provider";
import { expect, test } from "vitest";
import { generationView } from "../__fixtures__/generation-view.ts";
import { hangUp, json, scriptedServer } from "../__fixtures__/scripted-server.ts";
import { createKinora } from "./create-kinora.ts";

const asked: CallOptions = {
  prompt: "clouds drift",
  n: 1,
  aspectRatio: undefined,
  resolution: "1280x720",
  duration: 4,
  fps: undefined,
  seed: 0,
  image: { type: "file", mediaType: "image/png", data: new Uint8Array([1, 2, 3]) },
  frameImages: [{ frameType: "last_frame", image: { type: "url", url: "https://example.com/last.png" } }],
  inputReferences: undefined,
  generateAudio: true,
  providerOptions: { kinora: { loop: true }, other: { loop: false } },
  headers: { "x-trace": "7" },
};

test("a start is a request in Kinora's words, under a key, and what it cannot say is a warning", async () => {
  await using server = await scriptedServer([json(generationView({ id: "gen_7" }), 202)]);
  const started = await createKinora({ baseURL: server.baseUrl, apiKey: "kin_1" }).video("auto").doStart?.(asked);
  expect(started).toMatchObject({
    operation: { id: "gen_7" },
    warnings: [{ type: "unsupported", feature: "generateAudio" }],
    providerMetadata: { kinora: { id: "gen_7" } },
  });
  expect(JSON.parse(server.heard[0]?.body ?? "")).toEqual({
    model: "auto",
    prompt: "clouds drift",
    duration_seconds: 4,
    seed: 0,
    image: { base64: "AQID" },
    last_image: { url: "https://example.com/last.png" },
    aspect_ratio: "16:9",
    resolution: "720p",
    loop: true,
  });
  expect(server.heard[0]?.headers).toMatchObject({ authorization: "Bearer kin_1", "x-trace": "7" });
  expect(server.heard[0]?.headers["idempotency-key"]).toMatch(/^[\da-f-]{36}$/u);
});

test("a start under the caller's own key goes out under it, so that the next process gets the same generation", async () => {
  await using server = await scriptedServer([hangUp, json(generationView({ id: "gen_7" }), 202)]);
  const headers = { "Idempotency-Key": "order-7" };
  const started = await createKinora({ baseURL: server.baseUrl })
    .video("auto")
    .doStart?.({ ...asked, headers });
  expect(started?.operation).toEqual({ id: "gen_7" });
  expect(server.heard.map((one) => one.headers["idempotency-key"])).toEqual(["order-7", "order-7"]);
});

test.each([
  ["running", { status: "pending" }],
  ["failed", { status: "error", error: "The generation gen_1 is failed." }],
  ["needs_review", { status: "error", error: expect.stringContaining("kinora generations resolve gen_1") as unknown }],
] as const)("a generation that is %s", async (status, expected) => {
  await using server = await scriptedServer([json(generationView({ status }))]);
  const model = createKinora({ baseURL: server.baseUrl }).video("auto");
  expect(await model.doStatus?.({ operation: { id: "gen_1" } })).toMatchObject(expected);
  expect(server.heard[0]?.line).toBe("GET /api/v1/generations/gen_1");
});

test("a finished one comes with the bytes of its video", async () => {
  const film = (response: { writeHead(status: number): { end(bytes: string): unknown } }): unknown =>
    response.writeHead(200).end("MP4");
  await using server = await scriptedServer([json(generationView({ status: "succeeded" })), film]);
  const done = await createKinora({ baseURL: server.baseUrl })
    .video("auto")
    .doStatus?.({ operation: { id: "gen_1" } });
  expect(done).toMatchObject({ status: "completed", videos: [{ type: "binary", mediaType: "video/mp4" }] });
  expect(server.heard[1]?.line).toBe("GET /api/v1/generations/gen_1/content");
});

test("an operation of somebody else is refused before anything is asked", async () => {
  const model = createKinora().video("auto");
  await expect(model.doStatus?.({ operation: { job: "x" } })).rejects.toThrow("none of Kinora's");
});
