import { fileURLToPath } from "node:url";
import type { JsonObject } from "@kinora/contract";
import type { FakeUpstream } from "../fake-upstream/index.ts";

/** A provider that the run uses, and how the server is told that it lies at the fake. */
export interface Upstream {
  readonly dialect: string;
  /** Several: a list names no prompt, so unknown submits are told apart by their models. */
  readonly models: readonly string[];
  readonly environment: (fake: FakeUpstream) => Readonly<Record<string, string>>;
  /** One's own machine: what was interrupted may be made again, and nobody is asked about it. */
  readonly isFree?: true;
  /** Its film is no MP4, so ours is made of it. */
  readonly isConverted?: true;
  /** What a person stores of it with the server that runs, in place of the environment. */
  readonly stored?: (fake: FakeUpstream) => JsonObject;
  /** Its name and entry in `kinora.json`, where it needs one. */
  readonly entry?: (fake: FakeUpstream) => [string, JsonObject];
}

const WORKFLOW = fileURLToPath(new URL("../../packages/providers/src/comfyui/__fixtures__/wan.json", import.meta.url));

export const UPSTREAMS: readonly Upstream[] = [
  {
    dialect: "dashscope",
    models: [
      "wan2.2-i2v-plus",
      "wan2.2-i2v-flash",
      "wan2.5-i2v-preview",
      "wan2.6-i2v",
      "wan2.6-i2v-flash",
      "wan2.7-i2v",
      "wanx2.1-i2v-turbo",
      "wanx2.1-i2v-plus",
    ],
    environment: (fake) => ({
      DASHSCOPE_API_KEY: fake.key,
      DASHSCOPE_BASE_URL: fake.urlOf("dashscope"),
      KINORA_DASHSCOPE_MAX_RUNNING: "40",
    }),
  },
  {
    dialect: "replicate",
    models: ["replicate/wan-video/wan-2.5-i2v", "replicate/wan-video/wan-2.2-i2v-a14b"],
    environment: () => ({ KINORA_REPLICATE_MAX_RUNNING: "40" }),
    stored: (fake) => ({ api_key: fake.key, base_url: fake.urlOf("replicate") }),
  },
  {
    // A reseller, whose work is paid for.
    dialect: "openai-videos",
    models: ["seller/wan2.2-i2v", "seller/another"],
    environment: (fake) => ({ KINORA_SELLER_API_KEY: fake.key }),
    entry: (fake) => [
      "seller",
      {
        kind: "openai-videos",
        base_url: `${fake.urlOf("openai-videos")}/v1`,
        billing: "on_success",
        max_running: 40,
      },
    ],
  },
  {
    // No list to look at: what is unknown stays unknown.
    dialect: "fal",
    models: ["fal/fal-ai/wan/v2.6/image-to-video"],
    environment: (fake) => ({
      FAL_KEY: fake.key,
      FAL_BASE_URL: fake.urlOf("fal"),
      KINORA_FAL_MAX_RUNNING: "20",
    }),
  },
  {
    dialect: "comfyui",
    isFree: true,
    models: ["comfyui/wan"],
    environment: () => ({}),
    entry: (fake) => [
      "comfyui",
      { kind: "comfyui", base_url: fake.urlOf("comfyui"), templates: { wan: WORKFLOW }, max_running: 20 },
    ],
  },
  {
    // No list, and a film that is no MP4.
    dialect: "sdcpp",
    isFree: true,
    isConverted: true,
    models: ["sdcpp/wan2.2-5b"],
    environment: () => ({}),
    entry: (fake) => ["sdcpp", { kind: "sdcpp", base_url: fake.urlOf("sdcpp"), model: "wan2.2-5b", max_running: 20 }],
  },
];
