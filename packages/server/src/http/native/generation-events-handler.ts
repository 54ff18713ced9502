import { readGeneration } from "../../app/read-generation.ts";
import { streamEvents } from "../event-stream.ts";
import { disconnectSignal } from "../disconnect-signal.ts";
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
  reply.hijack();
  await streamEvents(reply.raw, {
    store: app.store,
    generation,
    signal,
    afterId: eventIdOf(request.headers["last-event-id"]),
  });
  return reply;
};

/** An id that is none means: from the start. */
const eventIdOf = (header: string | readonly string[] | undefined): number => {
  const text = [header ?? ""].flat().join("").trim();
  return /^\d{1,15}$/u.test(text) ? Number(text) : 0;
};
