import { type ArtifactView, type GenerationView, isSettled } from "@kinora/contract";
import { type Artifact, type Generation, labelsOf } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { withModelsThatCould } from "./could-do.ts";
import { ETA_SAMPLES, etaOf } from "./eta.ts";
import { findModel } from "./offers.ts";
import { queuePositionOf } from "./queue-position.ts";
import { reviewOf } from "./review.ts";
import { goneAtMs } from "./trash.ts";

export type View = (generation: Generation) => Promise<GenerationView>;

/** The address of one artifact for everybody who has it, under `baseUrl` (no final slash). */
export const artifactUrl = (baseUrl: string, { capability, fileName }: Artifact): string =>
  `${baseUrl}/artifacts/${encodeURIComponent(capability)}/${encodeURIComponent(fileName)}`;

/** An estimate may be so old: many ask at once, and runs take seconds. */
const HISTORY_LASTS_MS = 1_000;

interface History {
  readonly readAt: number;
  readonly runSeconds: Promise<readonly number[]>;
}

const histories = new WeakMap<AppContext["store"], Map<string, History>>();

const historyOf = ({ store, clock }: AppContext, model: string): Promise<readonly number[]> => {
  const ofStore = histories.get(store) ?? new Map<string, History>();
  histories.set(store, ofStore);
  const known = ofStore.get(model);
  if (known !== undefined && clock.now() - known.readAt < HISTORY_LASTS_MS) return known.runSeconds;
  const runSeconds = store.recentRunSeconds(model, ETA_SAMPLES);
  ofStore.set(model, { readAt: clock.now(), runSeconds });
  return runSeconds;
};

/** Shows generations to clients who reach us at `baseUrl`. */
export const createView = (app: AppContext, baseUrl: string): View => {
  return async (generation) => {
    const waits = generation.status === "queued" ? await queuePositionOf(app, generation) : undefined;
    const runSeconds = isSettled(generation.status) ? [] : await historyOf(app, generation.model);
    const eta = etaOf(generation, { runSeconds, queuePosition: waits, nowMs: app.clock.now() });
    return {
      id: generation.id,
      status: generation.status,
      stage: generation.stage ?? null,
      progress: generation.progress,
      queue_position: waits ?? null,
      eta_seconds: eta.seconds ?? null,
      eta_samples: eta.samples,
      model_asked: generation.modelAsked,
      model: generation.model,
      provider: generation.provider,
      considered: consideredIn(generation),
      prompt: generation.prompt ?? null,
      options: shownOptions(app, generation),
      warnings: [...generation.warnings],
      plan: generation.plan ?? null,
      unmet: withModelsThatCould(app.providers, generation.unmet),
      cost: costOf(generation),
      image: imageOf(generation),
      artifacts: generation.status === "succeeded" ? generation.artifacts.map((one) => viewArtifact(one, baseUrl)) : [],
      review: reviewOf(generation, app.providers),
      cancel: cancelOf(generation),
      error: errorOf(generation),
      ...labelsView(generation),
      metadata: generation.metadata,
      created_at: isoTime(generation.createdAt),
      started_at: isoTimeOrNull(generation.startedAt),
      finished_at: "finishedAt" in generation ? isoTime(generation.finishedAt) : null,
    };
  };
};

const consideredIn = ({ considered = [] }: Generation): GenerationView["considered"] => [...considered];

const labelsView = (generation: Generation): Pick<GenerationView, "title" | "tags" | "favourite" | "trash"> => {
  const { title = null, tags, favourite } = labelsOf(generation);
  const { trashedAt } = generation;
  const trash = trashedAt === undefined ? null : { since: isoTime(trashedAt), gone_at: isoTime(goneAtMs(trashedAt)) };
  return { title, tags: [...tags], favourite, trash };
};

const isoTime = (timeMs: number): string => new Date(timeMs).toISOString();
const isoTimeOrNull = (timeMs: number | undefined): string | null => (timeMs === undefined ? null : isoTime(timeMs));

const viewArtifact = (artifact: Artifact, baseUrl: string): ArtifactView => ({
  kind: artifact.kind,
  url: artifactUrl(baseUrl, artifact),
  type: artifact.mediaType,
  bytes: artifact.bytes,
  sha256: artifact.sha256,
  width: artifact.width,
  height: artifact.height,
  duration_seconds: artifact.durationSeconds ?? null,
});

/** The options as they count: what was asked, completed by the model's defaults and, once it is there, by the plan. */
function shownOptions({ providers }: AppContext, generation: Generation): GenerationView["options"] {
  const asked = { ...generation.options };
  // Pictures and masks are not shown back: they may have megabytes.
  delete asked.last_image;
  delete asked.motion;
  const model = findModel(providers, generation);
  const defaults =
    model === undefined
      ? {}
      : { duration_seconds: model.default_duration_seconds, resolution: model.default_resolution };
  const { plan } = generation;
  const planned =
    plan === undefined
      ? {}
      : { duration_seconds: plan.duration_seconds, fps: plan.fps, seed: plan.seed, loop: plan.loop };
  return { ...defaults, ...planned, ...asked };
}

const usdOf = (microUsd: number | undefined): number | null => (microUsd === undefined ? null : microUsd / 1e6);

/** Work that is free, or was never sent, ends with nothing settled: 0. */
const costOf = ({ estimateMicroUsd, billing, status, cost, attempts }: Generation): GenerationView["cost"] => ({
  estimate_usd: usdOf(estimateMicroUsd),
  held_usd: (cost?.heldMicroUsd ?? 0) / 1e6,
  settled_usd: isSettled(status) && (billing === "free" || attempts === 0) ? 0 : usdOf(cost?.settledMicroUsd),
  native: cost?.native ?? null,
});

const imageOf = ({ image }: Generation): GenerationView["image"] => ({
  sha256: image.sha256,
  width: image.width,
  height: image.height,
  mean_color: image.meanColor,
});

function cancelOf({ cancel }: Generation): GenerationView["cancel"] {
  if (cancel === undefined) return null;
  return { stops: cancel.stops, billing: cancel.billing, asked_at: isoTime(cancel.askedAt) };
}

function errorOf(generation: Generation): GenerationView["error"] {
  if (generation.status === "cancelled") {
    return { code: "cancelled", message: "The generation was cancelled.", provider_code: null };
  }
  if (generation.status !== "failed" && generation.status !== "expired") return null;
  const { code, message, providerCode } = generation.failure;
  return { code, message, provider_code: providerCode ?? null };
}
