import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import { readBase64 } from "./read-base64.ts";

const MAX = 100;
const codeOf = (text: string): string => {
  try {
    return readBase64(text, MAX).toString("utf8");
  } catch (error) {
    return error instanceof Failure ? error.code : "another error";
  }
};

test.each([
  ["aGVsbG8=", "hello"],
  ["data:image/png;base64,aGVsbG8=", "hello"],
  ["DATA:image/png;charset=x;BASE64,aGVsbG8=", "hello"],
  ["data:;base64,aGVsbG8=", "hello"],
  ["  aGVs\r\nbG8=\n", "hello"],
  ["", ""],
])("%j is %j", (text, bytes) => expect(codeOf(text)).toBe(bytes));

test.each([
  "aGVsbG8",
  "aGVsbG8==",
  "aGVs-G8_",
  "aGVs!bG8=",
  "a=GVsbG8",
  "data:image/png,aGVsbG8=",
  "data:image/png;base64;aGVsbG8=",
  "http://127.0.0.1/",
])("%j is refused", (text) => expect(codeOf(text)).toBe("image_unreadable"));

test("more bytes than are taken are refused before they are decoded", () => {
  expect(codeOf("A".repeat(140))).toBe("image_too_large");
  expect(codeOf(Buffer.alloc(100).toString("base64"))).toBe("\0".repeat(100));
});
