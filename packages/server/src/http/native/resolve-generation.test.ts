import { generationViewSchema, type GenerationView, type Problem } from "@kinora/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeProvider, keylessProvider, lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { ROUTE_EXAMPLES } from "../openapi/route-examples.ts";
import { greyPng } from "../../testing/pictures.ts";

let lossy: FakeProvider;
let gateway: Gateway;
beforeEach(async () => {
  lossy = lossyProvider();
  gateway = await openGateway({ providers: [lossy] });
});
afterEach(() => gateway[Symbol.asyncDispose]());

const viewOf = async (answer: Response): Promise<GenerationView> => generationViewSchema.parse(await answer.json());

/** A generation whose submit was lost. */
const lost = async (): Promise<GenerationView> => {
  const image = { base64: greyPng(40, 30).toString("base64") };
  const body = { image, model: "lossy-motion", prompt: "clouds" };
  return viewOf(await gateway.postJson("/api/v1/generations", body, { prefer: "wait=20" }));
};
const resolve = (id: string, body: unknown): Promise<Response> =>
  gateway.postJson(`/api/v1/generations/${id}/resolve`, body);
const settled = async (id: string): Promise<GenerationView> =>
  viewOf(await fetch(`${gateway.url}/api/v1/generations/${id}?wait=20`));
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as Problem).code,
];

test("a lost submit waits for a person, who is told what was tried and what each way out means for money", async () => {
  const { status, review } = await lost();
  expect(status).toBe("needs_review");
  expect(review?.tried).toEqual(["the connection was reset"]);
  expect(review?.choices.map(({ action, billing }) => [action, billing.slice(0, 23)])).toEqual([
    ["attach", "Nothing new is billed: "],
    ["give_up", "Nothing new is billed, "],
    ["resubmit", "A second task is sent: "],
  ]);
});

test("attach follows the task that the person names, sends nothing, and the log says who decided", async () => {
  const { id } = await lost();
  const answer = await resolve(id, { action: "attach", task_id: "task-1" });
  expect(answer.status).toBe(200);
  expect(await settled(id)).toMatchObject({ status: "succeeded", review: null });
  expect(lossy.submitted).toHaveLength(1);
  const events = await (await fetch(`${gateway.url}/api/v1/generations/${id}/events`)).text();
  expect(events).toContain('"action":"attach"');
});

test("give_up ends it as a failure that says that it may be billed", async () => {
  const { id } = await lost();
  const view = await viewOf(await resolve(id, ROUTE_EXAMPLES.resolveGeneration.body));
  expect(view).toMatchObject({ status: "failed", error: { code: "outcome_unknown" } });
  expect(view.error?.message).toContain("may be billed");
  expect(lossy.submitted).toHaveLength(1);
});

test("resubmit sends it once more", async () => {
  const { id } = await lost();
  expect((await resolve(id, { action: "resubmit" })).status).toBe(200);
  expect((await settled(id)).status).toBe("succeeded");
  expect(lossy.submitted).toHaveLength(2);
});

test.each([
  ["a task that the provider does not know", { action: "attach", task_id: "task-404" }, [422, "state_conflict"]],
  ["a task while the provider does not answer", { action: "attach", task_id: "task-9" }, [504, "provider_timeout"]],
  ["what cannot be a task", { action: "attach", task_id: "../x" }, [400, "bad_option"]],
  ["a task that is not named", { action: "attach" }, [400, "bad_option"]],
  ["an action that is none", { action: "forget" }, [400, "bad_option"]],
  ["no body", "", [400, "bad_request"]],
] as const)("%s is refused, and the generation still waits", async (_name, body, refusal) => {
  const { id } = await lost();
  expect(await codeOf(await resolve(id, body))).toEqual(refusal);
  expect((await settled(id)).status).toBe("needs_review");
});

test("a task that another generation has is refused", async () => {
  const first = await lost();
  await resolve(first.id, { action: "attach", task_id: "task-1" });
  await settled(first.id);
  lossy.submitted.length = 0;
  const second = await lost();
  expect(await codeOf(await resolve(second.id, { action: "attach", task_id: "task-1" }))).toEqual([
    422,
    "state_conflict",
  ]);
});

test("what does not wait for a person cannot be resolved, nor what is not there", async () => {
  const { id } = await lost();
  await resolve(id, { action: "give_up" });
  expect(await codeOf(await resolve(id, { action: "resubmit" }))).toEqual([422, "state_conflict"]);
  expect(await codeOf(await resolve("gen_01kb5w0000000000000000000a", { action: "give_up" }))).toEqual([
    404,
    "generation_not_found",
  ]);
});

test("a task of a provider that lost its key is refused until it has one again", async () => {
  const { id } = await lost();
  Object.assign(lossy, { configured: keylessProvider("x").configured });
  expect(await codeOf(await resolve(id, { action: "attach", task_id: "task-1" }))).toEqual([
    404,
    "model_not_configured",
  ]);
});
