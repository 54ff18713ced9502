import { assertOwner } from "./assert-owner.ts";
import type { RouteHandler } from "./route-handlers.ts";

export const auditHandler: RouteHandler<"audit"> = ({ context, caller, query }) => {
  assertOwner(context, caller, "The audit log is");
  const { cursor, ...rest } = query;
  return context.audit.list({ ...rest, beforeId: cursor === undefined ? undefined : Number(cursor) });
};
