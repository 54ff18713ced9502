import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { LogEventView } from "@kinora/contract";
import { type Generation, type GenerationStore, isFinal } from "@kinora/domain";
import { watchLog } from "../app/wait-for.ts";

export interface EventStreamOptions {
  readonly store: GenerationStore;
  readonly generation: Generation;
  /** Resume after this event; 0 is the start. */
  readonly afterId: number;
  /** The client has gone, or the server stops. */
  readonly signal: AbortSignal;
  /** Default 15 s. */
  readonly commentEveryMs?: number;
}

/** Proxies cut silent connections, most after 30 s or a minute. */
const COMMENT_EVERY_MS = 15_000;
const BATCH = 100;

/**
 * Writes a generation's log as server-sent events: headers at once, a comment every 15 s, and the end of the stream after
 * the event that made it final.
 */
export const streamEvents = async (response: ServerResponse, options: EventStreamOptions): Promise<void> => {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
  response.flushHeaders();
  const comments = setInterval(() => response.write(": still here\n\n"), options.commentEveryMs ?? COMMENT_EVERY_MS);
  try {
    for await (const event of followLog(options)) await write(response, event, options.signal);
  } finally {
    clearInterval(comments);
    response.end();
  }
};

/** Every entry after `afterId`, until the one that made the generation final, or until `signal` aborts. */
async function* followLog({ store, generation, afterId, signal }: EventStreamOptions): AsyncGenerator<LogEventView> {
  const log = watchLog(store, generation.id);
  let seen = afterId;
  try {
    while (!signal.aborted) {
      // Read before the events: what is final then has its last entry in the log already.
      const latest = (await store.read(generation.id)) ?? generation;
      const events = await store.events({ afterId: seen, generationId: generation.id, limit: BATCH });
      yield* events;
      seen = events.at(-1)?.id ?? seen;
      if (events.length < BATCH && isFinal(latest)) return;
      if (events.length < BATCH) await log.next(signal);
    }
  } finally {
    log.stop();
  }
}

async function write(response: ServerResponse, event: LogEventView, signal: AbortSignal): Promise<void> {
  const flowed = response.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  if (flowed || signal.aborted) return;
  // A slow reader holds the stream, not our memory. It may also leave.
  await once(response, "drain", { signal }).catch(() => undefined);
}
