import { Failure } from "@kinora/contract";
import type { ApiKey } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isOpenAiPath } from "./openai/openai-path.ts";
import type { Rate, RequestRates } from "./request-rates.ts";

/** The IETF's draft names (RateLimit header fields for HTTP), and in OpenAI's dialect its own. */
const tell = (request: FastifyRequest, reply: FastifyReply, rate: Rate): void => {
  void reply.header("ratelimit-policy", `"key";q=${rate.limit};w=60`);
  void reply.header("ratelimit", `"key";r=${rate.remaining};t=${rate.resetSeconds}`);
  if (!isOpenAiPath(request.url)) return;
  void reply.header("x-ratelimit-limit-requests", rate.limit);
  void reply.header("x-ratelimit-remaining-requests", rate.remaining);
  void reply.header("x-ratelimit-reset-requests", `${rate.resetSeconds}s`);
};

/** Counts a request of a key that has a limit, and says in its answer what is left. Throws `rate_limited`. */
export const limitRequests = (
  rates: RequestRates,
  key: Pick<ApiKey, "id" | "limits">,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): void => {
  const { requests_per_minute: limit } = key.limits;
  if (limit === null) return;
  const rate = rates.take(key.id, limit);
  tell(request, reply, rate);
  if (!rate.isOver) return;
  throw new Failure("rate_limited", {
    detail: `This API key may send ${limit} requests a minute: send this one again in ${rate.resetSeconds} seconds.`,
    retryAfterSeconds: rate.resetSeconds,
  });
};
