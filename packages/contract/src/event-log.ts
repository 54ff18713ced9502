import { z } from "zod";
import { jsonObjectSchema } from "./json.ts";

/** One entry of the event log: what happened to one generation. SSE, webhooks and waiting requests all read this log. */
export const logEventSchema = z.strictObject({
  /** Grows; what `Last-Event-ID` resumes after. */
  id: z.int(),
  generation_id: z.string(),
  /** `generation.<status>` when the status changed, else `generation.progressed`, `generation.noted`, … */
  type: z.string(),
  at: z.string(),
  data: jsonObjectSchema,
});
export type LogEventView = z.infer<typeof logEventSchema>;
