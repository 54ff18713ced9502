import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Failure, failureOf, FAILURES, type FailureCode } from "@kinora/contract/words";
import { ServerUnreachable } from "@kinora/sdk";
import { expect, test } from "vitest";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { toldOf } from "./told.tsx";

const EN = { words: english, language: "en" } as const;
const ZH = { words: chinese, language: "zh" } as const;
const CODES = Object.keys(FAILURES) as FailureCode[];

test.each(CODES)("%s has words of its own in both languages", (code) => {
  const failure = new Failure(code);
  expect(toldOf(failure, EN)).toEqual({ sentence: FAILURES[code].say });
  const { sentence, detail } = toldOf(failure, ZH);
  expect(sentence).toMatch(/\p{Script=Han}{3}.*。$/u);
  expect(detail).toBe(undefined);
  const others = CODES.filter((one) => one !== code).map((one) => toldOf(new Failure(one), ZH).sentence);
  expect(others).not.toContain(sentence);
});

test("what the server says of the very case stays: beside the Chinese sentence, and alone in English", () => {
  const detail = "duration_seconds: 40 is more than 30.";
  const failure = new Failure("bad_option", { detail });
  expect(toldOf(failure, EN)).toEqual({ sentence: detail });
  expect(toldOf(failure, ZH)).toEqual({ sentence: "有一个选项的值不能用。", detail });
});

test("a code that the page does not know falls back to the server's text", () => {
  const newer = { code: "too_dark", detail: "The picture is too dark.", type: "", title: "", status: 422 };
  expect([EN, ZH].map((speech) => toldOf(failureOf(newer), speech))).toEqual([
    { sentence: newer.detail },
    { sentence: newer.detail },
  ]);
});

test("a server that does not answer is no refusal, and is worded too", () => {
  const gone = new ServerUnreachable("http://127.0.0.1:1", undefined);
  expect(toldOf(gone, ZH).sentence).toContain("没有回应");
  expect(toldOf(gone, EN).sentence).toContain("does not answer");
});

test("no feature shows an error past these words", async () => {
  const features = fileURLToPath(new URL("../features/", import.meta.url));
  const files = (await readdir(features, { recursive: true })).filter((name) => name.endsWith(".tsx"));
  const shown = await Promise.all(
    files.map(async (name) => [name, /\{[^{}]*rror\??\.message/u.exec(await readFile(features + name, "utf8"))?.[0]]),
  );
  expect(shown.filter(([, found]) => found !== undefined)).toEqual([]);
});
