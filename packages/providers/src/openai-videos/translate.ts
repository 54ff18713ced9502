import type { Warning } from "@kinora/contract";
import type { FormPart } from "@kinora/net";
import { followingSize, SIDE_STEP_PX } from "../kit/film-shape.ts";
import type { BillableRequest, Order } from "../kit/http-adapter.ts";
import { mapOptions, type OptionMapping } from "../kit/map-options.ts";
import { withoutOwnFields } from "../kit/own-fields.ts";
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
  // In `translate`: without those that are ours.
  provider_options: () => ({}),
  aspect_ratio: "unsupported",
  last_image: "unsupported",
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
};

const sizeInWords = ({ width, height }: { readonly width: number; readonly height: number }): string =>
  `${width}x${height}`;

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

const warningsOf = ({ still, resolution }: Order, size: string): Warning[] => {
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
  return warnings;
};

/** A form has only texts. */
const partOf = ([name, value]: readonly [string, unknown]): FormPart => ({
  name,
  value: typeof value === "string" ? value : JSON.stringify(value),
});

/** The order as a form, with the still as a file: the one form that every server of this shape takes. */
export const translate = (order: Order, { sizes }: OpenAiVideosSettings): BillableRequest => {
  const { model, prompt, options, durationSeconds, still } = order;
  const size = nearestSize(order, sizes) ?? sizeInWords(followingSize(order));
  const fields = {
    model: model.id,
    ...(prompt === undefined ? {} : { prompt }),
    seconds: String(durationSeconds),
    size,
  };
  const file = { name: "input_reference", fileName: still.fileName, contentType: still.mediaType, bytes: still.bytes };
  const extra = withoutOwnFields(options.provider_options, OWN_FIELDS);
  const parts = Object.entries({ ...mapOptions(mapping, options), ...extra.fields, ...fields }).map(partOf);
  return {
    path: "/v1/videos",
    body: { form: [...parts, file] },
    warnings: [...warningsOf(order, size), ...extra.warnings],
  };
};
