import { z } from "zod";

/**
 * What a key may do: `read` sees what its own caller made and asks what costs nothing, `create` makes and changes it, `admin`
 * does everything, to everybody's, and sets the server up.
 */
export const SCOPES = ["read", "create", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

const name = z.string().trim().min(1).max(100);
const scopes = z
  .array(z.enum(SCOPES))
  .min(1)
  .transform((given) => SCOPES.filter((scope) => given.includes(scope)));

export const apiKeyRequestSchema = z.strictObject({
  /** Whose it is, or what for: people tell keys apart by it. */
  name,
  /** `read` and `create` unless given. */
  scopes: scopes.default(["read", "create"]),
});
export type ApiKeyRequest = z.infer<typeof apiKeyRequestSchema>;

/** A key as it is shown after its making: never the key itself. */
export const apiKeyViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
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
