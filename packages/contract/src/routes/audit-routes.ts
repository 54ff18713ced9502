import { z } from "zod";
import { actViewSchema, auditQuerySchema } from "../audit.ts";
import type { Route } from "./route.ts";

/** What was done here, and by whom. */
export const AUDIT_ROUTES = {
  audit: {
    method: "GET",
    path: "/api/v1/audit",
    summary:
      "Who changed keys, providers, money or setup, settled or deleted something, newest first. For administrators.",
    query: auditQuerySchema,
    answer: z.strictObject({ data: z.array(actViewSchema), next_cursor: z.string().nullable() }),
    failures: ["bad_request", "bad_option", "forbidden"],
  },
} as const satisfies Record<string, Route>;
