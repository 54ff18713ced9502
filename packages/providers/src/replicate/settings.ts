import { Failure, type JsonObject } from "@kinora/contract";
import { z } from "zod";
import { toldModelsSchema } from "../kit/open-models.ts";

const settingsSchema = z.object({
  /** How models that are not in our list want their input, by their names. */
  models: toldModelsSchema,
});
export type ReplicateSettings = z.infer<typeof settingsSchema>;

/** What stands under `"providers.replicate"` in `kinora.json`. Throws `bad_option`. */
export const readSettings = (options: JsonObject): ReplicateSettings => {
  const parsed = settingsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new Failure("bad_option", {
    detail: `"providers.replicate" in kinora.json is wrong: ${z.prettifyError(parsed.error)}`,
  });
};
