import { z } from "zod";
import { BILLINGS } from "./model.ts";

/** A provider as it stands on this server. Its key is never in it. */
export const providerViewSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  billing: z.enum(BILLINGS),
  /** Whether it has what it needs to be called (a key, an address). */
  configured: z.boolean(),
  /** Those that it lists; some providers run others too, by their full names. */
  models: z.array(z.string()),
  /** How many generations it may have under way at once. */
  max_running: z.int(),
});
export type ProviderView = z.infer<typeof providerViewSchema>;

/** What a free call to a provider said of its address and key. */
export const providerTestSchema = z.strictObject({
  /** `untested`: it has no call that costs nothing. */
  outcome: z.enum(["works", "fails", "untested"]),
  /** What is wrong, or why it was not tried, as a sentence. */
  message: z.string().nullable(),
  /** The code of the error catalogue, where it fails. */
  code: z.string().nullable(),
});
export type ProviderTest = z.infer<typeof providerTestSchema>;
