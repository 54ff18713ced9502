import { BILLINGS, durationFits, modelCapabilitiesSchema, OPTION_NAMES } from "@kinora/contract";
import { z } from "zod";

const modelSchema = modelCapabilitiesSchema
  .refine((model) => model.resolutions.includes(model.default_resolution), "the default resolution is none of its own")
  .refine((model) => durationFits(model, model.default_duration_seconds), "the default duration does not fit its own")
  .refine(
    (model) => model.options.every((option) => (OPTION_NAMES as readonly string[]).includes(option)),
    "it names an option that no request has",
  );

/** What a provider says of itself: data only, fit for a browser. */
export const manifestSchema = z
  .strictObject({
    /** As in `KINORA_<ID>_MAX_RUNNING` and `provider/model`. */
    id: z.string().regex(/^[a-z][a-z0-9-]*$/u),
    title: z.string().min(1),
    billing: z.enum(BILLINGS),
    models: z.array(modelSchema).min(1),
  })
  .refine(
    ({ id, billing, models }) => models.every((model) => model.provider === id && model.billing === billing),
    "a model names another provider or billing",
  )
  .refine(({ models }) => new Set(models.map(({ id }) => id)).size === models.length, "two models have the same id");
export type Manifest = z.infer<typeof manifestSchema>;
