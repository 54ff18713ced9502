import { Failure } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import { recordDelivery } from "../../app/record-delivery.ts";
import { waitFor } from "../../app/wait-for.ts";
import { baseUrlOf } from "../base-url.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import type { HttpContext } from "../http-context.ts";
import { readIdempotencyKey } from "../idempotency-key.ts";
import { aogAnswer, type AogGenerationError, type AogSuccess } from "./aog-answer.ts";
import { aogDefaultModel } from "./aog-default-model.ts";
import { aogError } from "./aog-error.ts";
import { readAogRequest } from "./aog-request.ts";
import { readJson } from "./read-json.ts";

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * AOG's route: takes the work, waits for its end and answers `{id, data}`. A client that leaves stops nothing, and the same
 * request sent again attaches to the work, as long as its outcome was never delivered.
 */
export const imageToVideo = async (
  context: HttpContext,
  exchange: Exchange,
): Promise<AogSuccess | AogGenerationError> => {
  const { app } = context;
  const { reply } = exchange;
  const accepted = await accept(context, exchange);
  void reply.header("x-kinora-model", accepted.model);
  const limits = { timeoutMs: app.config.aogWaitSeconds * 1000, signal: disconnectSignal(reply.raw) };
  const generation = await waitFor(app, accepted, limits);
  noteDelivery(context, exchange, generation);
  return answer(context, exchange, generation);
};

async function accept(context: HttpContext, { request, reply }: Exchange): Promise<Generation> {
  const { app } = context;
  const caller = context.authorize(request.headers.authorization);
  const key = readIdempotencyKey(request.headers["idempotency-key"]);
  const asked = readAogRequest(readJson(request));
  const model = asked.request.model ?? aogDefaultModel(app.providers);
  const { generation, isReplay } = await context.createGeneration({
    caller,
    image: asked.image,
    warnings: asked.warnings,
    signal: app.stopping,
    attachesByDigest: true,
    request: { ...asked.request, ...(model === undefined ? {} : { model }) },
    ...(key === undefined ? {} : { idempotencyKey: key }),
  });
  if (isReplay) void reply.header("idempotent-replayed", "true");
  return generation;
}

/** An error here is answered with the generation's id beside AOG's two keys. */
function answer(
  { app }: HttpContext,
  { request, reply }: Exchange,
  generation: Generation,
): AogSuccess | AogGenerationError {
  try {
    return aogAnswer(app, generation, baseUrlOf(app.config, request));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    void reply.code(error.info.status);
    return { ...aogError(error, request.url), id: generation.id };
  }
}

/** Delivered is what was written to the end, to somebody who was still there. */
function noteDelivery({ app }: HttpContext, { reply }: Exchange, generation: Generation): void {
  reply.raw.once("finish", () => {
    if (reply.raw.destroyed) return;
    recordDelivery(app, generation).catch((cause: unknown) => {
      app.log.warn("generation.delivery_not_noted", { generationId: generation.id, cause });
    });
  });
}
