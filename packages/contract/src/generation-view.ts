import { z } from "zod";
import { RESOLUTIONS } from "./generation-request.ts";
import { jsonObjectSchema } from "./json.ts";
import { motionPlanSchema, unmetSchema } from "./motion-plan.ts";
import { STATUSES } from "./words/statuses.ts";

/** What was not done as asked, or done otherwise; `strict` turns each into an error. */
export const warningSchema = z.strictObject({ option: z.string(), code: z.string(), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;

/** Moving previews of a video: made when they are first asked for. */
export const ANIMATION_KINDS = ["gif", "webp"] as const;
export type AnimationKind = (typeof ANIMATION_KINDS)[number];

export const ARTIFACT_KINDS = ["video", "thumbnail", "spritesheet", "last-frame", ...ANIMATION_KINDS] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

/** What `/content` gives: an artifact, or the picture that the generation was made from. */
export const CONTENT_VARIANTS = [...ARTIFACT_KINDS, "image"] as const;
export type ContentVariant = (typeof CONTENT_VARIANTS)[number];

export const artifactViewSchema = z.strictObject({
  kind: z.enum(ARTIFACT_KINDS),
  url: z.string(),
  type: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  duration_seconds: z.number().nullable(),
});
export type ArtifactView = z.infer<typeof artifactViewSchema>;

/** Whether a provider may still charge for work that was asked to stop. */
export const billingTruthSchema = z.enum(["not_billed", "may_be_billed"]);
export const cancelAnswerSchema = z.strictObject({ stops: z.boolean(), billing: billingTruthSchema });
export type CancelAnswer = z.infer<typeof cancelAnswerSchema>;

export const reviewChoiceSchema = z.strictObject({
  action: z.enum(["attach", "give_up", "resubmit"]),
  /** What this way out means for money, as a sentence. */
  billing: z.string(),
});

/** What became of a model in the choice for a request: made with, kept to fall back on, or left. */
export const VERDICTS = ["chosen", "fallback", "left"] as const;
export const consideredSchema = z.strictObject({
  model: z.string(),
  provider: z.string(),
  verdict: z.enum(VERDICTS),
  /** Why, as a sentence. */
  reason: z.string(),
});
export type Considered = z.infer<typeof consideredSchema>;

export const generationViewSchema = z.strictObject({
  id: z.string(),
  status: z.enum(STATUSES),
  stage: z.string().nullable(),
  /** 0 to 100; never falls. */
  progress: z.int().min(0).max(100),
  queue_position: z.int().nullable(),
  eta_seconds: z.number().nullable(),
  /** How many finished runs the ETA was learned from. */
  eta_samples: z.int(),
  model_asked: z.string(),
  model: z.string(),
  provider: z.string(),
  /** The models that the request named or was given, and why each is used or not. All that were looked at: the event `generation.model_chosen`. */
  considered: z.array(consideredSchema),
  prompt: z.string().nullable(),
  options: z
    .strictObject({
      duration_seconds: z.number(),
      resolution: z.enum(RESOLUTIONS),
      fps: z.number(),
      seed: z.int(),
      loop: z.boolean(),
      negative_prompt: z.string(),
      aspect_ratio: z.string(),
      preview: z.boolean(),
      provider_options: jsonObjectSchema,
    })
    .partial(),
  warnings: z.array(warningSchema),
  plan: motionPlanSchema.nullable(),
  unmet: z.array(unmetSchema),
  cost: z.strictObject({
    estimate_usd: z.number().nullable(),
    held_usd: z.number(),
    settled_usd: z.number().nullable(),
    native: z.string().nullable(),
  }),
  image: z.strictObject({ sha256: z.string(), width: z.int(), height: z.int(), mean_color: z.string() }),
  artifacts: z.array(artifactViewSchema),
  review: z
    .strictObject({
      tried: z.array(z.string()),
      next_look_at: z.string().nullable(),
      choices: z.array(reviewChoiceSchema),
    })
    .nullable(),
  cancel: cancelAnswerSchema.extend({ asked_at: z.string() }).nullable(),
  error: z.strictObject({ code: z.string(), message: z.string(), provider_code: z.string().nullable() }).nullable(),
  title: z.string().nullable(),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  /** Since when it is in the trash, and when it goes for good with its artifacts; null: it is not there. */
  trash: z.strictObject({ since: z.string(), gone_at: z.string() }).nullable(),
  metadata: jsonObjectSchema,
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});
/** A generation as the API shows it. */
export type GenerationView = z.infer<typeof generationViewSchema>;
