import {
  artifactViewSchema,
  budgetLimitsSchema,
  budgetsSchema,
  cameraSchema,
  cancelAnswerSchema,
  deliveryViewSchema,
  effectSchema,
  generationRequestSchema,
  generationViewSchema,
  imageSourceSchema,
  inspectionSchema,
  jsonValueSchema,
  labelsSchema,
  limitsSchema,
  logEventSchema,
  modelViewSchema,
  motionPartsSchema,
  motionPlanSchema,
  planReportSchema,
  planRequestSchema,
  problemSchema,
  providerChangeSchema,
  providerTestSchema,
  providerViewSchema,
  quoteSchema,
  resolutionOfReviewSchema,
  uploadSchema,
  usageSchema,
  warningSchema,
  webhookRequestSchema,
  webhookViewSchema,
} from "@kinora/contract";
import { z } from "zod";

/** What has a name of its own in the document; everything else is written out where it stands. */
const SENT = {
  GenerationRequest: generationRequestSchema,
  ImageSource: imageSourceSchema,
  Labels: labelsSchema,
  MotionParts: motionPartsSchema,
  PlanRequest: planRequestSchema,
  ProviderChange: providerChangeSchema,
  ReviewDecision: resolutionOfReviewSchema,
  BudgetLimits: budgetLimitsSchema,
  WebhookRequest: webhookRequestSchema,
  JsonValue: jsonValueSchema,
} as const;

const ANSWERED = {
  Generation: generationViewSchema,
  Artifact: artifactViewSchema,
  Warning: warningSchema,
  CancelAnswer: cancelAnswerSchema,
  Camera: cameraSchema,
  Effect: effectSchema,
  MotionPlan: motionPlanSchema,
  PlanReport: planReportSchema,
  Event: logEventSchema,
  Inspection: inspectionSchema,
  Model: modelViewSchema,
  Provider: providerViewSchema,
  ProviderTest: providerTestSchema,
  Quote: quoteSchema,
  Budgets: budgetsSchema,
  Usage: usageSchema,
  Upload: uploadSchema,
  Limits: limitsSchema,
  Webhook: webhookViewSchema,
  Delivery: deliveryViewSchema,
  Problem: problemSchema,
  JsonValue: jsonValueSchema,
} as const;

export type JsonSchema = Readonly<Record<string, unknown>>;

/** One direction of the API as JSON Schema: what is sent, or what is answered. */
export interface SchemaBook {
  /** The schemas with names, as `components.schemas` lists them. */
  readonly named: Readonly<Record<string, JsonSchema>>;
  /** A schema where it stands: a reference where it has a name. */
  at(schema: z.ZodType): JsonSchema;
}

const addressOf = (name: string): string => `#/components/schemas/${name}`;

/** What belongs to a document of its own, and not to a part of one. */
const asPart = (schema: Record<string, unknown>): JsonSchema => {
  const part = { ...schema };
  delete part["$schema"];
  delete part["$id"];
  return part;
};

const openBook = (io: "input" | "output", named: Readonly<Record<string, z.ZodType>>): SchemaBook => {
  const names = new Map(Object.entries(named).map(([name, schema]) => [schema, name]));
  const written = (extra: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, JsonSchema>> => {
    const registry = z.registry<{ id: string }>();
    for (const [id, schema] of Object.entries({ ...named, ...extra })) registry.add(schema, { id });
    const { schemas } = z.toJSONSchema(registry, { io, uri: addressOf });
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, asPart(schema)]));
  };
  return {
    named: written({}),
    at: (schema) => {
      const name = names.get(schema);
      return name === undefined ? (written({ here: schema })["here"] ?? {}) : { $ref: addressOf(name) };
    },
  };
};

/** What clients send. */
export const sentBook = (): SchemaBook => openBook("input", SENT);

/** What the server answers. */
export const answeredBook = (): SchemaBook => openBook("output", ANSWERED);
