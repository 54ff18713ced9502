export { RENDERED_CAMERAS, RENDERED_EFFECTS } from "./abilities.ts";
export type { AnimateOrder } from "./animate-still.ts";
export { runAnalyzer } from "./analyzers/run-analyzer.ts";
export type { EngineRequest, EngineResults } from "./child/engine-messages.ts";
export { type EngineChildOptions, runInEngineChild, startEngineChild } from "./child/run-in-engine-child.ts";
export type { LikelyRequest } from "./head-start.ts";
export type { MotionWish } from "./plan-still.ts";
export { planWords } from "./plan-words.ts";
export { MODEL } from "./version.ts";
