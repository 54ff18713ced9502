import { FINAL_STATUSES, type LogEventView } from "@kinora/contract";
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
  const { signal, tries = 8 } = options;
  const at = { signal, last: options.after };
  let failures = 0;
  while (failures < tries) {
    if (failures > 0) await pause(backOffMs(failures), signal);
    for await (const event of untilItBreaks(connection(transport, id, at))) {
      failures = 0;
      at.last = event.id;
      yield event;
      if (FINAL_EVENTS.includes(event.type)) return;
    }
    failures += 1;
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

async function* connection(
  transport: Transport,
  id: string,
  at: { signal: AbortSignal | undefined; last: number | undefined },
): AsyncGenerator<LogEventView> {
  const headers = new Headers({ accept: "text/event-stream" });
  if (at.last !== undefined) headers.set("last-event-id", String(at.last));
  const response = await transport.open("generationEvents", { id, headers, signal: at.signal });
  for await (const event of readServerSentEvents(transport.bytes(response, at.signal))) {
    yield JSON.parse(event.data) as LogEventView;
  }
}
