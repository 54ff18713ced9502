import { expect, test } from "vitest";
import { readProviders } from "./read-providers.ts";

const read = (env: Record<string, string>, file: Parameters<typeof readProviders>[0]["file"] = {}): unknown => {
  const faults: string[] = [];
  const providers = readProviders({ env, file }, faults);
  return faults.length > 0 ? faults.join(" ") : providers;
};

const entry = (changes: object): object => ({
  id: "dashscope",
  kind: "dashscope",
  apiKey: undefined,
  baseUrl: undefined,
  options: {},
  ...changes,
});

test("nothing set: nobody is set up", () => expect(read({ DASHSCOPE_API_KEY: "" })).toEqual([]));

test.each([
  ["DASHSCOPE_API_KEY", "dashscope"],
  ["FAL_KEY", "fal"],
  ["REPLICATE_API_TOKEN", "replicate"],
  ["KINORA_FAL_API_KEY", "fal"],
  ["KINORA_OPENAI_VIDEOS_API_KEY", "openai-videos"],
  // Whatever its kind is: whether there is one of that name is for the providers to say.
  ["KINORA_ACME_2_API_KEY", "acme-2"],
])("a key in %s switches %s on", (variable, id) => {
  expect(read({ [variable]: "sk-made-up" })).toEqual([entry({ id, kind: id, apiKey: "sk-made-up" })]);
});

test("an address in the environment beats the file's, and own servers need no more than one", () => {
  const file = { providers: { comfyui: { kind: "comfyui", base_url: "http://file:8188" } } };
  expect(read({ KINORA_COMFYUI_BASE_URL: "http://gpu:8188" }, file)).toEqual([
    entry({ id: "comfyui", kind: "comfyui", baseUrl: "http://gpu:8188" }),
  ]);
});

test("an entry of the file is an instance of a kind, with a key from the environment and members of its own", () => {
  const file = {
    providers: {
      lab: { kind: "openai-videos", base_url: "http://gpu:8091/v1", max_running: 2, billing: "free" },
      local: { max_running: 1 },
    },
  };
  expect(read({ KINORA_LAB_API_KEY: "sk-made-up" }, file)).toEqual([
    {
      id: "lab",
      kind: "openai-videos",
      apiKey: "sk-made-up",
      baseUrl: "http://gpu:8091/v1",
      options: { billing: "free" },
    },
  ]);
});

test.each([
  [{}, { providers: { Lab: { kind: "x" } } }, /providers\.Lab/u],
  [{}, { providers: { lab: { base_url: "gpu:8091" } } }, /providers\.lab/u],
  [{}, { providers: { lab: 7 } }, /providers\.lab/u],
  [{ FAL_BASE_URL: "nowhere" }, {}, /base URL of fal/u],
])("%j %j is a fault, in a sentence", (env: Record<string, string>, file, words) => {
  expect(read(env, file)).toMatch(words);
});
