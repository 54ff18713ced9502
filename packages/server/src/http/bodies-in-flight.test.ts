import { request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { Failure } from "@kinora/contract";
import { fastify, type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetBody, limitBodiesInFlight } from "./bodies-in-flight.ts";

let server: FastifyInstance;
let held: (() => void)[];
let url: string;

beforeEach(async () => {
  held = [];
  server = fastify();
  server.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof Failure ? error.info.status : 500).send({ message: String(error) }),
  );
  limitBodiesInFlight(server, 100);
  server.post("/hold", () => new Promise((resolve) => held.push(() => resolve({}))));
  server.post("/", () => ({}));
  server.addContentTypeParser("multipart/form-data", (_request, payload, done) => {
    payload.resume().once("end", () => done(null));
  });
  server.post("/wait", async (request) => {
    forgetBody(request);
    await new Promise<void>((resolve) => held.push(resolve));
    return { body: request.body ?? "gone" };
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const free of held) free();
  await server.close();
});

const post = (path: string, chars: number): Promise<Response> =>
  fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify("x".repeat(chars - 2)),
  });

test("bodies that are more than the budget together are refused, until there is room again", async () => {
  const first = post("/hold", 60);
  await expect.poll(() => held.length).toBe(1);
  expect((await post("/", 40)).status).toBe(200);
  expect((await post("/", 41)).status).toBe(503);
  held[0]?.();
  expect((await first).status).toBe(200);
  await expect.poll(async () => (await post("/", 41)).status).toBe(200);
});

test("a request that waits without its body holds nothing", async () => {
  const first = post("/wait", 100);
  await expect.poll(() => held.length).toBe(1);
  expect((await post("/", 100)).status).toBe(200);
  held[0]?.();
  expect(await (await first).json()).toEqual({ body: "gone" });
  const second = post("/hold", 60);
  await expect.poll(() => held.length).toBe(2);
  expect((await post("/", 41)).status).toBe(503);
  held[1]?.();
  await second;
});

test("one that is larger than the budget is taken alone", async () => {
  expect((await post("/", 5_000)).status).toBe(200);
});

test("a form is not counted: its files go to the disk", async () => {
  const first = post("/hold", 100);
  await expect.poll(() => held.length).toBe(1);
  const form = new FormData();
  form.append("image", new Blob(["x".repeat(5_000)]));
  expect((await fetch(url, { method: "POST", body: form })).status).toBe(200);
  held[0]?.();
  await first;
});

test("a client that goes away gives back what it held", async () => {
  const gone = send(`${url}/hold`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": "90" },
  });
  gone.on("error", () => undefined);
  gone.write('"');
  await once(gone, "socket");
  await expect.poll(async () => (await post("/", 20)).status).toBe(503);
  gone.destroy();
  await expect.poll(async () => (await post("/", 20)).status).toBe(200);
});
