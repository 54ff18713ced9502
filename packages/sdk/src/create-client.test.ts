import { Failure } from "@kinora/contract/words";
import { expect, test } from "vitest";
import { hangUp, json, problem, scriptedServer } from "./__fixtures__/scripted-server.ts";
import { generationView } from "./__fixtures__/generation-view.ts";
import { createClient } from "./create-client.ts";
import type { UploadProgress } from "./upload-progress.ts";
import { ServerUnreachable } from "./server-unreachable.ts";

test("a request without picture bytes goes as JSON, seed 0 and loop false included", async () => {
  await using server = await scriptedServer([json(generationView({}), 202)]);
  const client = createClient({ baseUrl: `${server.baseUrl}/` });
  const made = await client.createGeneration(
    { image: { url: "https://example.com/a.jpg" }, seed: 0, loop: false },
    { idempotencyKey: "k1", wait: 5 },
  );
  expect(made.id).toBe("gen_1");
  expect(server.heard[0]?.line).toBe("POST /api/v1/generations");
  expect(server.heard[0]?.headers).toMatchObject({
    "content-type": "application/json",
    "idempotency-key": "k1",
    prefer: "wait=5",
  });
  expect(server.heard[0]?.body).toBe('{"image":{"url":"https://example.com/a.jpg"},"seed":0,"loop":false}');
});

test("a file goes as the last part of a multipart body, with its Unicode name; other fields go before it as text", async () => {
  await using server = await scriptedServer([json(generationView({}), 202)]);
  const image = new File(["JPEG"], "山と雲.jpg", { type: "image/jpeg" });
  await createClient({ baseUrl: server.baseUrl }).createGeneration({ image, prompt: "云在飘", seed: 0 });
  const body = server.heard[0]?.body ?? "";
  expect(server.heard[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/u);
  expect(body).toMatch(
    /name="prompt"\r\n\r\n云在飘\r\n[^]*name="seed"\r\n\r\n0\r\n[^]*name="image"; filename="山と雲.jpg"/u,
  );
  expect(body).toContain("\r\n\r\nJPEG\r\n");
});

test("a stream of picture bytes goes as multipart while it is read", async () => {
  await using server = await scriptedServer([json({ width: 1 })]);
  const image = ReadableStream.from([new Uint8Array([74, 80]), new Uint8Array([69, 71])]);
  await createClient({ baseUrl: server.baseUrl }).inspect({ image });
  expect(server.heard[0]?.line).toBe("POST /api/v1/inspect");
  expect(server.heard[0]?.headers["transfer-encoding"]).toBe("chunked");
  expect(server.heard[0]?.body).toMatch(
    /^--(kinora-[^\r]+)\r\nContent-Disposition: form-data; name="image"; filename="image"\r\nContent-Type: application\/octet-stream\r\n\r\nJPEG\r\n--\1--\r\n$/u,
  );
});

test("a picture is sent ahead as the body itself, whole or as it is read", async () => {
  await using server = await scriptedServer([json({ id: "upl_1" }, 201), json({ id: "upl_1" }, 201)]);
  const client = createClient({ baseUrl: server.baseUrl });
  expect(await client.upload(new Blob(["JPEG"], { type: "image/jpeg" }))).toEqual({ id: "upl_1" });
  await client.upload(ReadableStream.from([new Uint8Array([74, 80]), new Uint8Array([69, 71])]));
  expect(server.heard.map(({ line, body }) => [line, body])).toEqual([
    ["POST /api/v1/uploads", "JPEG"],
    ["POST /api/v1/uploads", "JPEG"],
  ]);
  expect(server.heard[0]?.headers["content-type"]).toBe("image/jpeg");
});

test("whoever sends a picture hears how much of it has left, up to all of it", async () => {
  await using server = await scriptedServer([json({ id: "upl_1" }, 201), json(generationView({}), 202)]);
  const client = createClient({ baseUrl: server.baseUrl });
  const heard: UploadProgress[] = [];
  const onUploadProgress = (progress: UploadProgress): number => heard.push(progress);
  const picture = new File([new Uint8Array(300_000).fill(74)], 'a "b".jpg', { type: "image/jpeg" });
  await client.upload(picture, { onUploadProgress });
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.at(-1)).toEqual({ sentBytes: 300_000, totalBytes: 300_000 });
  expect(heard.map(({ sentBytes }) => sentBytes)).toEqual(
    heard.map(({ sentBytes }) => sentBytes).sort((a, b) => a - b),
  );
  await client.createGeneration({ image: picture, seed: 0 }, { onUploadProgress });
  const [sent, made] = server.heard;
  expect([sent?.body.length, made?.body.length]).toEqual([300_000, heard.at(-1)?.sentBytes]);
  expect(made?.body).toContain('filename="a %22b%22.jpg"');
});

test("the token is sent as a bearer token, and an id is escaped", async () => {
  await using server = await scriptedServer([json({ stops: true, billing: "not_billed" })]);
  await createClient({ baseUrl: server.baseUrl, token: "secret" }).cancelGeneration("gen/../x");
  expect(server.heard[0]?.line).toBe("POST /api/v1/generations/gen%2F..%2Fx/cancel");
  expect(server.heard[0]?.headers.authorization).toBe("Bearer secret");
});

test("filters go into the query and absent ones do not", async () => {
  await using server = await scriptedServer([json({ data: [], next_cursor: null })]);
  await createClient({ baseUrl: server.baseUrl }).listGenerations({ limit: 5, status: "failed" });
  expect(server.heard[0]?.line).toBe("GET /api/v1/generations?limit=5&status=failed");
});

test("a problem document comes back as the failure that it was", async () => {
  await using server = await scriptedServer([problem("generation_not_found", 404, "There is no gen_9.")]);
  const error = await createClient({ baseUrl: server.baseUrl })
    .getGeneration("gen_9")
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({ code: "generation_not_found", message: "There is no gen_9." });
});

test("an answer that is not Kinora's says to check the address", async () => {
  await using server = await scriptedServer([(response) => response.writeHead(404).end("<html>nothing here")]);
  const error = await createClient({ baseUrl: server.baseUrl })
    .limits()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "internal",
    message: `${server.baseUrl} answered 404 in words that are not Kinora's: check that the address is a Kinora server's.`,
  });
});

test("no server and a connection that breaks are ServerUnreachable, not a failure", async () => {
  const server = await scriptedServer([hangUp]);
  const client = createClient({ baseUrl: server.baseUrl });
  await expect(client.listModels()).rejects.toBeInstanceOf(ServerUnreachable);
  await server[Symbol.asyncDispose]();
  await expect(client.listModels()).rejects.toBeInstanceOf(ServerUnreachable);
});

test("an abort ends a call with the caller's own reason", async () => {
  await using server = await scriptedServer([() => undefined]);
  const stop = new AbortController();
  const call = createClient({ baseUrl: server.baseUrl }).limits({ signal: stop.signal });
  stop.abort(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
});

test("an archive streams its bytes", async () => {
  await using server = await scriptedServer([(response) => response.writeHead(200).end("PK")]);
  const chunks = [];
  const bytes = await createClient({ baseUrl: server.baseUrl }).archive(["gen_1", "gen_2"]);
  for await (const chunk of bytes) chunks.push(...chunk);
  expect(chunks).toEqual([80, 75]);
  expect(server.heard[0]?.line).toBe("GET /api/v1/archive?ids=gen_1%2Cgen_2");
});

test("content streams the bytes of a variant, and a break in the middle is said", async () => {
  await using server = await scriptedServer([
    (response) => response.writeHead(200).end("PNG"),
    (response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("half", () => response.destroy());
    },
  ]);
  const client = createClient({ baseUrl: server.baseUrl });
  const read = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
    let text = "";
    for await (const chunk of bytes) text += new TextDecoder().decode(chunk);
    return text;
  };
  expect(await read(await client.content("gen_1", { variant: "thumbnail" }))).toBe("PNG");
  expect(server.heard[0]?.line).toBe("GET /api/v1/generations/gen_1/content?variant=thumbnail");
  await expect(client.content("gen_1").then(read)).rejects.toBeInstanceOf(ServerUnreachable);
});
