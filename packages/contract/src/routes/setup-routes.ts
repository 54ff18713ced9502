import { z } from "zod";
import { budgetLimitsSchema, budgetsSchema, usageQuerySchema, usageSchema } from "../money.ts";
import { providerTestSchema, providerViewSchema } from "../provider-view.ts";
import { byId, type Route } from "./route.ts";

/** How this installation is set up, and what it spends. */
export const SETUP_ROUTES = {
  listProviders: {
    method: "GET",
    path: "/api/v1/providers",
    summary: "Who makes videos here, and whether each is set up.",
    answer: z.strictObject({ data: z.array(providerViewSchema) }),
    failures: [],
  },
  getProvider: {
    method: "GET",
    path: "/api/v1/providers/:id",
    summary: "One provider as it stands here; a key is never shown.",
    params: byId,
    answer: providerViewSchema,
    failures: ["no_such_provider"],
  },
  testProvider: {
    method: "POST",
    path: "/api/v1/providers/:id/test",
    summary: "Ask a provider something that costs nothing, to see whether address and key are right.",
    params: byId,
    answer: providerTestSchema,
    failures: ["no_such_provider"],
  },
  getBudgets: {
    method: "GET",
    path: "/api/v1/budgets",
    summary: "What this installation may spend in a day and a month, and has.",
    answer: budgetsSchema,
    failures: ["forbidden"],
  },
  setBudgets: {
    method: "PUT",
    path: "/api/v1/budgets",
    summary: "Set both budgets, in US dollars; null is no limit. What would go over one is refused before it is sent.",
    body: budgetLimitsSchema,
    answer: budgetsSchema,
    failures: ["bad_request", "bad_option", "forbidden"],
  },
  usage: {
    method: "GET",
    path: "/api/v1/usage",
    summary: "What was billed, by day, provider and model.",
    query: usageQuerySchema,
    answer: usageSchema,
    failures: ["bad_request", "bad_option", "forbidden"],
  },
} as const satisfies Record<string, Route>;
