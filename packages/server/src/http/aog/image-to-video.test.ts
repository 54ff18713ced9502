import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

const ROUTE = "/aog/v0.2/services/image-to-video";
const picture = greyPng(64, 48);
const base64 = picture.toString("base64");

interface Answer {
  readonly id: string;
  readonly data: string;
  readonly warnings: { option: string; code: string }[];
  readonly business_code?: number;
  readonly message?: string;
}

const ask = async (gateway: Gateway, body: unknown, init: Record<string, string> = {}): Promise<[Response, Answer]> => {
  const answer = await gateway.postJson(ROUTE, body, init);
  return [answer, (await answer.json()) as Answer];
};

let gateway: Gateway;
let pictureServer: ReturnType<typeof createServer>;
beforeAll(async () => {
  pictureServer = createServer((_request, response) => response.end(picture)).listen(0, "127.0.0.1");
  await new Promise((resolve) => pictureServer.once("listening", resolve));
  const { port } = pictureServer.address() as AddressInfo;
  gateway = await openGateway({ config: { allowPrivateHosts: [`127.0.0.1:${port}`] } });
});
afterAll(async () => {
  pictureServer.close();
  await gateway[Symbol.asyncDispose]();
});

const FORMS: [string, () => Promise<{ image_type: string; image: string }>][] = [
  ["a path", async () => ({ image_type: "path", image: await gateway.picture("photo.png", picture) })],
  ["bare base64", () => Promise.resolve({ image_type: "base64", image: base64 })],
  ["a data URI", () => Promise.resolve({ image_type: "base64", image: `data:image/png;base64,${base64}` })],
  ["base64 in lines", () => Promise.resolve({ image_type: "base64", image: base64.replace(/(.{76})/gu, "$1\r\n") })],
  [
    "an address",
    () => {
      const { port } = pictureServer.address() as AddressInfo;
      return Promise.resolve({ image_type: "url", image: `http://127.0.0.1:${port}/photo.png` });
    },
  ],
];

test.each(FORMS)("%s is answered 200 with an id and the address of an MP4", async (_name, form) => {
  const [answer, body] = await ask(gateway, { ...(await form()), prompt: "clouds" });
  expect([answer.status, answer.headers.get("x-kinora-model")]).toEqual([200, "fake-motion"]);
  expect(body).toMatchObject({ status: "succeeded", model: "fake-motion", provider: "fake", warnings: [], unmet: [] });
  expect(body.id).toMatch(/^gen_/u);
  expect(body.data.startsWith(`${gateway.url}/artifacts/`)).toBe(true);
  const video = await fetch(body.data);
  expect([video.status, video.headers.get("content-type"), video.headers.get("content-length")]).toEqual([
    200,
    "video/mp4",
    "16",
  ]);
});

test("no prompt is fine, also as null, and the answer holds the public URL where one is set", async () => {
  await using behindProxy = await openGateway({ config: { publicUrl: "https://video.example.com" } });
  const [answer, body] = await ask(behindProxy, { image_type: "base64", image: base64, prompt: null, model: null });
  expect(answer.status).toBe(200);
  expect(body.data).toMatch(/^https:\/\/video\.example\.com\/artifacts\/[\w-]{43}\/[\w.-]+\.mp4$/u);
});

test("AOG's model without a key is stood in for, and the header says by which", async () => {
  const [answer, body] = await ask(gateway, { image_type: "base64", image: base64, model: "wan2.2-i2v-plus" });
  expect([answer.status, answer.headers.get("x-kinora-model")]).toEqual([200, "fake-motion"]);
  expect(body.warnings.map(({ option, code }) => [option, code])).toEqual([["model", "stand_in"]]);
});

test("further options are honoured or listed in warnings, never dropped in silence", async () => {
  const [answer, body] = await ask(gateway, {
    image_type: "base64",
    image: base64,
    duration: 2,
    resolution: "480P",
    seed: 0,
    negative_prompt: "blur",
    stream: false,
    remote_service_provider: "aliyun",
    watermark: true,
  });
  expect(answer.status).toBe(200);
  expect(body.warnings.map(({ option, code }) => [option, code])).toEqual([
    ["stream", "no_effect"],
    ["remote_service_provider", "no_effect"],
    ["watermark", "unknown_field"],
    ["negative_prompt", "unsupported"],
  ]);
  expect(gateway.provider.submitted.at(-1)?.options).toEqual({ duration_seconds: 2, resolution: "480p", seed: 0 });
});

test("strict makes every warning an error", async () => {
  const [answer, body] = await ask(gateway, { image_type: "base64", image: base64, watermark: true, strict: true });
  expect([answer.status, body.business_code]).toEqual([400, 40061]);
});

test("a failed generation is a 4xx or 5xx with the provider's words and the id, never a 200", async () => {
  const [answer, body] = await ask(gateway, { image_type: "base64", image: base64, prompt: "fail" });
  expect([answer.status, body.business_code]).toEqual([422, 40061]);
  expect(body.message).toContain("Not this one.");
  expect(body.id).toMatch(/^gen_/u);
});

test("a request that waits too long is answered 504/40017 with the id, and the same request attaches to the work", async () => {
  await using slow = await openGateway({ holds: true, config: { aogWaitSeconds: 1 } });
  const body = { image_type: "base64", image: base64, prompt: "slow" };
  const [answer, error] = await ask(slow, body);
  expect([answer.status, error.business_code]).toEqual([504, 40017]);
  expect(error.message).toContain(error.id);
  slow.provider.finishAll();
  const [again, done] = await ask(slow, body);
  expect([again.status, done.id]).toEqual([200, error.id]);
  const [next, fresh] = await ask(slow, body);
  expect(next.status).toBe(200);
  expect(fresh.id).not.toBe(error.id);
});

test("a client that leaves does not stop the work, and the same request sent again gets its video", async () => {
  await using slow = await openGateway({ holds: true });
  const body = { image_type: "base64", image: base64, prompt: "left" };
  const leave = new AbortController();
  const left = fetch(`${slow.url}${ROUTE}`, { method: "POST", body: JSON.stringify(body), signal: leave.signal });
  await reached(() => slow.provider.submitted.length === 1);
  leave.abort();
  await expect(left).rejects.toThrow("aborted");
  slow.provider.finishAll();
  await slow.kinora.whenIdle();
  const [answer] = await ask(slow, body);
  expect([answer.status, answer.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
  expect(slow.provider.submitted).toHaveLength(1);
});

test("two equal requests at once make one generation", async () => {
  await using slow = await openGateway({ holds: true });
  const body = { image_type: "base64", image: base64, prompt: "both" };
  const both = [ask(slow, body), ask(slow, body)];
  await reached(() => slow.provider.submitted.length === 1);
  slow.provider.finishAll();
  const [[, first], [, second]] = (await Promise.all(both)) as [[Response, Answer], [Response, Answer]];
  expect(second.id).toBe(first.id);
});

test("the same Idempotency-Key gives the same video again and again", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const body = { image_type: "base64", image: base64, prompt: "key" };
  const [, first] = await ask(gateway, body, headers);
  const [, second] = await ask(gateway, body, headers);
  expect(second.data).toBe(first.data);
  const [other, error] = await ask(gateway, { ...body, prompt: "other" }, headers);
  expect([other.status, error.business_code]).toEqual([422, 40061]);
});

test("closing answers a waiting request 503, with the way to attach", async () => {
  await using slow = await openGateway({ holds: true });
  const waiting = ask(slow, { image_type: "base64", image: base64 });
  await reached(() => slow.provider.submitted.length === 1);
  await slow.kinora.close();
  const [answer, error] = await waiting;
  expect([answer.status, error.business_code]).toEqual([503, 503]);
  expect(error.message).toContain("goes on after its restart");
});

/** Looks again every few milliseconds until it is so; the test's own time limit is the end of it. */
const reached = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await delay(5);
};
