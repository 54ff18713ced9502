import type { FailureCode, Inspection, PlannedMotion, Warning } from "@kinora/contract";
import type { AnalyzerSetup } from "../analyzers/look-with-analyzers.ts";
import type { AnimateOrder } from "../animate-still.ts";
import type { LikelyRequest } from "../head-start.ts";
import type { MotionWish } from "../plan-still.ts";

/** What the engine's child process may be asked to do. */
export type EngineRequest =
  | { readonly kind: "render"; readonly order: AnimateOrder }
  | { readonly kind: "plan"; readonly stillPath: string; readonly wish: MotionWish }
  | { readonly kind: "inspect"; readonly stillPath: string };

/** The result of each kind of request. */
export interface EngineResults {
  readonly render: undefined;
  readonly plan: PlannedMotion;
  readonly inspect: Inspection;
}

/** From parent to a child that waits, at most once and before its order: what it may look at meanwhile. */
export interface EngineHint {
  readonly likely: LikelyRequest;
  readonly maxRssBytes: number;
}

/** From parent to child, once. */
export interface EngineOrder {
  readonly request: EngineRequest;
  readonly maxRssBytes: number;
  /** Learned models that look at the still too. */
  readonly analyzers?: AnalyzerSetup;
}

/** From child to parent: news while it works, then one answer. */
export type EngineMessage =
  | { readonly kind: "planned"; readonly planned: PlannedMotion }
  | { readonly kind: "warned"; readonly warning: Warning }
  | { readonly kind: "progress"; readonly stage: string; readonly progress: number }
  | { readonly kind: "done"; readonly result: EngineResults[EngineRequest["kind"]] }
  | { readonly kind: "failed"; readonly code: FailureCode; readonly detail: string };

/** The argument of a child that has no order yet: it loads what a rendering will need. */
export const AHEAD = "ahead";

/** Exit code of a child that grew beyond its memory. */
export const EXIT_TOO_BIG = 87;
