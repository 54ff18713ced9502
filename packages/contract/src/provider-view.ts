import { z } from "zod";
import { BILLINGS } from "./model.ts";

/** What can be stored of a provider's setup. */
export const PROVIDER_SETTINGS = ["api_key", "base_url", "region", "workspace"] as const;
export type ProviderSetting = (typeof PROVIDER_SETTINGS)[number];

/** What is stored of a provider's setup. Of its key nothing is told, not even its end. */
const storedSetupSchema = z.strictObject({
  set_at: z.iso.datetime(),
  /** Null where it cannot be opened: then `problem` says why and what to do. */
  has_key: z.boolean().nullable(),
  base_url: z.string().nullable(),
  region: z.string().nullable(),
  workspace: z.string().nullable(),
  /** Why it is not used, as a sentence that says what to do. */
  problem: z.string().nullable(),
});

/** A provider as it stands on this server. Its key is never in it. */
export const providerViewSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  billing: z.enum(BILLINGS),
  /** Whether it has what it needs to be called (a key, an address). */
  configured: z.boolean(),
  /** Where the key in effect comes from. The environment wins: with a key there, nothing that is stored counts. */
  key: z.enum(["environment", "stored"]).nullable(),
  /** What can be stored for it; nothing where there is nothing to set up. */
  settings: z.array(z.enum(PROVIDER_SETTINGS)),
  stored: storedSetupSchema.nullable(),
  /** Those that it lists; some providers run others too, by their full names. */
  models: z.array(z.string()),
  /** How many generations it may have under way at once. */
  max_running: z.int(),
});
export type ProviderView = z.infer<typeof providerViewSchema>;

const isPlainAddress = (text: string): boolean => {
  const address = URL.parse(text);
  return address !== null && address.username === "" && address.password === "" && address.hash === "";
};

const nameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/iu, "give 1 to 64 letters, digits and hyphens");

/** What to store of a provider's setup. What is left out stays as it is, null takes it away. */
export const providerChangeSchema = z.strictObject({
  /** What an HTTP header can carry; a line break at its end is a slip of copying. */
  api_key: z
    .string()
    .regex(
      /^[\u0021-\u007e]{1,4096}$/u,
      "a key has 1 to 4096 visible ASCII characters, and no space or line break: copy it again",
    )
    .nullable()
    .optional(),
  /** A new address needs the key again, in the same call: a stored key goes to no host that it was not stored for. */
  base_url: z
    .url({ protocol: /^https?$/u, error: "give an address such as http://gpu:8091/v1" })
    .max(2000)
    .refine(isPlainAddress, "give an address without a name, a password or a # in it")
    .nullable()
    .optional(),
  region: nameSchema.nullable().optional(),
  workspace: nameSchema.nullable().optional(),
  /** Also while the provider has work under way, which another account's key would lose. */
  force: z.boolean().optional(),
});
export type ProviderChange = z.infer<typeof providerChangeSchema>;

/** What is left after the stored setup was removed. */
export const providerRemovedSchema = z.strictObject({
  /** Whether there was one. */
  removed: z.boolean(),
  /** The provider as it stands now; null where only the stored setup made it. */
  provider: providerViewSchema.nullable(),
});

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
