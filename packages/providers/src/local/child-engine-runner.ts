import type { PlanRequest } from "@kinora/contract";
import type { MotionWish } from "@kinora/engine";
import type { EngineRunner, RenderOrder, RenderWatch } from "./engine-runner.ts";
import { CLIP_DEFAULTS } from "./manifest.ts";

export interface ChildEngineOptions {
  /** What a film's metadata say made it, such as `Kinora 0.1.0`. */
  readonly software: string;
  /** The children's whole environment: what a tool on this machine needs to be found, and no key. */
  readonly environment: Readonly<Record<string, string>>;
}

const wishOf = (request: Omit<PlanRequest, "image">): MotionWish => ({
  prompt: request.prompt,
  motion: undefined,
  seed: request.seed ?? 0,
  durationSeconds: request.duration_seconds ?? CLIP_DEFAULTS.durationSeconds,
  fps: request.fps ?? CLIP_DEFAULTS.fps,
  loop: request.loop ?? false,
});

const render = async (
  order: RenderOrder,
  watch: RenderWatch,
  { software, environment }: ChildEngineOptions,
): Promise<void> => {
  const { runInEngineChild } = await import("@kinora/engine");
  await runInEngineChild(
    { kind: "render", order: { ...order, software } },
    {
      signal: watch.signal,
      environment,
      onPlanned: ({ plan, report }) => watch.onNews({ kind: "planned", plan, unmet: report.unmet }),
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
    return runInEngineChild({ kind: "plan", stillPath, wish }, { signal, environment: options.environment });
  },
  inspect: async (stillPath, signal) => {
    const { runInEngineChild } = await import("@kinora/engine");
    return runInEngineChild({ kind: "inspect", stillPath }, { signal, environment: options.environment });
  },
});
