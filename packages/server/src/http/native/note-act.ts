import type { JsonObject, JsonValue, Route, RouteName } from "@kinora/contract";
import type { RouteCall } from "./route-handlers.ts";

/** Fields of a request that may be written down as they came; of all others only that they were there. */
const SHOWN: ReadonlySet<string> = new Set([
  "name",
  "scopes",
  "limits",
  "priority",
  "day_usd",
  "month_usd",
  "action",
  "region",
  "events",
]);

const isRecord = (value: unknown): value is Record<string, JsonValue> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const detailOf = (body: unknown): JsonObject => {
  if (!isRecord(body)) return {};
  const shown = Object.entries(body).filter(([field]) => SHOWN.has(field));
  const hidden = Object.keys(body).filter((field) => !SHOWN.has(field));
  return { ...Object.fromEntries(shown), ...(hidden.length === 0 ? {} : { given: hidden.slice(0, 20) }) };
};

const idOf = (value: unknown): string | undefined =>
  isRecord(value) && typeof value["id"] === "string" ? value["id"] : undefined;

/** Writes down what a route of the table has done, where its row says so. */
export const noteAct = async (
  { act }: Route,
  { context, caller, params, request }: RouteCall<RouteName>,
  answer: unknown,
): Promise<void> => {
  if (act === undefined) return;
  const subject = idOf(params) ?? idOf(answer);
  await context.audit.note({ actor: caller.id, address: request.ip, act, subject, detail: detailOf(request.body) });
};
