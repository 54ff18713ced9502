import { generationRequestSchema, jsonObjectSchema } from "@kinora/contract";
import { expect, test } from "vitest";
import { parseWith } from "./parse-with.ts";

const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));

test.each([65, 5_000, 100_000])("what is nested %i levels deep is refused before anything calls itself", (levels) => {
  const deep = { metadata: { a: nested(levels) } };
  expect(() => parseWith(jsonObjectSchema, deep)).toThrow("nested deeper than 64 levels");
  expect(() => parseWith(generationRequestSchema, { image: { url: "https://example.com/a.jpg" }, ...deep })).toThrow(
    "nested deeper than 64 levels",
  );
});

test("what is nested as deep as anybody writes, and wide, is taken", () => {
  const value = { a: nested(50), b: Array.from({ length: 50_000 }, (_, index) => index) };
  expect(parseWith(jsonObjectSchema, value)).toEqual(value);
});
