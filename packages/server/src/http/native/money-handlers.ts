import { ROUTES } from "@kinora/contract";
import { budgetsView } from "../../app/budget.ts";
import type { Caller } from "../../app/caller.ts";
import type { HttpContext } from "../http-context.ts";
import { parseWith } from "../parse-with.ts";
import { assertOwner } from "./assert-owner.ts";
import type { RouteHandler } from "./route-handlers.ts";

const DAY_MS = 86_400_000;
const DAYS_SHOWN = 30;

const assertOwnsMoney = (context: HttpContext, caller: Caller): void =>
  assertOwner(context, caller, "The money of the whole installation is");

/** What is spent, and of how much. */
export const getBudgetsHandler: RouteHandler<"getBudgets"> = ({ context, caller }) => {
  assertOwnsMoney(context, caller);
  return budgetsView(context.app);
};

const microUsd = (usd: number): number => Math.round(usd * 1e6);

/** Takes the place of both budgets; the next submit is judged by them. */
export const setBudgetsHandler: RouteHandler<"setBudgets"> = async ({ context, caller, request }) => {
  assertOwnsMoney(context, caller);
  const { day_usd: day, month_usd: month } = parseWith(ROUTES.setBudgets.body, request.body);
  await context.app.store.setBudgets({
    ...(day === null ? {} : { day: microUsd(day) }),
    ...(month === null ? {} : { month: microUsd(month) }),
  });
  context.app.log.info("budgets.set", { day, month });
  return budgetsView(context.app);
};

/** What was billed, by day, provider and model. */
export const usageHandler: RouteHandler<"usage"> = async ({ context, caller, query }) => {
  assertOwnsMoney(context, caller);
  const { store, clock } = context.app;
  const beforeMs = query.to === undefined ? clock.now() + 1 : Date.parse(query.to) + DAY_MS;
  const sinceMs = query.from === undefined ? beforeMs - DAYS_SHOWN * DAY_MS : Date.parse(query.from);
  const rows = await store.usage({ sinceMs, beforeMs });
  const { heldMicroUsd } = await store.spending(beforeMs);
  const data = rows.map(({ settledMicroUsd, ...row }) => ({ ...row, settled_usd: settledMicroUsd / 1e6 }));
  return { data, held_usd: heldMicroUsd / 1e6 };
};
