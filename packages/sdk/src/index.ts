export type {
  ActView,
  ApiKeyView,
  ArtifactView,
  BudgetsView,
  Camera,
  CancelAnswer,
  DeliveryView,
  Effect,
  GenerationRequest,
  GenerationView,
  ImageSource,
  Inspection,
  JsonObject,
  JsonValue,
  Limits,
  LogEventView,
  ModelView,
  MotionParts,
  MotionPlan,
  PlanReport,
  ProviderView,
  Quote,
  Unmet,
  UploadView,
  UsageView,
  Warning,
  WebhookView,
} from "@kinora/contract";
export { Failure, FINAL_STATUSES, isSettled, STATUSES } from "@kinora/contract/words";
export type { FailureCode, Status } from "@kinora/contract/words";
export * from "./create-client.ts";
export type { EventsOptions } from "./generation-events.ts";
export { isGone, type FollowOptions } from "./follow-generation.ts";
export type { CallOptions, PlainCalls } from "./plain-calls.ts";
export type { AnswerOf, BodyOf, QueryOf } from "./route-shapes.ts";
export * from "./server-unreachable.ts";
export type { ClientOptions } from "./transport.ts";
export type { OnUploadProgress, UploadProgress } from "./upload-progress.ts";
