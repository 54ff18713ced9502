import { BILLINGS, Failure, type JsonObject } from "@kinora/contract";
import { z } from "zod";
import { CURRENCIES } from "../kit/exchange-rates.ts";

const sizeSchema = z.string().regex(/^[1-9]\d{1,3}x[1-9]\d{1,3}$/u, 'must look like "1280x720"');

const settingsSchema = z.object({
  /** Models to list; any other may be named too. */
  models: z.array(z.string().min(1).max(200)).default([]),
  /** What a generation costs: nothing, on a server of one's own. */
  billing: z.enum(BILLINGS).default("free"),
  /** The seller's price of one second, and in what. */
  price_per_second: z.number().min(0).optional(),
  currency: z.enum(CURRENCIES).default("USD"),
  /** When that price was read, as 2026-11-22. */
  price_read: z.iso.date().default("2026-11-22"),
  /** The lengths that it takes, where not any; and the sizes. */
  seconds: z.array(z.number().positive().max(60)).min(1).optional(),
  sizes: z.array(sizeSchema).default([]),
  /**
   * Whether it knows the fields that inference servers add to OpenAI's (seed, fps, negative_prompt). A seller that knows
   * only OpenAI's gets no other.
   */
  fields: z.enum(["extended", "openai"]).default("extended"),
});
export type OpenAiVideosSettings = z.infer<typeof settingsSchema>;

/** What stands under the instance's name in `"providers"` of `kinora.json`. Throws `bad_option`. */
export const readSettings = (id: string, options: JsonObject): OpenAiVideosSettings => {
  const parsed = settingsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new Failure("bad_option", {
    detail: `"providers.${id}" in kinora.json is wrong: ${z.prettifyError(parsed.error)}`,
  });
};
