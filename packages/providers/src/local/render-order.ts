import { createHash } from "node:crypto";
import type { SubmitPlan } from "@kinora/domain";
import type { RenderOrder } from "./engine-runner.ts";
import { filmOptionsOf } from "./film-options.ts";
import { CLIP_DEFAULTS } from "./manifest.ts";

/** A request that names no seed gets one of its own, the same on every try. */
const seedOf = (generationId: string): number => createHash("sha256").update(generationId).digest().readUInt32BE(0);

/** What the engine is told to render: the request, with a default for all that it leaves open. */
export const renderOrderOf = (
  plan: SubmitPlan,
  paths: { readonly stillPath: string; readonly outputPath: string },
): RenderOrder => ({
  ...paths,
  prompt: plan.prompt,
  motion: plan.options.motion,
  resolution: plan.options.resolution ?? CLIP_DEFAULTS.resolution,
  preview: plan.options.preview ?? false,
  durationSeconds: plan.options.duration_seconds ?? CLIP_DEFAULTS.durationSeconds,
  fps: plan.options.fps ?? CLIP_DEFAULTS.fps,
  seed: plan.options.seed ?? seedOf(plan.generationId),
  loop: plan.options.loop ?? false,
  film: filmOptionsOf(plan.options),
  strict: plan.strict,
});
