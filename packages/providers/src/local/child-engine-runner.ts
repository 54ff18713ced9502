import type { AnalyzerModels, PlanRequest } from "@kinora/contract";
import type { EngineChildOptions, MotionWish } from "@kinora/engine";
import type { EngineRunner, RenderOrder, RenderWatch } from "./engine-runner.ts";
import { CLIP_DEFAULTS } from "./manifest.ts";

export interface ChildEngineOptions {
  /** What a film's metadata say made it, such as `Kinora 0.1.0`. */
  readonly software: string;
  /** The children's whole environment: what a tool on this machine needs to be found, and no key. */
  readonly environment: Readonly<Record<string, string>>;
  /** Learned models that look at each still too. */
  readonly analyzers: AnalyzerModels;
  /** A folder whose `node_modules` may hold what runs them. */
  readonly modulesDir: string;
}

/** How every child of the engine is started. */
const childOptions = (options: ChildEngineOptions, signal: AbortSignal): EngineChildOptions => {
  const { environment, analyzers: models, modulesDir } = options;
  const isBare = Object.keys(models).length === 0;
  return { signal, environment, ...(isBare ? {} : { analyzers: { models, modulesDir } }) };
};

const wishOf = (request: Omit<PlanRequest, "image">): MotionWish => ({
  prompt: request.prompt,
  motion: undefined,
  seed: request.seed ?? 0,
  durationSeconds: request.duration_seconds ?? CLIP_DEFAULTS.durationSeconds,
  fps: request.fps ?? CLIP_DEFAULTS.fps,
  loop: request.loop ?? false,
});

const render = async (order: RenderOrder, watch: RenderWatch, options: ChildEngineOptions): Promise<void> => {
  const { runInEngineChild } = await import("@kinora/engine");
  await runInEngineChild(
    { kind: "render", order: { ...order, software: options.software } },
    {
      ...childOptions(options, watch.signal),
      onPlanned: ({ plan, report }) => watch.onNews({ kind: "planned", plan, unmet: report.unmet }),
      onWarning: (warning) => watch.onNews({ kind: "warned", warning }),
      onProgress: (stage, progress) => watch.onNews({ kind: "progress", stage, progress }),
    },
  );
};

/**
 * The embedded engine through `@kinora/engine`: one child process for each rendering, inspection or plan of a still. The
 * words alone are planned in this process: that touches no picture. The engine is loaded when it is first asked: a gateway
 * that has only started does without.
 */
export const createChildEngineRunner = (options: ChildEngineOptions): EngineRunner => ({
  render: (order, watch) => render(order, watch, options),
  plan: async (request, stillPath, signal) => {
    const { planWords, runInEngineChild } = await import("@kinora/engine");
    const wish = wishOf(request);
    if (stillPath === undefined) return planWords(wish);
    return runInEngineChild({ kind: "plan", stillPath, wish }, childOptions(options, signal));
  },
  inspect: async (stillPath, signal) => {
    const { runInEngineChild } = await import("@kinora/engine");
    return runInEngineChild({ kind: "inspect", stillPath }, childOptions(options, signal));
  },
});
