import type { LogEventView } from "@kinora/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { server } from "../../server/client.ts";
import { generationKey } from "../../server/queries.ts";

/** So many events are shown; the log on the server has all. */
const MOST_EVENTS = 200;

/**
 * The events of a generation as they happen, each once, also across broken connections and restarts of the server. Each makes
 * the generation itself be looked at again.
 */
export const useLive = (id: string): readonly LogEventView[] => {
  const queries = useQueryClient();
  const [events, setEvents] = useState<readonly LogEventView[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    const follow = async (): Promise<void> => {
      setEvents([]);
      const log = server().events(id, { signal: leaving.signal, tries: Number.POSITIVE_INFINITY });
      for await (const event of log) {
        setEvents((seen) => [...seen, event].slice(-MOST_EVENTS));
        void queries.invalidateQueries({ queryKey: generationKey(id) });
      }
      void queries.invalidateQueries({ queryKey: ["generations"] });
    };
    // What goes wrong here, the generation's own query says too.
    follow().catch(() => undefined);
    return () => leaving.abort();
  }, [id, queries]);
  return events;
};
