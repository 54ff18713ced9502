import { followGeneration } from "../../app/follow-log.ts";
import { readGeneration } from "../../app/read-generation.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { streamEvents } from "../event-stream.ts";
import { lastEventId } from "../last-event-id.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** Follows one generation from its first event, or after `Last-Event-ID`, to its end. */
export const generationEventsHandler: RouteHandler<"generationEvents"> = async ({
  context,
  caller,
  params,
  request,
  reply,
}) => {
  const { app } = context;
  const generation = await readGeneration(app, caller, params.id);
  const signal = AbortSignal.any([app.stopping, disconnectSignal(reply.raw)]);
  const afterId = lastEventId(request.headers["last-event-id"]) ?? 0;
  reply.hijack();
  await streamEvents(reply.raw, { events: followGeneration(app.store, generation, { afterId, signal }), signal });
  return reply;
};
