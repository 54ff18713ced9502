import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("the order of keys does not count, the order of a list does", () => {
  expect(canonicalJson({ b: [2, 1], a: { d: null, c: "x" } })).toBe('{"a":{"c":"x","d":null},"b":[2,1]}');
});

test("zero, empty and absent are three texts", () => {
  expect(canonicalJson({ seed: 0 })).toBe('{"seed":0}');
  expect(canonicalJson({ prompt: "" })).toBe('{"prompt":""}');
  expect(canonicalJson({ prompt: undefined } as never)).toBe("{}");
});
