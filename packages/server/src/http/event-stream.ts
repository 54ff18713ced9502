import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { LogEventView } from "@kinora/contract";

export interface EventStreamOptions {
  readonly events: AsyncIterable<LogEventView>;
  /** The client has gone, or the server stops. */
  readonly signal: AbortSignal;
  /** The event that the stream begins after: a client whose connection breaks before the first one resumes after it. */
  readonly beginsAfter?: number;
  /** Default 15 s. */
  readonly commentEveryMs?: number;
}

/** Proxies cut silent connections, most after 30 s or a minute. */
const COMMENT_EVERY_MS = 15_000;
/** How soon a browser connects again. */
const RETRY_MS = 1_000;

/** Writes entries of the log as server-sent events: headers at once, a comment every 15 s, and the end with the last entry. */
export const streamEvents = async (response: ServerResponse, options: EventStreamOptions): Promise<void> => {
  const { events, signal, beginsAfter, commentEveryMs = COMMENT_EVERY_MS } = options;
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
  response.flushHeaders();
  if (beginsAfter !== undefined) response.write(`retry: ${RETRY_MS}\nid: ${beginsAfter}\n\n`);
  const comments = setInterval(() => response.write(": still here\n\n"), commentEveryMs);
  try {
    for await (const event of events) await write(response, event, signal);
  } finally {
    clearInterval(comments);
    response.end();
  }
};

async function write(response: ServerResponse, event: LogEventView, signal: AbortSignal): Promise<void> {
  const flowed = response.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  if (flowed || signal.aborted) return;
  // A slow reader holds the stream, not our memory. It may also leave.
  await once(response, "drain", { signal }).catch(() => undefined);
}
