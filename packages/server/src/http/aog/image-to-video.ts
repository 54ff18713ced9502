import { Failure } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import { recordDelivery } from "../../app/record-delivery.ts";
import { waitFor } from "../../app/wait-for.ts";
import { baseUrlOf } from "../base-url.ts";
import { forgetBody } from "../bodies-in-flight.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import type { HttpContext } from "../http-context.ts";
import { readIdempotencyKey } from "../idempotency-key.ts";
import { type AliyunTask, aliyunTaskOf, readAliyunRequest } from "./aliyun-body.ts";
import { aogAnswer, type AogGenerationError, type AogSuccess } from "./aog-answer.ts";
import { aogDefaultModel } from "./aog-default-model.ts";
import { aogError } from "./aog-error.ts";
import { aogDefaults } from "./control/aog-setup.ts";
import { type AogRequest, readAogRequest } from "./aog-request.ts";
import { readJson } from "./read-json.ts";

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * AOG's route: takes the work, waits for its end and answers `{id, data}`. A client that leaves stops nothing, and the same
 * request sent again attaches to the work, as long as its outcome was never delivered.
 */
export const imageToVideo = (context: HttpContext, exchange: Exchange): Promise<AogSuccess | AogGenerationError> =>
  answerInFull(context, exchange, { read: readAogRequest, show: (success) => success });

/** The same work for a body in DashScope's own words, answered as the vendor's finished task. */
export const aliyunImageToVideo = (
  context: HttpContext,
  exchange: Exchange,
): Promise<AliyunTask | AogGenerationError> =>
  answerInFull(context, exchange, { read: readAliyunRequest, show: aliyunTaskOf });

interface Dialect<Shown> {
  readonly read: (json: unknown) => AogRequest;
  readonly show: (success: AogSuccess, generation: Generation) => Shown;
}

async function answerInFull<Shown>(
  context: HttpContext,
  exchange: Exchange,
  { read, show }: Dialect<Shown>,
): Promise<Shown | AogGenerationError> {
  const { app } = context;
  const { reply } = exchange;
  const accepted = await accept(context, exchange, read);
  forgetBody(exchange.request);
  void reply.header("x-kinora-model", accepted.model);
  const limits = { timeoutMs: app.config.aogWaitSeconds * 1000, signal: disconnectSignal(reply.raw) };
  const generation = await waitFor(app, accepted, limits);
  noteDelivery(context, exchange, generation);
  const answered = answer(context, exchange, generation);
  return "data" in answered ? show(answered, generation) : answered;
}

async function accept(
  context: HttpContext,
  { request, reply }: Exchange,
  read: Dialect<unknown>["read"],
): Promise<Generation> {
  const { app } = context;
  const caller = context.authorize(request, "create");
  const key = readIdempotencyKey(request.headers["idempotency-key"]);
  const asked = read(readJson(request));
  const defaults = await aogDefaults(app);
  const model = asked.request.model ?? defaults.model ?? aogDefaultModel(app.providers);
  const policy = asked.request.hybrid_policy ?? defaults.policy;
  const { generation, isReplay } = await context.createGeneration({
    caller,
    image: asked.image,
    warnings: asked.warnings,
    signal: app.stopping,
    attachesByDigest: true,
    request: {
      ...asked.request,
      ...(model === undefined ? {} : { model }),
      ...(policy === undefined ? {} : { hybrid_policy: policy }),
    },
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
