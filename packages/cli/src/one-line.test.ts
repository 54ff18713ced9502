import { expect, test } from "vitest";
import { oneLine } from "./one-line.ts";

test.each([
  ["clouds\r\n\tdrift", "clouds drift"],
  ["\u001B]0;owned\u0007\u001B[2Jx", "\uFFFD]0;owned\uFFFD\uFFFD[2Jx"],
  ["\u009B31mred", "\uFFFD31mred"],
  ["abc\u202Egpj.exe", "abc\uFFFDgpj.exe"],
  ["云朵飘动 🌊 e\u0301", "云朵飘动 🌊 e\u0301"],
])("what a terminal would obey is not written to it: %j", (text, shown) => {
  expect(oneLine(text)).toBe(shown);
});
