import { z } from "zod";
import { RESOLUTIONS } from "./generation-request.ts";

/** How a provider charges: nothing, for a finished video, or for every accepted submit. */
export const BILLINGS = ["free", "on_success", "on_submit"] as const;
export type Billing = (typeof BILLINGS)[number];

const range = z.strictObject({ min: z.number(), max: z.number() });

/** What a model can do and what it takes, machine readable. */
export const modelCapabilitiesSchema = z.strictObject({
  /** The bare name, as a request gives it. */
  id: z.string(),
  provider: z.string(),
  title: z.string(),
  resolutions: z.array(z.enum(RESOLUTIONS)).min(1),
  default_resolution: z.enum(RESOLUTIONS),
  /** Seconds: any value in a range, or one of a few. */
  durations: z.union([range, z.array(z.number()).min(1)]),
  default_duration_seconds: z.number(),
  fps: z.array(z.number()),
  /** The options that the model honours; every other one is answered with a warning, or refused when strict. */
  options: z.array(z.string()),
  image: z.strictObject({
    media_types: z.array(z.string()),
    max_bytes: z.number(),
    side_px: range,
    alpha: z.boolean(),
    /** Width divided by height; absent where any shape is taken. */
    aspect_ratio: range.optional(),
  }),
  prompt_max_chars: z.number(),
  billing: z.enum(BILLINGS),
  /** US dollars for one second at the default resolution; null when it is not known, 0 when free. */
  usd_per_second: z.number().nullable(),
});
export type ModelCapabilities = z.infer<typeof modelCapabilitiesSchema>;

export const durationFits = ({ durations }: Pick<ModelCapabilities, "durations">, seconds: number): boolean =>
  Array.isArray(durations) ? durations.includes(seconds) : seconds >= durations.min && seconds <= durations.max;

export const modelViewSchema = modelCapabilitiesSchema.extend({
  /** Whether the provider has what it needs to be called (a key, an address). */
  configured: z.boolean(),
});
export type ModelView = z.infer<typeof modelViewSchema>;
