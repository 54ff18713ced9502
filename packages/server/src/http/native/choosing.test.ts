import {
  type Considered,
  generationViewSchema,
  type GenerationView,
  type LogEventView,
  type Problem,
} from "@kinora/contract";
import type { Provider, SubmitOutcome } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeProvider, type FakeProvider, lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

/** A paid provider that says no to each submit. */
const refusing = (outcome: SubmitOutcome): Provider & { submits: number } => {
  const provider = {
    ...createFakeProvider(),
    id: "refusing",
    billing: "on_success" as const,
    submits: 0,
    submit: () => {
      provider.submits += 1;
      return Promise.resolve(outcome);
    },
  };
  const [model] = provider.models;
  if (model === undefined) throw new Error("it has one model");
  return Object.assign(provider, {
    models: [
      { ...model, id: "proud-motion", provider: "refusing", billing: "on_success" as const, usd_per_second: 0.1 },
    ],
  });
};

const no = (code: "provider_auth" | "provider_refused_content"): SubmitOutcome => ({
  kind: "rejected",
  failure: { code, message: "It said no.", providerCode: "E7" },
});

let paid: FakeProvider;
let proud: ReturnType<typeof refusing>;
let gateway: Gateway;
const open = async (outcome: SubmitOutcome = no("provider_auth"), bestModels: string[] = []): Promise<void> => {
  paid = lossyProvider({ losesFirst: false });
  proud = refusing(outcome);
  gateway = await openGateway({ providers: [paid, proud], config: { bestModels } });
};
beforeEach(() => open());
afterEach(() => gateway[Symbol.asyncDispose]());

const image = { base64: greyPng(40, 30).toString("base64") };
const post = (body: object): Promise<Response> =>
  gateway.postJson("/api/v1/generations", { image, ...body }, { prefer: "wait=20" });
const make = async (body: object): Promise<GenerationView> =>
  generationViewSchema.parse(await (await post(body)).json());
const refusalOf = async (body: object): Promise<[number, string, string]> => {
  const answer = await post(body);
  const { code, detail } = (await answer.json()) as Problem;
  return [answer.status, code, detail];
};
const verdicts = (considered: readonly Considered[]): string[] =>
  considered.map(({ model, verdict }) => `${model} ${verdict}`);

/** What the event log says of the choices of a generation that has ended. */
const choices = async (id: string): Promise<LogEventView["data"][]> => {
  const text = await (await fetch(`${gateway.url}/api/v1/generations/${id}/events`)).text();
  const events = [...text.matchAll(/^data: (.*)$/gmu)].map(([, json = ""]) => JSON.parse(json) as LogEventView);
  return events.filter(({ type }) => type === "generation.model_chosen").map(({ data }) => data);
};

test("a refused submit hands the work to the next model, and both choices are explained in the events", async () => {
  const view = await make({ model: "proud-motion", fallback_models: ["lossy-motion", "fake-motion"] });
  expect([view.status, view.model_asked, view.model, view.provider]).toEqual([
    "succeeded",
    "proud-motion",
    "lossy-motion",
    "lossy",
  ]);
  expect(view.warnings).toEqual([
    {
      option: "model",
      code: "fallback",
      message: "proud-motion was not used: It said no. lossy-motion takes its place, as fallback_models asks.",
    },
  ]);
  expect(view.considered).toEqual([
    { model: "proud-motion", provider: "refusing", verdict: "left", reason: "It said no." },
    { model: "lossy-motion", provider: "lossy", verdict: "chosen", reason: "Place 1 in fallback_models." },
    { model: "fake-motion", provider: "fake", verdict: "fallback", reason: "Place 2 in fallback_models." },
  ]);
  const [first, second] = await choices(view.id);
  expect(first).toMatchObject({
    model: "proud-motion",
    considered: [{ verdict: "chosen", reason: "It was asked for by its name." }, {}, {}],
  });
  expect(second).toMatchObject({ model: "lossy-motion", considered: view.considered });
  expect([proud.submits, paid.submitted.length]).toEqual([1, 1]);
  expect(view.cost).toEqual({ estimate_usd: 0.2, held_usd: 0, settled_usd: 0.2, native: null });
});

test("content that was refused is not carried to the next model", async () => {
  await gateway[Symbol.asyncDispose]();
  await open(no("provider_refused_content"));
  const view = await make({ model: "proud-motion", fallback_models: ["fake-motion"] });
  expect([view.status, view.error?.code]).toEqual(["failed", "provider_refused_content"]);
  expect(gateway.provider.submitted).toEqual([]);
});

test("a submit of unknown outcome waits for a person, whatever other models were named", async () => {
  await gateway[Symbol.asyncDispose]();
  await open({ kind: "ambiguous", detail: "reset" });
  const view = await make({ model: "proud-motion", fallback_models: ["fake-motion"] });
  expect(view.status).toBe("needs_review");
  expect(gateway.provider.submitted).toEqual([]);
});

test("a model that cannot do it, or is not set up, is passed over before anything is sent", async () => {
  const view = await make({ model: "wan2.2-i2v-plus", fallback_models: ["lossy-motion"], duration_seconds: 3 });
  expect([view.model, view.considered.map(({ reason }) => reason)]).toEqual([
    "lossy-motion",
    [
      "Place 1 in fallback_models.",
      expect.stringContaining("wan2.2-i2v-plus is a model of keyless, which is not set up here") as string,
    ],
  ]);
  expect(view.warnings.map(({ code }) => code)).toEqual(["fallback"]);
});

test("the embedded engine stands in only when no named model can be used", async () => {
  const view = await make({ model: "wan2.2-i2v-plus", fallback_models: ["proud-motion"], max_cost_usd: 0.1 });
  expect([view.model, view.warnings.map(({ code }) => code)]).toEqual(["fake-motion", ["stand_in"]]);
});

test("a name that nobody has is refused, wherever in the chain it stands", async () => {
  expect((await refusalOf({ model: "fake-motion", fallback_models: ["wan9"] })).slice(0, 2)).toEqual([
    404,
    "model_not_found",
  ]);
});

test("where none fits, the reason of each is said", async () => {
  const asked = { model: "lossy-motion", fallback_models: ["proud-motion"], resolution: "2160p" };
  expect(await refusalOf(asked)).toEqual([
    400,
    "bad_option",
    "No model fits. lossy-motion: resolution 2160p does not fit lossy-motion: it takes 480p, 720p. proud-motion: resolution 2160p does not fit proud-motion: it takes 480p, 720p.",
  ]);
});

test("a budget that is spent leaves the paid models, and the free one makes it", async () => {
  await fetch(`${gateway.url}/api/v1/budgets`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ day_usd: 0.1 }),
  });
  const view = await make({ model: "lossy-motion", fallback_models: ["fake-motion"] });
  expect([view.status, view.model, paid.submitted.length]).toEqual(["succeeded", "fake-motion", 0]);
  expect((await refusalOf({ model: "lossy-motion", fallback_models: ["proud-motion"] })).slice(0, 2)).toEqual([
    402,
    "over_budget",
  ]);
});

test.each([
  [{ prefer: "cheapest" }, "fake-motion"],
  [{ prefer: "cheapest", hybrid_policy: "always_remote" }, "lossy-motion"],
  [{ prefer: "best" }, "proud-motion"],
  [{ prefer: "best", max_cost_usd: 0.3 }, "lossy-motion"],
])("auto with %j is %s", async (body, model) => {
  const answer = await gateway.postJson("/api/v1/quote", body);
  const { quotes } = (await answer.json()) as { quotes: { model: string; order: number | null }[] };
  expect(quotes.filter(({ order }) => order === 1).map((quote) => quote.model)).toEqual([model]);
  expect(quotes[0]?.order).toBe(1);
});

test("fastest goes by finished runs, and says so; what was passed over is in the events", async () => {
  await make({ model: "lossy-motion" });
  const view = await make({ prefer: "fastest", prompt: "again" });
  expect(view.model).toBe("lossy-motion");
  expect(view.considered[0]?.reason).toMatch(/^fastest: usually \d+\.\d s\.$/u);
  const [choice] = await choices(view.id);
  expect(verdicts(choice?.["considered"] as Considered[])).toEqual([
    "lossy-motion chosen",
    "fake-motion left",
    "proud-motion left",
  ]);
});

test("what this installation ranks best comes first", async () => {
  await gateway[Symbol.asyncDispose]();
  await open(no("provider_auth"), ["lossy/lossy-motion"]);
  const view = await make({ prefer: "best" });
  expect([view.model, view.considered[0]?.reason]).toEqual(["lossy-motion", "best: place 1 in KINORA_BEST_MODELS."]);
});

test("prefer beside a named model says nothing, and the caller is told; a model that is preferred honours all that is asked", async () => {
  const named = await make({ model: "fake-motion", prefer: "best" });
  expect(named.warnings.map(({ option, code }) => `${option} ${code}`)).toEqual(["prefer unused"]);
  expect(await refusalOf({ prefer: "cheapest", negative_prompt: "blur" })).toEqual([
    400,
    "unsupported_option",
    expect.stringContaining("lossy-motion does not know negative_prompt") as string,
  ]);
});
