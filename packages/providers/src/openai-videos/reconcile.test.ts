import type { SubmitPlan } from "@kinora/domain";
import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import { reconcile } from "./reconcile.ts";

const FROM_MS = 1_790_000_000_500;
const lost = { plan: { model: "wan" } as SubmitPlan, fromMs: FROM_MS, toMs: FROM_MS + 60_000 };

interface Page {
  readonly data: readonly object[];
  readonly has_more?: boolean;
  readonly last_id?: string;
}

const listOf = (...pages: Page[]): { get: (request: { path: string }) => Promise<Answer>; asked: string[] } => {
  const asked: string[] = [];
  const get = ({ path }: { path: string }): Promise<Answer> => {
    asked.push(path);
    return Promise.resolve({ status: 200, headers: {}, text: "", json: pages[asked.length - 1] });
  };
  return { get, asked };
};

const video = (id: string, seconds: number, facts: object = {}): object => ({
  id,
  model: "wan",
  created_at: 1_790_000_000 + seconds,
  ...facts,
});

test("videos of its model and time are candidates with their prompts; a model that is not named may be it", async () => {
  const data = [
    video("later", 120),
    video("mine", 30, { prompt: "clouds" }),
    video("nameless", 0, { model: undefined }),
    video("other", 30, { model: "veo" }),
    video("earlier", -5),
  ];
  expect(await reconcile(lost, listOf({ data }))).toEqual({
    kind: "candidates",
    operations: [{ video: "mine" }, { video: "nameless" }],
    prompts: ["clouds", null],
  });
});

test("it is read on until a page lies before that time", async () => {
  const list = listOf(
    { data: [video("later", 120)], has_more: true, last_id: "later" },
    { data: [video("earlier", -5)], has_more: true, last_id: "earlier" },
  );
  expect(await reconcile(lost, list)).toEqual({ kind: "absent" });
  expect(list.asked).toEqual(["/v1/videos?limit=100&order=desc", "/v1/videos?limit=100&order=desc&after=later"]);
});

test("a list that has more and does not say from where tells nothing", async () => {
  const outcome = await reconcile(lost, listOf({ data: [video("later", 120)], has_more: true }));
  expect(outcome).toMatchObject({ kind: "unknown" });
});
