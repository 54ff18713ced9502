import type { LogEventView } from "@kinora/contract";
import { FINAL_STATUSES } from "@kinora/contract/words";
import { backOffMs, pause } from "./back-off.ts";
import { readServerSentEvents } from "./server-sent-events.ts";
import { ServerUnreachable } from "./server-unreachable.ts";
import type { Transport } from "./transport.ts";

export interface EventsOptions {
  readonly signal?: AbortSignal;
  /** The id of the last event that was seen: the stream goes on after it. */
  readonly after?: number;
  /** After so many connections in a row that brought nothing, `ServerUnreachable` is thrown. */
  readonly tries?: number;
}

const FINAL_EVENTS: readonly string[] = FINAL_STATUSES.map((status) => `generation.${status}`);

/**
 * Every event of a generation, from its first or after `after`, each once and in order; ends with the event of a final
 * status. A broken connection is opened again where it broke.
 */
export async function* generationEvents(
  transport: Transport,
  id: string,
  options: EventsOptions = {},
): AsyncGenerator<LogEventView> {
  for await (const event of resumed(transport, { route: "generationEvents", id }, options)) {
    yield event;
    if (FINAL_EVENTS.includes(event.type)) return;
  }
}

/**
 * Every event of the caller's generations, from now on or after `after`, each once and in order, for as long as they are
 * read. A broken connection is opened again where it broke.
 */
export const allEvents = (transport: Transport, options: EventsOptions = {}): AsyncGenerator<LogEventView> =>
  resumed(transport, { route: "events" }, options);

interface Stream {
  readonly route: "generationEvents" | "events";
  readonly id?: string;
}

async function* resumed(
  transport: Transport,
  stream: Stream,
  { signal, after, tries = 8 }: EventsOptions,
): AsyncGenerator<LogEventView> {
  const at: Position = { signal, last: after, failures: 0 };
  while (at.failures < tries) {
    if (at.failures > 0) await pause(backOffMs(at.failures), signal);
    // Whatever the connection brings sets this back.
    at.failures += 1;
    yield* untilItBreaks(connection(transport, stream, at));
  }
  throw new ServerUnreachable(transport.baseUrl, undefined);
}

/** Ends where the connection breaks, as if it had ended there. */
async function* untilItBreaks<T>(events: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error;
  }
}

interface Position {
  readonly signal: AbortSignal | undefined;
  /** The id of the last event seen. */
  last: number | undefined;
  /** Connections in a row that brought nothing. */
  failures: number;
}

async function* connection(transport: Transport, { route, id }: Stream, at: Position): AsyncGenerator<LogEventView> {
  const headers = new Headers({ accept: "text/event-stream" });
  if (at.last !== undefined) headers.set("last-event-id", String(at.last));
  const response = await transport.open(route, { ...(id === undefined ? {} : { id }), headers, signal: at.signal });
  const seen = (eventId: string): void => {
    at.last = Number(eventId);
    at.failures = 0;
  };
  for await (const event of readServerSentEvents(transport.bytes(response, at.signal), seen)) {
    yield JSON.parse(event.data) as LogEventView;
  }
}
