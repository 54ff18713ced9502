import { type Failure, problemOf } from "@kinora/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { aogError } from "./aog/aog-error.ts";
import { isAogPath } from "./aog/aog-path.ts";
import { openAiError } from "./openai/openai-error.ts";
import { isOpenAiPath } from "./openai/openai-path.ts";

const RETRY_AFTER_SECONDS = 5;

/** Answers a failure in the dialect of its route: AOG's envelope under `/aog/`, OpenAI's under `/v1/`, problem details everywhere else. */
export const answerFailure = (request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply => {
  const { status } = failure.info;
  if (status === 503 || status === 429) {
    void reply.header("retry-after", failure.retryAfterSeconds ?? RETRY_AFTER_SECONDS);
  }
  if (failure.code === "unauthorized") void reply.header("www-authenticate", 'Bearer realm="kinora"');
  void reply.header("cache-control", "no-store");
  if (isAogPath(request.url)) return reply.code(status).send(aogError(failure, request.url));
  if (isOpenAiPath(request.url)) {
    // OpenAI's libraries send again by themselves, unless they are told not to.
    return reply.code(status).header("x-should-retry", String(failure.info.retry)).send(openAiError(failure));
  }
  return reply
    .code(status)
    .header("content-type", "application/problem+json")
    .send(JSON.stringify(problemOf(failure)));
};
