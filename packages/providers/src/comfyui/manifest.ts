import { type ModelCapabilities, type OptionName, RESOLUTIONS } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";
import type { NamedTemplate } from "./settings.ts";
import { extraMarks } from "./template.ts";

/** Which options a template honours: those whose marks it has. */
const optionsOf = (template: NamedTemplate): OptionName[] => {
  const { marks } = template;
  const given = (option: OptionName, ...needed: string[]): OptionName[] =>
    needed.some((mark) => marks.has(mark)) ? [option] : [];
  return [
    ...given("negative_prompt", "negative_prompt"),
    ...given("duration_seconds", "seconds", "frames"),
    ...(marks.has("width") && marks.has("height") ? (["resolution"] as const) : []),
    ...given("seed", "seed"),
    ...given("last_image", "last_image"),
    ...(extraMarks(template).length > 0 ? (["provider_options"] as const) : []),
  ];
};

const modelOf = (provider: string, template: NamedTemplate): ModelCapabilities => ({
  id: template.name,
  provider,
  title: `${template.name}, a ComfyUI workflow`,
  resolutions: [...RESOLUTIONS],
  default_resolution: "480p",
  durations: { min: 0.25, max: template.maxSeconds },
  default_duration_seconds: template.defaultSeconds,
  fps: [],
  options: optionsOf(template),
  // What Pillow reads there; larger pictures are scaled by the workflow.
  image: {
    media_types: ["image/jpeg", "image/png", "image/webp"],
    max_bytes: 64 * 1024 * 1024,
    side_px: { min: 16, max: 8192 },
    alpha: false,
  },
  prompt_max_chars: 20_000,
  billing: "free",
  usd_per_second: null,
});

/** A ComfyUI server of one's own: its models are the templates. */
export const comfyuiManifest = (id: string, templates: readonly NamedTemplate[]): Manifest => ({
  id,
  title: "ComfyUI",
  billing: "free",
  models: templates.map((template) => modelOf(id, template)),
  ...(templates.length === 0
    ? {}
    : {
        prices: [
          {
            models: templates.map(({ name }) => name),
            per: "second",
            amount: 0,
            currency: "USD",
            read: "2026-11-23",
          },
        ],
      }),
});
