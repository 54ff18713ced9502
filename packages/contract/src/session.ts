import { z } from "zod";
import { SCOPES } from "./words/key-words.ts";

/** What the studio signs in with. */
export const signInSchema = z.strictObject({ key: z.string().trim().min(1).max(512) });

/** Who the studio speaks for. */
export const sessionViewSchema = z.strictObject({
  /** `off`: no key is needed here. */
  auth: z.enum(["on", "off"]),
  /** Null while nobody is signed in. */
  key: z
    .strictObject({ id: z.string(), name: z.string(), scopes: z.array(z.enum(SCOPES)), begins_with: z.string() })
    .nullable(),
  expires_at: z.iso.datetime().nullable(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;
