import { z } from "zod";
import { PRIORITIES, SCOPES } from "./words/key-words.ts";

const name = z.string().trim().min(1).max(100);
const scopes = z
  .array(z.enum(SCOPES))
  .min(1)
  .transform((given) => SCOPES.filter((scope) => given.includes(scope)));

const usd = z.number().min(0).max(1e9).nullable();
const count = z.int().min(1).max(100_000).nullable();

/** What a key may use. Null is no limit. */
export const keyLimitsSchema = z.strictObject({
  /** US dollars a day and a month (UTC). What waits or is out counts with its estimate. */
  day_usd: usd,
  month_usd: usd,
  /** Requests in any minute, of every kind. */
  requests_per_minute: count,
  /** Generations that are accepted and have not ended; those that wait for a person do not count. */
  generations_under_way: count,
});
export type KeyLimits = z.infer<typeof keyLimitsSchema>;

export const NO_KEY_LIMITS: KeyLimits = {
  day_usd: null,
  month_usd: null,
  requests_per_minute: null,
  generations_under_way: null,
};

export const apiKeyRequestSchema = z.strictObject({
  /** Whose it is, or what for: people tell keys apart by it. */
  name,
  /** `read` and `create` unless given. */
  scopes: scopes.default(["read", "create"]),
  /** A limit that is left out is none. */
  limits: keyLimitsSchema.partial().default({}),
  priority: z.enum(PRIORITIES).default("normal"),
});
export type ApiKeyRequest = z.infer<typeof apiKeyRequestSchema>;

/** What is left out stays as it is; each limit of its own, too. */
export const apiKeyChangeSchema = z.strictObject({
  name: name.optional(),
  limits: keyLimitsSchema.partial().optional(),
  priority: z.enum(PRIORITIES).optional(),
});
export type ApiKeyChange = z.infer<typeof apiKeyChangeSchema>;

/** A key as it is shown after its making: never the key itself. */
export const apiKeyViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  limits: keyLimitsSchema,
  priority: z.enum(PRIORITIES),
  /** Its first characters, to find it again where it is used. */
  begins_with: z.string(),
  created_at: z.iso.datetime(),
  /** Null while it is good. */
  revoked_at: z.iso.datetime().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyViewSchema>;

export const newApiKeySchema = apiKeyViewSchema.extend({
  /** Shown this once. */
  key: z.string(),
});
