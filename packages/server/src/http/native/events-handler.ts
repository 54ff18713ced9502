import { audienceOf } from "../../app/caller.ts";
import { followAll } from "../../app/follow-log.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
import { streamEvents } from "../event-stream.ts";
import { lastEventId } from "../last-event-id.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** Follows all generations of the caller from now on, or after `Last-Event-ID`, until the client leaves. */
export const eventsHandler: RouteHandler<"events"> = async ({ context, caller, request, reply }) => {
  const { store, stopping } = context.app;
  const signal = AbortSignal.any([stopping, disconnectSignal(reply.raw)]);
  const latest = await store.latestEventId();
  // An id from the future is another server's: now is the best there is.
  const afterId = Math.min(latest, lastEventId(request.headers["last-event-id"]) ?? latest);
  reply.hijack();
  const events = followAll(store, audienceOf(caller), { afterId, signal });
  await streamEvents(reply.raw, { events, signal, beginsAfter: afterId });
  return reply;
};
