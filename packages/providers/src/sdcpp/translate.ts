import type { Warning } from "@kinora/contract";
import { followingSize, frameCountOf } from "../kit/film-shape.ts";
import type { BillableRequest, Order } from "../kit/http-adapter.ts";
import { mapOptions, type OptionMapping } from "../kit/map-options.ts";
import { withoutOwnFields } from "../kit/own-fields.ts";
import type { OutputFormat } from "./answer.ts";
import type { SdcppSettings } from "./settings.ts";

/** Fields that say what is asked: `provider_options` cannot replace them. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  ...["prompt", "negative_prompt", "init_image", "end_image", "seed"],
  ...["width", "height", "video_frames", "fps", "output_format", "output_compression"],
]);

const mapping = {
  negative_prompt: (words) => ({ negative_prompt: words }),
  seed: (seed) => ({ seed }),
  // In `translate`: said whether or not they were asked, or pictures, or without those that are ours.
  duration_seconds: () => ({}),
  resolution: () => ({}),
  fps: () => ({}),
  last_image: () => ({}),
  provider_options: () => ({}),
  aspect_ratio: "unsupported",
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
} satisfies OptionMapping;

/** The server draws one for each job. Without it, each job would have the seed that the server was started with. */
const ANY_SEED = -1;

const warningsOf = (asked: number | undefined, fps: number): Warning[] => {
  if (asked === undefined || asked === fps) return [];
  const message = `The server counts whole frames a second: ${fps} were asked for instead of ${asked}.`;
  return [{ option: "fps", code: "another_rate", message }];
};

/** The order as a job of the sdcpp API. */
export const translate = (
  order: Order,
  settings: SdcppSettings,
  { outputFormat }: { readonly outputFormat: OutputFormat },
): BillableRequest => {
  const { prompt, options, durationSeconds, still, lastStill } = order;
  const fps = Math.max(1, Math.round(options.fps ?? settings.fps));
  const extra = withoutOwnFields(options.provider_options, OWN_FIELDS);
  const json = {
    ...extra.fields,
    seed: ANY_SEED,
    ...mapOptions(mapping, options),
    ...(prompt === undefined ? {} : { prompt }),
    ...followingSize(order),
    video_frames: frameCountOf(durationSeconds, fps),
    fps,
    init_image: still.dataUri(),
    ...(lastStill === undefined ? {} : { end_image: lastStill.dataUri() }),
    output_format: outputFormat,
    output_compression: 100,
  };
  const warnings = [...warningsOf(options.fps, fps), ...extra.warnings];
  return { path: "/sdcpp/v1/vid_gen", body: { json }, warnings };
};
