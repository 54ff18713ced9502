import type { CreateInput } from "../../app/create-generation.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { readIdempotencyKey } from "../idempotency-key.ts";
import { answerVideo, type Exchange } from "./exchange.ts";
import { missingReference } from "./input-reference.ts";
import { withVideoBody } from "./video-body.ts";
import type { VideoRequest } from "./video-request.ts";
import type { Video } from "./video.ts";

/** How often OpenAI's library has sent this request before: it counts, and sends no key. 0 of everybody else. */
const readRepeat = (header: string | readonly string[] | undefined): number =>
  typeof header === "string" && /^\d{1,2}$/u.test(header) ? Number(header) : 0;

type Ordered = Pick<CreateInput, "request" | "image" | "covers" | "warnings">;

/** Makes a generation of what was asked and answers it, also when an earlier sending of the same request has made it. */
export const acceptVideo = async (exchange: Exchange, ordered: Ordered): Promise<Video> => {
  const { context, caller, request, reply } = exchange;
  const key = readIdempotencyKey(request.headers["idempotency-key"]);
  const { generation, isReplay } = await context.createGeneration({
    ...ordered,
    caller,
    // Who is gone before anything was accepted will send again: then that one counts.
    signal: AbortSignal.any([context.app.stopping, disconnectSignal(reply.raw)]),
    ...(key === undefined
      ? { repeat: readRepeat(request.headers["x-stainless-retry-count"]) }
      : { idempotencyKey: key }),
  });
  if (isReplay) void reply.header("idempotent-replayed", "true");
  return answerVideo(exchange, generation);
};

const withPicture = (asked: VideoRequest): VideoRequest => {
  if (asked.image === undefined) throw missingReference();
  return asked;
};

/** `POST /v1/videos`. */
export const createVideo = (exchange: Exchange): Promise<Video> => {
  const { context, request } = exchange;
  return withVideoBody({ request, tempDir: context.app.incomingDir }, (asked) =>
    acceptVideo(exchange, withPicture(asked)),
  );
};
