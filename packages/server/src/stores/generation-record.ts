import {
  ARTIFACT_KINDS,
  BILLINGS,
  cancelAnswerSchema,
  consideredSchema,
  FAILURES,
  type FailureCode,
  generationOptionsSchema,
  jsonObjectSchema,
  jsonValueSchema,
  motionPlanSchema,
  PICTURE_FRAMES,
  unmetSchema,
  warningSchema,
} from "@kinora/contract";
import { type Generation, type GenerationId, type ImageRef, parseGenerationId } from "@kinora/domain";
import { z } from "zod";

/** An absent key reads as undefined, and the key is there for the type. */
const absent = <T extends z.ZodType>(schema: T) => schema.optional().transform((value) => value);

const idSchema = z.string().transform((text, context): GenerationId => {
  const id = parseGenerationId(text);
  if (id !== undefined) return id;
  context.addIssue({ code: "custom", message: `"${text}" is no generation's id` });
  return z.NEVER;
});

const blobRef = { sha256: z.string(), bytes: z.int() };

const imageSchema = z.object({
  ...blobRef,
  mediaType: z.string(),
  width: z.int(),
  height: z.int(),
  meanColor: z.string(),
  hasAlpha: z.boolean().optional(),
  isTurned: z.boolean().optional(),
});

const artifactSchema = z.object({
  ...blobRef,
  kind: z.enum(ARTIFACT_KINDS),
  mediaType: z.string(),
  width: z.int(),
  height: z.int(),
  durationSeconds: absent(z.number()),
  capability: z.string(),
  fileName: z.string(),
});

const failureSchema = z.object({
  /** A code that a newer version wrote reads as `internal`; its message is kept. */
  code: z.enum(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]).catch("internal"),
  message: z.string(),
  providerCode: absent(z.string()),
});

const attempt = z.object({ id: z.string(), number: z.int(), sendBefore: z.number() });

const making = {
  model: z.string(),
  provider: z.string(),
  billing: z.enum(BILLINGS),
  options: generationOptionsSchema,
  lastImage: absent(imageSchema),
  estimateMicroUsd: absent(z.number()),
};

const base = z.object({
  ...making,
  id: idSchema,
  callerId: z.string(),
  digest: z.string(),
  createdAt: z.number(),
  modelAsked: z.string(),
  prompt: absent(z.string()),
  strict: z.boolean(),
  image: imageSchema,
  madeFrom: z.object({ generation: idSchema, frame: z.enum(PICTURE_FRAMES) }).optional(),
  metadata: jsonObjectSchema,
  maxCostMicroUsd: absent(z.number()),
  allowsUnknownCost: absent(z.boolean()),
  webhookUrl: absent(z.string()),
  version: z.int(),
  warnings: z.array(warningSchema),
  plan: absent(motionPlanSchema),
  unmet: z.array(unmetSchema),
  stage: absent(z.string()),
  progress: z.int(),
  startedAt: absent(z.number()),
  attempts: z.int(),
  cancel: absent(cancelAnswerSchema.extend({ askedAt: z.number(), toldAt: z.number().optional() })),
  deliveredAt: absent(z.number()),
  cost: z
    .object({
      heldMicroUsd: z.number(),
      settledMicroUsd: absent(z.number()),
      native: absent(z.string()),
      hasUnknown: z.boolean().optional(),
    })
    .optional(),
  labels: z.object({ title: absent(z.string()), tags: z.array(z.string()), favourite: z.boolean() }).optional(),
  trashedAt: z.number().optional(),
  fallbacks: absent(z.array(z.object({ ...making, warnings: z.array(warningSchema) }))),
  considered: absent(z.array(consideredSchema)),
});

const finishedAt = z.number();

const generationSchema = z.discriminatedUnion("status", [
  base.extend({ status: z.literal("queued"), notBefore: z.number() }),
  base.extend({ status: z.literal("submitting"), attempt }),
  base.extend({
    status: z.literal("running"),
    attempt,
    operation: jsonValueSchema,
    pollAt: z.number(),
    pollFailures: z.int(),
  }),
  base.extend({
    status: z.literal("collecting"),
    attempt,
    operation: jsonValueSchema,
    result: jsonValueSchema,
    collectAt: z.number(),
    collectFailures: z.int(),
    unusableFiles: z.int().optional(),
  }),
  base.extend({ status: z.literal("succeeded"), artifacts: z.array(artifactSchema), finishedAt }),
  base.extend({ status: z.literal("failed"), failure: failureSchema, finishedAt }),
  base.extend({ status: z.literal("cancelled"), finishedAt }),
  base.extend({ status: z.literal("expired"), failure: failureSchema, finishedAt }),
  base.extend({
    status: z.literal("needs_review"),
    attempt,
    tried: z.array(z.string()),
    nextLookAt: absent(z.number()),
  }),
]);

/** Reads a picture that was written as JSON. */
export const readImage = (text: string): ImageRef => imageSchema.parse(JSON.parse(text));

/** A generation as the text that a store keeps. */
export const writeGeneration = (generation: Generation): string => JSON.stringify(generation);

/** Reads what `writeGeneration` wrote, in this version or another; throws where it cannot be a generation. */
export const readGeneration = (text: string): Generation => generationSchema.parse(JSON.parse(text));
