import { isSettled } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../../app/caller.ts";
import { createView } from "../../app/view.ts";
import { baseUrlOf } from "../base-url.ts";
import type { HttpContext } from "../http-context.ts";
import { type Video, videoOf } from "./video.ts";

/** One request of this dialect, let in. */
export interface Exchange {
  readonly context: HttpContext;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const SECOND_MS = 1000;
/** How long a client may sleep before it looks again, at least and at most: it should see some progress. */
const POLL_AFTER_MS = { min: 500, usual: 1000, max: 5000 } as const;

const pollAfterMs = (etaSeconds: number | null): number => {
  if (etaSeconds === null) return POLL_AFTER_MS.usual;
  return Math.round(Math.min(POLL_AFTER_MS.max, Math.max(POLL_AFTER_MS.min, etaSeconds * SECOND_MS)));
};

/** One video as the answer, with the time after which it is worth to look again. */
export const answerVideo = async ({ context, request, reply }: Exchange, generation: Generation): Promise<Video> => {
  const view = await createView(context.app, baseUrlOf(context.app.config, request))(generation);
  void reply.header("x-kinora-model", generation.model);
  if (!isSettled(generation.status)) void reply.header("openai-poll-after-ms", pollAfterMs(view.eta_seconds));
  return videoOf(generation, view);
};
