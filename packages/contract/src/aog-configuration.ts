import { z } from "zod";
import { jsonObjectSchema } from "./json.ts";

/** An `.aog` file. Its layouts differ from version to version, so its parts are read one by one. */
export const aogDocumentSchema = jsonObjectSchema;
export type AogDocument = z.infer<typeof aogDocumentSchema>;

/** What was taken over of a file, by name, and what was not, with the reason. */
export const aogImportedSchema = z.strictObject({
  imported: z.array(z.string()),
  skipped: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});
export type AogImported = z.infer<typeof aogImportedSchema>;
