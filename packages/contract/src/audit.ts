import { z } from "zod";
import { jsonObjectSchema } from "./json.ts";
import { ACTS } from "./words/acts.ts";

/** One line of the audit log. Never a secret. */
export const actViewSchema = z.strictObject({
  id: z.int(),
  at: z.iso.datetime(),
  /** A key's id, or `local` for who works on the machine itself. */
  actor: z.string(),
  act: z.string(),
  /** The id of what it was done to. */
  subject: z.string().nullable(),
  /** The network address that it came from. */
  address: z.string(),
  detail: jsonObjectSchema,
});
export type ActView = z.infer<typeof actViewSchema>;

export const auditQuerySchema = z.strictObject({
  actor: z.string().max(128).optional(),
  act: z.enum(ACTS).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/u)
    .optional(),
});
