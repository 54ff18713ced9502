import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(async () => {
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  expect(gateway.provider.submitted).toEqual([]);
  await gateway[Symbol.asyncDispose]();
});

const image = greyPng(32, 24).toString("base64");
const ask = (body: object | string): Promise<Response> => gateway.postJson("/v1/videos", body);
const send = (type: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
  fetch(`${gateway.url}/v1/videos`, { method: "POST", headers: { "content-type": type }, body });
const FORM = "multipart/form-data; boundary=b";
const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const END = "--b--\r\n";

/** Status, the code and the field that is at fault. */
const WRONG: [string, () => Promise<Response>, number, string, string | null][] = [
  ["no picture", () => ask({ prompt: "x" }), 400, "image_missing", "input_reference"],
  ["an empty picture", () => ask({ prompt: "x", input_reference: "" }), 400, "image_missing", "input_reference"],
  [
    "a picture that is none",
    () => ask({ prompt: "x", input_reference: "aGVsbG8=" }),
    415,
    "image_unsupported",
    "input_reference",
  ],
  ["two pictures", () => ask({ prompt: "x", input_reference: image, image }), 400, "bad_option", "input_reference"],
  ["no prompt", () => ask({ input_reference: image }), 400, "bad_option", "prompt"],
  ["a blank prompt", () => ask({ prompt: " ", input_reference: image }), 400, "bad_option", "prompt"],
  [
    "a prompt that is too long",
    () => ask({ prompt: "x".repeat(32_001), input_reference: image }),
    400,
    "bad_option",
    "prompt",
  ],
  ["a prompt that is a list", () => ask({ prompt: ["x"], input_reference: image }), 400, "bad_option", "prompt"],
  ["negative seconds", () => ask({ prompt: "x", seconds: "-4", input_reference: image }), 400, "bad_option", "seconds"],
  ["no seconds at all", () => ask({ prompt: "x", seconds: "0", input_reference: image }), 400, "bad_option", "seconds"],
  [
    "seconds in words",
    () => ask({ prompt: "x", seconds: "four", input_reference: image }),
    400,
    "bad_option",
    "seconds",
  ],
  ["endless seconds", () => ask({ prompt: "x", seconds: 1e9, input_reference: image }), 400, "bad_option", "seconds"],
  [
    "more seconds than the model takes",
    () => ask({ prompt: "x", seconds: "20", input_reference: image }),
    400,
    "bad_option",
    "seconds",
  ],
  [
    "two words for the length",
    () => ask({ prompt: "x", seconds: "4", duration_seconds: 4, input_reference: image }),
    400,
    "bad_option",
    "seconds",
  ],
  ["a size of nothing", () => ask({ prompt: "x", size: "0x0", input_reference: image }), 400, "bad_option", "size"],
  [
    "a size that the model does not make",
    () => ask({ prompt: "x", size: "1920x1080", input_reference: image }),
    400,
    "bad_option",
    "size",
  ],
  [
    "a model that nobody has",
    () => ask({ prompt: "x", model: "gpt-9", input_reference: image }),
    404,
    "model_not_found",
    "model",
  ],
  [
    "a model that is a number",
    () => ask({ prompt: "x", model: 7, input_reference: image }),
    400,
    "bad_option",
    "model",
  ],
  [
    "an option of ours with a wrong value",
    () => ask({ prompt: "x", seed: -1, input_reference: image }),
    400,
    "bad_option",
    "seed",
  ],
  [
    "more unknown fields than anybody reads",
    () =>
      ask({
        prompt: "x",
        input_reference: image,
        ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, 1])),
      }),
    400,
    "bad_request",
    null,
  ],
  [
    "a forbidden address",
    () => ask({ prompt: "x", input_reference: { image_url: "http://169.254.169.254/latest" } }),
    403,
    "image_url_forbidden",
    "input_reference",
  ],
  ["a list instead of an object", () => ask([]), 400, "bad_request", null],
  ["JSON that ends too early", () => ask('{"prompt": "x"'), 400, "bad_request", null],
  ["no body", () => send("application/json", ""), 400, "bad_request", null],
  ["a text", () => send("text/plain", "hello"), 415, "unsupported_media_type", null],
  ["a form without a boundary", () => send("multipart/form-data", part("prompt", "x")), 400, "bad_request", null],
  ["an empty form", () => send(FORM, END), 400, "bad_option", "prompt"],
  ["a form that is cut short", () => send(FORM, part("prompt", "x").slice(0, -4)), 400, "bad_request", null],
  [
    "a form that names a field twice",
    () => send(FORM, part("prompt", "x") + part("prompt", "y") + END),
    400,
    "bad_request",
    null,
  ],
  [
    "a form that reaches for a prototype",
    () => send(FORM, part("a[__proto__][b]", "x") + END),
    400,
    "bad_request",
    null,
  ],
  [
    "a file in another part",
    () => send(FORM, `--b\r\nContent-Disposition: form-data; name="video"; filename="v.mp4"\r\n\r\nx\r\n${END}`),
    400,
    "bad_request",
    null,
  ],
  [
    "fields that are too large together",
    () => send(FORM, part("prompt", "x") + part("a", "y".repeat(30e6)) + part("b", "y".repeat(30e6)) + END),
    413,
    "body_too_large",
    null,
  ],
  [
    "a picture that is too large",
    () => ask({ prompt: "x", input_reference: "A".repeat(46_000_000) }),
    413,
    "image_too_large",
    "input_reference",
  ],
];

test.each(WRONG)("%s is refused in OpenAI's envelope, once and for all", async (...[, wrong, status, code, param]) => {
  const answer = await wrong();
  const body = (await answer.json()) as { error: Record<string, unknown> };
  expect([answer.status, answer.headers.get("x-should-retry"), body.error["code"], body.error["param"]]).toEqual([
    status,
    "false",
    code,
    param,
  ]);
  expect(Object.keys(body.error)).toEqual(["message", "type", "param", "code"]);
  expect(body.error["message"]).toMatch(/\S.*\.$/su);
});

test("a request that ends in the middle of its file makes nothing, and others are served", async () => {
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  const head = `POST /v1/videos HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${FORM}\r\nContent-Length: 100000\r\n\r\n`;
  socket.end(
    `${head}${part("prompt", "x")}--b\r\nContent-Disposition: form-data; name="input_reference"; filename="a.png"\r\n\r\nabc`,
  );
  await text(socket);
  expect((await ask({ prompt: "x" })).status).toBe(400);
});
