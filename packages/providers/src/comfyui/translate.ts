import { Failure, type JsonObject, type Warning } from "@kinora/contract";
import { followingSize, frameCountOf, seedOf } from "../kit/film-shape.ts";
import type { FittedStill } from "../kit/fit-still.ts";
import type { BillableRequest, Call, Order } from "../kit/http-adapter.ts";
import { mapOptions, type OptionMapping } from "../kit/map-options.ts";
import { readUpload } from "./answer.ts";
import type { NamedTemplate } from "./settings.ts";
import { extraMarks, fillTemplate, type MarkValues } from "./template.ts";

/** Into the server's input folder, under a name of the attempt: a second try replaces its own file and no other. */
const uploaded = async (still: FittedStill, name: string, call: Pick<Call, "send">): Promise<string> => {
  const { bytes, mediaType } = still;
  const form = [
    { name: "image", fileName: `${name}.${mediaType.replace("image/", "")}`, contentType: mediaType, bytes },
    { name: "type", value: "input" },
    { name: "overwrite", value: "true" },
  ];
  return readUpload(await call.send("POST", { path: "/upload/image", body: { form } }));
};

const mapping = {
  negative_prompt: (text) => ({ negative_prompt: text }),
  seed: (seed) => ({ seed }),
  provider_options: "unsupported",
  // In `valuesOf`: they are said although nobody asked.
  duration_seconds: () => ({}),
  resolution: () => ({}),
  // In `translate`: it is a picture.
  last_image: () => ({}),
  aspect_ratio: "unsupported",
  fps: "unsupported",
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
} satisfies OptionMapping;

const valuesOf = (order: Order, { fps }: NamedTemplate): MarkValues => ({
  ...followingSize(order),
  // ComfyUI makes nothing anew of what it has made already: so without a seed each attempt has one of its own.
  seed: seedOf(order.plan.attemptId),
  seconds: order.durationSeconds,
  frames: frameCountOf(order.durationSeconds, fps),
  fps,
  ...(order.prompt === undefined ? {} : { prompt: order.prompt }),
  ...mapOptions(mapping, order.options),
});

const extrasOf = (
  order: Order,
  template: NamedTemplate,
): { readonly known: JsonObject; readonly warnings: Warning[] } => {
  const marks = new Set(extraMarks(template));
  const given = Object.entries(order.options.provider_options ?? {});
  const warnings = given
    .filter(([name]) => !marks.has(name))
    .map(([name]): Warning => ({
      option: `provider_options.${name}`,
      code: "not_supported",
      message: `The template ${template.name} has no mark {{${name}}} that provider_options may fill: it was left out.`,
    }));
  return { known: Object.fromEntries(given.filter(([name]) => marks.has(name))), warnings };
};

/** The order as the template's workflow. `prompt_id` is ours: so it can be asked for whatever becomes of the answer. */
export const translate = async (
  order: Order,
  template: NamedTemplate,
  call: Pick<Call, "send">,
): Promise<BillableRequest> => {
  const { plan, still, lastStill } = order;
  const needsLast = template.marks.has("last_image");
  if (needsLast && lastStill === undefined) {
    throw new Failure("bad_option", { detail: `The template ${template.name} needs a last_image.` });
  }
  const { known, warnings } = extrasOf(order, template);
  const workflow = fillTemplate(template, {
    ...valuesOf(order, template),
    ...known,
    image: await uploaded(still, `kinora-${plan.attemptId}`, call),
    ...(lastStill && { last_image: await uploaded(lastStill, `kinora-${plan.attemptId}-last`, call) }),
  });
  const json = { prompt: workflow, prompt_id: plan.attemptId, client_id: plan.attemptId };
  return { path: "/prompt", body: { json }, warnings };
};
