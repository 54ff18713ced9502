import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import type { LostSubmit } from "../kit/http-adapter.ts";
import { reconcile } from "./reconcile.ts";

const MODEL = "wan-video/wan-2.5-i2v";
const FROM_MS = Date.parse("2026-11-20T12:00:00Z");
const lost = { plan: { model: MODEL }, fromMs: FROM_MS, toMs: FROM_MS + 60_000 } as LostSubmit;

const made = (id: string, at: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  model: MODEL,
  version: "hidden",
  source: "api",
  created_at: at,
  ...changes,
});

const NEXT = "https://api.replicate.com/v1/predictions?cursor=abc";

/** A list in pages, each with the address of the next, and what was asked of it. */
const listOf = (...pages: unknown[][]): { get(request: { path: string }): Promise<Answer>; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    get: ({ path }) => {
      asked.push(path);
      const results = pages[Math.min(asked.length, pages.length) - 1];
      const next = asked.length < pages.length || pages.length === 1 ? NEXT : null;
      return Promise.resolve({ status: 200, headers: {}, text: "", json: { next, previous: null, results } });
    },
  };
};

const WITHIN = "2026-11-20T12:00:30.123456Z";
const AFTER = "2026-11-20T13:00:00Z";
const BEFORE = "2026-11-20T11:00:00Z";

test("predictions of its model and time are candidates, those of others and of the browser are not", async () => {
  const list = listOf(
    [
      made("later", AFTER),
      made("mine", WITHIN),
      made("other-model", WITHIN, { model: "google/veo-3.1" }),
      made("browser", WITHIN, { source: "web" }),
      made("earlier", BEFORE),
    ],
    [],
  );
  expect(await reconcile(lost, list)).toMatchObject({ kind: "candidates", operations: [{ prediction: "mine" }] });
});

test("the prompt of a prediction is told as long as its input is there", async () => {
  const list = listOf(
    [made("mine", WITHIN, { input: { prompt: "clouds drift" } }), made("old", WITHIN, { input: {} })],
    [],
  );
  expect(await reconcile(lost, list)).toEqual({
    kind: "candidates",
    operations: [{ prediction: "mine" }, { prediction: "old" }],
    prompts: ["clouds drift", null],
  });
});

test("it is read on, below our own base URL, until a page lies wholly before that time", async () => {
  const list = listOf(
    [made("later", AFTER)],
    [made("mine", WITHIN), made("a", BEFORE)],
    [made("b", BEFORE)],
    [made("c", BEFORE)],
  );
  expect(await reconcile(lost, list)).toMatchObject({ kind: "candidates", operations: [{ prediction: "mine" }] });
  expect(list.asked).toEqual(["/v1/predictions", "/v1/predictions?cursor=abc", "/v1/predictions?cursor=abc"]);
});

test("a list that was read to its end without it says that it is absent", async () => {
  expect(await reconcile(lost, listOf([made("later", AFTER)], []))).toEqual({ kind: "absent" });
});

test("a list without an end says nothing, after twenty pages", async () => {
  const list = listOf([made("later", AFTER)]);
  expect(await reconcile(lost, list)).toMatchObject({ kind: "unknown" });
  expect(list.asked).toHaveLength(20);
});
