import { type GenerationView, outputSize, type Status } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import { outcomeFailure } from "../../app/outcome-failure.ts";

export type VideoStatus = "queued" | "in_progress" | "completed" | "failed";

/** OpenAI's Video object, every key always there; what else there is to know lies under one key of our own. */
export interface Video {
  readonly id: string;
  readonly object: "video";
  readonly model: string;
  readonly status: VideoStatus;
  readonly progress: number;
  /** Seconds since 1970. */
  readonly created_at: number;
  readonly completed_at: number | null;
  /** Always null: a video lives until it is deleted. */
  readonly expires_at: number | null;
  readonly prompt: string | null;
  readonly size: string;
  readonly seconds: string;
  readonly remixed_from_video_id: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly x_kinora: Pick<
    GenerationView,
    | "status"
    | "stage"
    | "queue_position"
    | "eta_seconds"
    | "model_asked"
    | "provider"
    | "warnings"
    | "unmet"
    | "cost"
    | "artifacts"
  >;
}

/** OpenAI has four words. What it has none for is failed, with a code: its libraries take an unknown word for the end. */
const STATUSES: Readonly<Record<Status, VideoStatus>> = {
  queued: "queued",
  submitting: "in_progress",
  running: "in_progress",
  collecting: "in_progress",
  succeeded: "completed",
  failed: "failed",
  cancelled: "failed",
  expired: "failed",
  needs_review: "failed",
};

const SECOND_MS = 1000;
const secondsOf = (timeMs: number): number => Math.floor(timeMs / SECOND_MS);

/** A generation as this dialect shows it. */
export const videoOf = (generation: Generation, view: GenerationView): Video => ({
  id: generation.id,
  object: "video",
  model: generation.model,
  status: STATUSES[generation.status],
  progress: generation.status === "succeeded" ? 100 : generation.progress,
  created_at: secondsOf(generation.createdAt),
  completed_at: "finishedAt" in generation ? secondsOf(generation.finishedAt) : null,
  expires_at: null,
  prompt: view.prompt,
  size: sizeOf(generation, view),
  seconds: String(view.options.duration_seconds ?? 0),
  remixed_from_video_id: generation.madeFrom?.frame === "first" ? generation.madeFrom.generation : null,
  error: errorOf(generation),
  x_kinora: kinorasOwn(view),
});

/** The video's own size once it is there; until then the one that the embedded engine would make. */
function sizeOf({ image }: Generation, { artifacts, options }: GenerationView): string {
  const video = artifacts.find(({ kind }) => kind === "video") ?? outputSize(image, options.resolution ?? "720p");
  return `${video.width}x${video.height}`;
}

function errorOf(generation: Generation): Video["error"] {
  const failure = outcomeFailure(generation);
  if (failure === undefined) return null;
  return { code: generation.status === "expired" ? "expired" : failure.code, message: failure.message };
}

function kinorasOwn(view: GenerationView): Video["x_kinora"] {
  const { status, stage, queue_position, eta_seconds, model_asked, provider, warnings, unmet, cost, artifacts } = view;
  return { status, stage, queue_position, eta_seconds, model_asked, provider, warnings, unmet, cost, artifacts };
}
