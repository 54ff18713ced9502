import { BILLINGS, durationFits, modelCapabilitiesSchema, OPTION_NAMES } from "@kinora/contract";
import { z } from "zod";
import { priceRowSchema } from "./prices.ts";

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
    /** May be empty where requests name models that nobody can list. */
    models: z.array(modelSchema),
    /** The variable that holds its key, and where a person gets one; absent where it needs none. */
    key: z.strictObject({ variable: z.string(), page: z.url() }).optional(),
    /** Where it can be reached, the usual one first; a key is of one region. Absent where only the user knows. */
    regions: z.array(z.strictObject({ id: z.string(), title: z.string(), base_url: z.url() })).optional(),
    /** The vendor's price list: the first line that holds counts. */
    prices: z.array(priceRowSchema).optional(),
  })
  .refine(
    ({ id, billing, models }) => models.every((model) => model.provider === id && model.billing === billing),
    "a model names another provider or billing",
  )
  .refine(({ models }) => new Set(models.map(({ id }) => id)).size === models.length, "two models have the same id")
  .refine(
    ({ models, prices = [] }) =>
      prices.every((row) => row.models.every((name) => models.some(({ id }) => id === name))),
    "a price is of a model that it lacks",
  );
export type Manifest = z.infer<typeof manifestSchema>;
