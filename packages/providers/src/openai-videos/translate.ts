import type { JsonObject, Warning } from "@kinora/contract";
import type { FormPart } from "@kinora/net";
import type { BillableRequest, Order } from "../kit/http-adapter.ts";
import { mapOptions, type OptionMapping } from "../kit/map-options.ts";
import type { OpenAiVideosSettings } from "./settings.ts";

/** Fields that say what is asked: `provider_options` cannot replace them. */
const OWN_FIELDS: ReadonlySet<string> = new Set(["model", "prompt", "seconds", "size", "input_reference"]);

const mapping: OptionMapping = {
  negative_prompt: (words) => ({ negative_prompt: words }),
  seed: (seed) => ({ seed }),
  fps: (fps) => ({ fps }),
  // In `partsOf`: said whether or not they were asked.
  duration_seconds: () => ({}),
  resolution: () => ({}),
  provider_options: (extra) => extra,
  aspect_ratio: "unsupported",
  last_image: "unsupported",
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
};

/** Video models want sides that are multiples of this. */
const SIDE_STEP_PX = 16;

const stepped = (side: number): number => Math.max(SIDE_STEP_PX, SIDE_STEP_PX * Math.round(side / SIDE_STEP_PX));

/** The still's own shape, its short side as the resolution says. */
const followingSize = ({ still, resolution }: Order): string => {
  const scale = Number.parseInt(resolution, 10) / Math.min(still.width, still.height);
  return `${stepped(still.width * scale)}x${stepped(still.height * scale)}`;
};

const sidesOf = (size: string): readonly [number, number] => {
  const [width = 1, height = 1] = size.split("x").map(Number);
  return [width, height];
};

/** Of the sizes that there are, the one nearest in shape, then in lines. */
const nearestSize = ({ still, resolution }: Order, sizes: readonly string[]): string | undefined => {
  const lines = Number.parseInt(resolution, 10);
  const distance = (size: string): number => {
    const [width, height] = sidesOf(size);
    const shape = Math.abs(Math.log((width / height) * (still.height / still.width)));
    return 10 * shape + Math.abs(Math.log(Math.min(width, height) / lines));
  };
  return sizes.toSorted((one, other) => distance(one) - distance(other))[0];
};

/** A shape that differs by more than this is seen. */
const SAME_SHAPE = 0.02;

const warningsOf = ({ still, resolution, options }: Order, size: string): Warning[] => {
  const [width, height] = sidesOf(size);
  const warnings: Warning[] = [];
  if (
    Math.abs(Math.log((width / height) * (still.height / still.width))) >
    SAME_SHAPE + SIDE_STEP_PX / Math.min(width, height)
  ) {
    warnings.push({
      option: "image",
      code: "another_shape",
      message: `A picture of ${still.width} x ${still.height} was sent for a video of ${size}: this provider has no size of its shape.`,
    });
  }
  if (Math.abs(Math.min(width, height) - Number.parseInt(resolution, 10)) > SIDE_STEP_PX) {
    warnings.push({
      option: "resolution",
      code: "another_size",
      message: `${size} was asked for instead of ${resolution}: this provider has no such size.`,
    });
  }
  for (const name of Object.keys(options.provider_options ?? {}).filter((one) => OWN_FIELDS.has(one))) {
    warnings.push({
      option: `provider_options.${name}`,
      code: "own_field",
      message: `${name} says what the request itself says: it was left out of provider_options.`,
    });
  }
  return warnings;
};

/** A form has only texts. */
const partOf = ([name, value]: readonly [string, unknown]): FormPart => ({
  name,
  value: typeof value === "string" ? value : JSON.stringify(value),
});

const withoutOwn = (fields: JsonObject): [string, unknown][] =>
  Object.entries(fields).filter(([name]) => !OWN_FIELDS.has(name));

/** The order as a form, with the still as a file: the one form that every server of this shape takes. */
export const translate = (order: Order, { sizes }: OpenAiVideosSettings): BillableRequest => {
  const { model, prompt, options, durationSeconds, still } = order;
  const size = nearestSize(order, sizes) ?? followingSize(order);
  const fields = {
    model: model.id,
    ...(prompt === undefined ? {} : { prompt }),
    seconds: String(durationSeconds),
    size,
  };
  const file = { name: "input_reference", fileName: still.fileName, contentType: still.mediaType, bytes: still.bytes };
  const form = [...Object.entries(fields).map(partOf), ...withoutOwn(mapOptions(mapping, options)).map(partOf), file];
  return { path: "/v1/videos", body: { form }, warnings: warningsOf(order, size) };
};
