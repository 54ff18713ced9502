import { z } from "zod";
import { actViewSchema, auditQuerySchema } from "../audit.ts";
import { ROUTE_ADDRESSES } from "../words/route-addresses.ts";
import type { Route } from "./route.ts";

/** What was done here, and by whom. */
export const AUDIT_ROUTES = {
  audit: {
    ...ROUTE_ADDRESSES.audit,
    summary:
      "Who changed keys, providers, money or setup, settled or deleted something, newest first. For administrators.",
    query: auditQuerySchema,
    answer: z.strictObject({ data: z.array(actViewSchema), next_cursor: z.string().nullable() }),
    failures: ["bad_request", "bad_option", "forbidden"],
  },
} as const satisfies Record<string, Route>;
