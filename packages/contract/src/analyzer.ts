import { z } from "zod";

/** What a learned model may tell about a picture: how near things are, what they are, and what stands in front. */
export const ANALYZER_KINDS = ["depth", "segment", "matte"] as const;
export type AnalyzerKind = (typeof ANALYZER_KINDS)[number];

/**
 * How a model wants its pixels, from 0 to 1 before: `imagenet` less the mean and over the deviation of ImageNet, `centred`
 * less 0.5, `signed` from -1 to 1, `unit` as they are.
 */
export const PIXEL_SCALES = ["imagenet", "centred", "signed", "unit"] as const;
export type PixelScale = (typeof PIXEL_SCALES)[number];

export const analyzerModelSchema = z.strictObject({
  /** An ONNX file on this machine. */
  file: z.string().min(1),
  /** Where the kind's usual scale is not this model's. */
  pixels: z.enum(PIXEL_SCALES).optional(),
});
export type AnalyzerModel = z.infer<typeof analyzerModelSchema>;

/** At most one model of each kind. */
export const analyzerModelsSchema = z.partialRecord(z.enum(ANALYZER_KINDS), analyzerModelSchema);
export type AnalyzerModels = z.infer<typeof analyzerModelsSchema>;
