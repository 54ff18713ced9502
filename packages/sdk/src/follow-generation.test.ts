import { expect, test } from "vitest";
import { hangUp, json, problem, scriptedServer } from "./__fixtures__/scripted-server.ts";
import { generationView } from "./__fixtures__/generation-view.ts";
import { createClient } from "./create-client.ts";
import { ServerUnreachable } from "./server-unreachable.ts";

const image = { url: "https://example.com/a.jpg" };

test("animate creates once, follows and resolves with the settled generation", async () => {
  await using server = await scriptedServer([
    json(generationView({ status: "queued" }), 202),
    json(generationView({ status: "running", progress: 10 })),
    json(generationView({ status: "running", progress: 10 })),
    json(generationView({ status: "succeeded", progress: 100 })),
  ]);
  const seen: number[] = [];
  const done = await createClient({ baseUrl: server.baseUrl }).animate(
    { image },
    { onProgress: ({ progress }) => seen.push(progress) },
  );
  expect(done.status).toBe("succeeded");
  expect(seen).toEqual([10, 100]);
  expect(server.heard.map(({ line }) => line)).toEqual([
    "POST /api/v1/generations",
    "GET /api/v1/generations/gen_1?wait=0",
    "GET /api/v1/generations/gen_1?wait=1",
    "GET /api/v1/generations/gen_1?wait=1",
  ]);
});

test("a create whose answer is lost is sent again under the same Idempotency-Key", async () => {
  await using server = await scriptedServer([
    hangUp,
    problem("draining", 503, "stopping"),
    json(generationView({}), 202),
    json(generationView({ status: "failed" })),
  ]);
  const bytes = new Blob(["JPEG"]);
  const done = await createClient({ baseUrl: server.baseUrl }).animate({ image: bytes }, { idempotencyKey: "mine" });
  expect(done.status).toBe("failed");
  expect(server.heard.slice(0, 3).map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", "mine", "mine"]);
  expect(server.heard[2]?.body).toContain("JPEG");
});

test("a stream cannot be sent twice, so its create is not repeated", async () => {
  await using server = await scriptedServer([hangUp]);
  const stream = ReadableStream.from([new Uint8Array([1])]);
  const client = createClient({ baseUrl: server.baseUrl });
  await expect(client.animate({ image: stream })).rejects.toBeInstanceOf(ServerUnreachable);
  expect(server.heard).toHaveLength(1);
});

test("connections that break while following are made again by id", async () => {
  await using server = await scriptedServer([
    json(generationView({ status: "running" })),
    hangUp,
    hangUp,
    json(generationView({ status: "succeeded" })),
  ]);
  const done = await createClient({ baseUrl: server.baseUrl }).follow("gen_1");
  expect(done.status).toBe("succeeded");
});

test("needs_review ends the following: it waits for a person", async () => {
  await using server = await scriptedServer([json(generationView({ status: "needs_review" }))]);
  const done = await createClient({ baseUrl: server.baseUrl }).follow("gen_1");
  expect(done.status).toBe("needs_review");
});

test("a refusal is not repeated", async () => {
  await using server = await scriptedServer([problem("image_missing", 400, "Send an image.")]);
  await expect(createClient({ baseUrl: server.baseUrl }).animate({})).rejects.toMatchObject({ code: "image_missing" });
  expect(server.heard).toHaveLength(1);
});

test("following gives up after the tries that it was given", async () => {
  await using server = await scriptedServer([hangUp, hangUp]);
  const client = createClient({ baseUrl: server.baseUrl });
  await expect(client.follow("gen_1", { tries: 2 })).rejects.toBeInstanceOf(ServerUnreachable);
  expect(server.heard).toHaveLength(2);
});
