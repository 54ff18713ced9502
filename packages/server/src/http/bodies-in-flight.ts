import type { IncomingMessage } from "node:http";
import { getHeapStatistics } from "node:v8";
import { Failure } from "@kinora/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { BODY_MAX_BYTES } from "../app/limits.ts";

/** A body is in memory as text, then parsed, then as a picture's bytes: so much of the heap is for bodies as they come. */
const SHARE_OF_HEAP = 1 / 8;
const MOST_BYTES = 256 * 1024 * 1024;
const STREAMED_TYPE = /^(?:multipart|image)\//iu;
const STREAMED_ROUTE = "/api/v1/uploads";

/** What gives back the memory of a request's body. */
const giveBack = new WeakMap<IncomingMessage, () => void>();

/** How many bytes the body will hold in memory; forms and pictures stream to the disk. One of unknown length may be as long as any. */
const bytesToHold = ({ headers, routeOptions }: FastifyRequest): number => {
  const hasBody = headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined;
  const isStreamed = STREAMED_TYPE.test(headers["content-type"] ?? "") || routeOptions.url === STREAMED_ROUTE;
  if (!hasBody || isStreamed) return 0;
  const length = Number(headers["content-length"] ?? BODY_MAX_BYTES);
  // A longer one is refused before it is read.
  return length > BODY_MAX_BYTES ? 0 : length;
};

/** How many bytes of bodies may be in memory at once here. */
export const bodyBudgetBytes = (): number => Math.min(MOST_BYTES, getHeapStatistics().heap_size_limit * SHARE_OF_HEAP);

/**
 * Refuses bodies, with overloaded, while those that are being read and answered hold as much memory as they may together: a refusal now is
 * better than a process that dies with everybody's. One alone is always taken.
 */
export const limitBodiesInFlight = (server: FastifyInstance, budgetBytes: number): void => {
  let inFlight = 0;
  server.addHook("onRequest", (request, reply, done) => {
    const bytes = bytesToHold(request);
    if (bytes > 0 && inFlight > 0 && inFlight + bytes > budgetBytes) {
      throw new Failure("overloaded", {
        detail:
          "Too many large requests are being read at once: send this one again in a moment, or its picture as a form.",
      });
    }
    let held = bytes;
    inFlight += held;
    const release = (): void => {
      inFlight -= held;
      held = 0;
    };
    giveBack.set(request.raw, release);
    reply.raw.once("close", release);
    done();
  });
};

/** For requests that wait after they were read: the body is gone, and its memory free for others. */
export const forgetBody = (request: FastifyRequest): void => {
  request.body = undefined;
  giveBack.get(request.raw)?.();
};
