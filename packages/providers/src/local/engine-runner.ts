import type {
  Inspection,
  MotionParts,
  MotionPlan,
  PlannedMotion,
  PlanRequest,
  Resolution,
  Unmet,
  Warning,
} from "@kinora/contract";
import type { FilmOptions } from "./film-options.ts";

/** A clip to render: every value decided. */
export interface RenderOrder {
  readonly stillPath: string;
  readonly outputPath: string;
  readonly prompt: string | undefined;
  readonly motion: MotionParts | undefined;
  readonly resolution: Resolution;
  readonly preview: boolean;
  readonly durationSeconds: number;
  readonly fps: number;
  readonly seed: number;
  readonly loop: boolean;
  readonly film: FilmOptions;
  /** When true, a prompt that cannot be met in full ends the run before anything is rendered. */
  readonly strict: boolean;
}

export type EngineNews =
  | { readonly kind: "planned"; readonly plan: MotionPlan; readonly unmet: readonly Unmet[] }
  /** Something is done otherwise than this machine is set up to. */
  | { readonly kind: "warned"; readonly warning: Warning }
  /** `progress` runs from 0 to 100 over the whole of the run. */
  | { readonly kind: "progress"; readonly stage: string; readonly progress: number };

export interface RenderWatch {
  /** Aborting it kills the engine's process at once; the run then rejects. */
  readonly signal: AbortSignal;
  readonly onNews: (news: EngineNews) => void;
}

/** The embedded engine, each run in a process of its own. */
export interface EngineRunner {
  /** Resolves when the whole clip lies at `outputPath`; rejects with a `Failure` that says why there is none. */
  render(order: RenderOrder, watch: RenderWatch): Promise<void>;
  /** The plan for a still; from the words alone without one. */
  plan(request: Omit<PlanRequest, "image">, stillPath: string | undefined, signal: AbortSignal): Promise<PlannedMotion>;
  inspect(stillPath: string, signal: AbortSignal): Promise<Inspection>;
  /** Ends what waits for work; runs are ended by their signals. */
  close?(): void;
}
