import { Failure, type JsonObject } from "@kinora/contract";
import { z } from "zod";
import { toldModelsSchema } from "../kit/open-models.ts";

const WEEK_SECONDS = 7 * 24 * 3600;

const settingsSchema = z.object({
  /** How long films stay at fal; null: as the account says. */
  keep_media_seconds: z.int().min(3600).nullable().default(WEEK_SECONDS),
  /** How endpoints that are not in our list want their input, by their ids. */
  models: toldModelsSchema,
});
export type FalSettings = z.infer<typeof settingsSchema>;

/** What stands under `"providers.fal"` in `kinora.json`. Throws `bad_option`. */
export const readSettings = (options: JsonObject): FalSettings => {
  const parsed = settingsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new Failure("bad_option", {
    detail: `"providers.fal" in kinora.json is wrong: ${z.prettifyError(parsed.error)}`,
  });
};
