import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ROUTES, type RouteName } from "@kinora/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  EXAMPLE_GENERATION,
  EXAMPLE_URL,
  EXAMPLE_KEY,
  EXAMPLE_WEBHOOK,
  ROUTE_EXAMPLES,
  type RouteExample,
} from "../../packages/server/src/http/openapi/route-examples.ts";
import { openWorkbench, type Workbench } from "./kinora-process.ts";
import { serveHere, type ServerHere } from "./serve-here.ts";

let bench: Workbench;
let url: string;
let server: ServerHere;
/** Stands for the web in the examples. */
let web: Server;
let webHost: string;
/** A generation that stands for the id in the examples. */
let generation = EXAMPLE_GENERATION;

let webhook = EXAMPLE_WEBHOOK;
let apiKey = EXAMPLE_KEY;

beforeAll(async () => {
  web = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "image/png" }).end(pictureOf(ROUTE_EXAMPLES.inspect));
  });
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  webHost = `127.0.0.1:${(web.address() as AddressInfo).port}`;
  bench = await openWorkbench();
  server = await serveHere(bench, { KINORA_ALLOW_PRIVATE_HOSTS: webHost });
  ({ url } = server);
  const made = await send("createGeneration", ROUTE_EXAMPLES.createGeneration);
  generation = ((await made.json()) as { id: string }).id;
  await (await fetch(`${url}/api/v1/generations/${generation}?wait=60`)).text();
  const hook = await send("createWebhook", ROUTE_EXAMPLES.createWebhook);
  webhook = ((await hook.json()) as { id: string }).id;
  const key = await send("createKey", ROUTE_EXAMPLES.createKey);
  apiKey = ((await key.json()) as { id: string }).id;
}, 90_000);
afterAll(async () => {
  web.close();
  await server[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
});

const send = (name: RouteName, { id, query = {}, headers = {}, body }: RouteExample): Promise<Response> => {
  const real = (text: string): string =>
    text
      .replaceAll(EXAMPLE_GENERATION, generation)
      .replaceAll(EXAMPLE_WEBHOOK, webhook)
      .replaceAll(EXAMPLE_KEY, apiKey)
      .replaceAll(EXAMPLE_URL, `http://${webHost}/photo.png`);
  const address = new URL(`${url}${ROUTES[name].path.replace(":id", real(id ?? ""))}`);
  for (const [key, value] of Object.entries(query)) address.searchParams.set(key, real(String(value)));
  const init = { method: ROUTES[name].method, headers: new Headers(headers) };
  if (name === "upload") return fetch(address, { ...init, body: pictureOf(ROUTE_EXAMPLES.inspect) });
  if (body === undefined) return fetch(address, init);
  init.headers.set("content-type", "application/json");
  return fetch(address, { ...init, body: real(JSON.stringify(body)) });
};

const pictureOf = ({ body }: RouteExample): Uint8Array<ArrayBuffer> => {
  const { image } = body as { image: { base64: string } };
  return new Uint8Array(Buffer.from(image.base64, "base64"));
};

/** The embedded engine never leaves an outcome unknown: resolve-generation.test.ts sends that example. */
const NAMES = (Object.keys(ROUTES) as RouteName[]).filter((name) => name !== "resolveGeneration");

test.each(NAMES)("the example of %s is answered as the document says", async (name) => {
  const answer = await send(name, ROUTE_EXAMPLES[name]);
  const row: { answer?: { safeParse(answer: unknown): { error?: unknown } }; streams?: string } = ROUTES[name];
  expect([name, answer.status]).toEqual([name, ROUTE_EXAMPLES[name].status]);
  if (row.streams === "events") expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  if (row.streams !== undefined || row.answer === undefined) await answer.body?.cancel();
  else expect(row.answer.safeParse(await answer.json()).error).toBeUndefined();
});
