import { Failure } from "@kinora/contract";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createRedactor } from "./redact.ts";

const redactor = createRedactor(["s3cr/t+key", "s3cr/t+key-longer", ""]);

test.each([
  ["the key s3cr/t+key was refused", "the key [redacted] was refused"],
  ["s3cr/t+key-longer", "[redacted]"],
  ["?k=s3cr%2Ft%2Bkey", "?k=[redacted]"],
  [`basic in base64: ${Buffer.from("s3cr/t+key").toString("base64")}`, "basic in base64: [redacted]"],
  ["Authorization: Bearer abcdefgh12345", "Authorization: Bearer [redacted]"],
  ["authorization: key 12345678-abcd:ffff", "authorization: key [redacted]"],
  ["https://user:pa55@example.com/x", "https://[redacted]@example.com/x"],
  [
    "https://s3.example/a.mp4?X-Amz-Credential=AK%2F2026&X-Amz-Signature=abc&x=1",
    "https://s3.example/a.mp4?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&x=1",
  ],
  [
    "https://oss.example/a?Expires=1&OSSAccessKeyId=LT&Signature=q%3D",
    "https://oss.example/a?Expires=1&OSSAccessKeyId=[redacted]&Signature=[redacted]",
  ],
  ["https://blob.example/a?sv=1&sig=abc#t", "https://blob.example/a?sv=1&sig=[redacted]#t"],
  ['{"api_key": "abc", "token":"def", "seed": 0}', '{"api_key": "[redacted]", "token":"[redacted]", "seed": 0}'],
  ["sk-proj-abcdefgh and whsec_abcdefgh", "[redacted] and [redacted]"],
])("%s becomes %s", (text, expected) => expect(redactor.text(text)).toBe(expected));

test.each([
  ["a basic idea about the key frame"],
  ["https://example.com/a@b?page=2&monkey=1"],
  ["the token is missing"],
  ["mail me at a@example.com"],
  [""],
])("%s stays as it is", (text) => expect(redactor.text(text)).toBe(text));

test("headers that are secrets are hidden whole, others are searched", () => {
  const headers = {
    Authorization: "x",
    "X-API-Key": "x",
    Cookie: "x",
    "x-amz-security-token": "x",
    "X-Note": "s3cr/t+key",
  };
  expect(redactor.headers({ ...headers, "content-type": "image/png" })).toEqual({
    authorization: "[redacted]",
    "x-api-key": "[redacted]",
    cookie: "[redacted]",
    "x-amz-security-token": "[redacted]",
    "x-note": "[redacted]",
    "content-type": "image/png",
  });
});

test("an error keeps its name, its code and its causes, and loses the secrets", () => {
  const deepest = Object.assign(new Error("to s3cr/t+key"), { code: "ECONNRESET", request: { key: "s3cr/t+key" } });
  const redacted = redactor.error(new Failure("provider_auth", { detail: "s3cr/t+key is wrong", cause: deepest }));
  expect(redacted).toMatchObject({
    name: "Failure",
    code: "provider_auth",
    message: "[redacted] is wrong",
    cause: { code: "ECONNRESET", message: "to [redacted]" },
  });
  expect(inspect(redacted, { depth: 20, showHidden: true })).not.toMatch(/s3cr/u);
});

test("a long hostile text is searched in a moment", () => {
  const hostile = ["?".repeat(50_000), "//a".repeat(20_000), "&api-key".repeat(10_000), `"${"token".repeat(10_000)}`];
  const started = performance.now();
  for (const text of hostile) redactor.text(text);
  expect(performance.now() - started).toBeLessThan(1000);
});
