import { z } from "zod";
import { jsonObjectSchema } from "./json.ts";
import { cameraSchema, effectSchema, motionPlanSchema } from "./motion-plan.ts";

/** Classes of size: the short side in lines. 720p of a portrait is 720 wide. */
export const RESOLUTIONS = ["480p", "720p", "1080p", "2160p"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** AOG's words for where a generation may be made. */
export const HYBRID_POLICIES = ["default", "always_local", "always_remote"] as const;
export type HybridPolicy = (typeof HYBRID_POLICIES)[number];

/** What `auto` means: the model that costs least, is usually done first, or is ranked best, of those that fit. */
export const PREFERENCES = ["cheapest", "fastest", "best"] as const;
export type Preference = (typeof PREFERENCES)[number];

/** Of another generation: the still that it was made from, or the last frame of its video. */
export const PICTURE_FRAMES = ["first", "last"] as const;
export type PictureFrame = (typeof PICTURE_FRAMES)[number];

/** Where the still comes from. A multipart part named `image` takes the place of this field. */
export const imageSourceSchema = z.union([
  z.strictObject({ path: z.string().min(1).max(4096) }),
  z.strictObject({ url: z.string().min(1).max(8192) }),
  z.strictObject({ base64: z.string().min(1) }),
  z.strictObject({ upload: z.string().min(1).max(128) }),
  z.strictObject({ generation: z.string().min(1).max(64), frame: z.enum(PICTURE_FRAMES) }),
]);
export type ImageSource = z.infer<typeof imageSourceSchema>;

/**
 * A motion plan or parts of one; what is given wins over what the prompt says. A camera needs its type and an effect its
 * kind; the rest of them has usual values.
 */
export const motionPartsSchema = motionPlanSchema.partial().extend({
  camera: cameraSchema.partial().required({ type: true }).optional(),
  effects: z
    .array(effectSchema.partial().required({ kind: true }))
    .max(16)
    .optional(),
});
export type MotionParts = z.infer<typeof motionPartsSchema>;

/** What a model may honour. Zero, empty and absent are three things: an absent option means "the model's default". */
export const generationOptionsSchema = z.strictObject({
  negative_prompt: z.string().max(10_000).optional(),
  duration_seconds: z.number().positive().max(60).optional(),
  resolution: z.enum(RESOLUTIONS).optional(),
  aspect_ratio: z
    .string()
    .regex(/^[1-9]\d{0,3}:[1-9]\d{0,3}$/u, "must look like 16:9")
    .optional(),
  fps: z.number().min(1).max(60).optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  loop: z.boolean().optional(),
  last_image: imageSourceSchema.optional(),
  motion: motionPartsSchema.optional(),
  preview: z.boolean().optional(),
  provider_options: jsonObjectSchema.optional(),
});
export type GenerationOptions = z.infer<typeof generationOptionsSchema>;
export type OptionName = keyof GenerationOptions;
export const OPTION_NAMES = Object.keys(generationOptionsSchema.shape) as OptionName[];

const modelName = z.string().min(1).max(256);

/** A generation request in Kinora's own words; every dialect is mapped onto it, and nothing later knows a dialect. */
export const generationRequestSchema = generationOptionsSchema.extend({
  image: imageSourceSchema.optional(),
  prompt: z.string().max(20_000).optional(),
  model: modelName.optional(),
  /** Tried in this order after `model`, as long as it is certain that nothing was paid. */
  fallback_models: z.array(modelName).max(8).optional(),
  prefer: z.enum(PREFERENCES).optional(),
  strict: z.boolean().optional(),
  hybrid_policy: z.enum(HYBRID_POLICIES).optional(),
  metadata: jsonObjectSchema.optional(),
  webhook_url: z.url().max(2048).optional(),
  max_cost_usd: z.number().min(0).optional(),
  /** Lets a model be used whose price nobody knows here, under `max_cost_usd` and budgets too. */
  allow_unknown_cost: z.boolean().optional(),
});
export type GenerationRequest = z.infer<typeof generationRequestSchema>;
