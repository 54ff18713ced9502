import { expect, test } from "vitest";
import { assertShallow, parseJson } from "./parse-json.ts";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

test.each([65, 5_000, 100_000])("what is nested %i levels deep is refused before anything calls itself", (levels) => {
  expect(() => parseJson(nested(levels))).toThrow("nested more than 64 levels deep");
  expect(() => assertShallow({ metadata: JSON.parse(nested(levels)) as unknown })).toThrow("64 levels");
});

test("what is nested 64 levels deep is read as it is", () => {
  expect(parseJson(nested(64))).toEqual(JSON.parse(nested(64)));
});
