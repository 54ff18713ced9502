import { z } from "zod";

/** What the engine sees in a picture: remarks with their measure, regions as small PNG masks, prompts that would fit. */
export const inspectionSchema = z.strictObject({
  width: z.int(),
  height: z.int(),
  format: z.string(),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      value: z.number(),
      threshold: z.number(),
      verdict: z.enum(["good", "fair", "poor"]),
      /** What to do about it, as one sentence. */
      advice: z.string(),
    }),
  ),
  regions: z.array(
    z.strictObject({
      kind: z.string(),
      confidence: z.number(),
      share: z.number(),
      /** A small greyscale PNG as a data URI. */
      mask: z.string(),
    }),
  ),
  suggestions: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspectionSchema>;
