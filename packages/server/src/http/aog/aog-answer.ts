import { Failure, isSettled } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { AppContext } from "../../app/app-context.ts";
import { withModelsThatCould } from "../../app/could-do.ts";
import { artifactUrl } from "../../app/view.ts";
import type { AogError } from "./aog-error.ts";

/** AOG's two keys, `id` and `data`, and what else is worth knowing. */
export interface AogSuccess {
  readonly id: string;
  /** Where the video is. */
  readonly data: string;
  readonly status: string;
  readonly model: string;
  readonly model_asked: string;
  readonly provider: string;
  readonly warnings: Generation["warnings"];
  readonly unmet: Generation["unmet"];
}

/** An error of a request whose generation exists: its id says where the work, or what is known of it, can be found. */
export type AogGenerationError = AogError & { readonly id: string };

const successOf = ({ providers }: AppContext, generation: Generation, url: string): AogSuccess => ({
  id: generation.id,
  data: url,
  status: generation.status,
  model: generation.model,
  model_asked: generation.modelAsked,
  provider: generation.provider,
  warnings: generation.warnings,
  unmet: withModelsThatCould(providers, generation.unmet),
});

/** The success of a settled generation. Throws its failure otherwise, and wait_timeout or draining when it is not settled. */
export const aogAnswer = (app: AppContext, generation: Generation, baseUrl: string): AogSuccess => {
  if (generation.status === "succeeded") {
    const video = generation.artifacts.find(({ kind }) => kind === "video");
    if (video === undefined) throw new Failure("internal", { detail: `${generation.id} has no video.` });
    return successOf(app, generation, artifactUrl(baseUrl, video));
  }
  throw isSettled(generation.status) ? outcomeFailure(generation) : unsettledFailure(app, generation);
};

function outcomeFailure(generation: Generation): Failure {
  const { id } = generation;
  if (generation.status === "failed" || generation.status === "expired") {
    const { code, message, providerCode } = generation.failure;
    return new Failure(code, {
      detail: `${message} (generation ${id})`,
      ...(providerCode === undefined ? {} : { providerCode }),
    });
  }
  if (generation.status === "cancelled")
    return new Failure("cancelled", { detail: `The generation ${id} was cancelled.` });
  return new Failure("outcome_unknown", {
    detail: `It is not known whether the provider accepted ${id}: do not send again. GET /api/v1/generations/${id} says how to settle it.`,
  });
}

function unsettledFailure({ stopping, config }: AppContext, { id }: Generation): Failure {
  if (stopping.aborted) {
    return new Failure("draining", {
      detail: `The server is stopping; the work on ${id} goes on after its restart. Send the same request again to attach to it.`,
    });
  }
  return new Failure("wait_timeout", {
    detail: `${id} is not done after ${config.aogWaitSeconds} s; the work goes on. Send the same request again to attach to it, or GET /api/v1/generations/${id}.`,
  });
}
