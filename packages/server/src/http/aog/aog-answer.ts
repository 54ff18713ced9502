import { Failure } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { AppContext } from "../../app/app-context.ts";
import { withModelsThatCould } from "../../app/could-do.ts";
import { outcomeFailure } from "../../app/outcome-failure.ts";
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
  const failure = outcomeFailure(generation);
  throw failure === undefined ? unsettledFailure(app, generation) : withId(failure, generation);
};

/** With the id of a generation that failed, which AOG's clients see nowhere else. */
const withId = (failure: Failure, { id }: Generation): Failure => {
  const { code, message, providerCode } = failure;
  if (message.includes(id)) return failure;
  const detail = `${message} (generation ${id})`;
  return new Failure(code, { detail, ...(providerCode === undefined ? {} : { providerCode }) });
};

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
