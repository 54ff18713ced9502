import { z } from "zod";
import { aogDocumentSchema, aogImportedSchema } from "../aog-configuration.ts";
import { budgetLimitsSchema, budgetsSchema, usageQuerySchema, usageSchema } from "../money.ts";
import {
  providerChangeSchema,
  providerRemovedSchema,
  providerTestSchema,
  providerViewSchema,
} from "../provider-view.ts";
import { ROUTE_ADDRESSES } from "../words/route-addresses.ts";
import { byId, type Route } from "./route.ts";

/** How this installation is set up, and what it spends. */
export const SETUP_ROUTES = {
  listProviders: {
    ...ROUTE_ADDRESSES.listProviders,
    summary: "Who makes videos here, and whether each is set up.",
    answer: z.strictObject({ data: z.array(providerViewSchema) }),
    failures: [],
  },
  getProvider: {
    ...ROUTE_ADDRESSES.getProvider,
    summary: "One provider as it stands here; a key is never shown.",
    params: byId,
    answer: providerViewSchema,
    failures: ["no_such_provider"],
  },
  setProvider: {
    ...ROUTE_ADDRESSES.setProvider,
    summary: "Store a provider's key (encrypted, never shown), address or region; it counts at once.",
    params: byId,
    body: providerChangeSchema,
    answer: providerViewSchema,
    act: "provider.set",
    failures: ["bad_request", "bad_option", "forbidden", "no_such_provider", "work_under_way", "master_key_unusable"],
  },
  removeProvider: {
    ...ROUTE_ADDRESSES.removeProvider,
    summary:
      "Forget what is stored of a provider, its key too; refused while it has work under way, unless `?force=true`.",
    params: byId,
    query: z.strictObject({ force: z.stringbool().default(false) }),
    answer: providerRemovedSchema,
    act: "provider.removed",
    failures: ["bad_option", "forbidden", "no_such_provider", "work_under_way"],
  },
  testProvider: {
    ...ROUTE_ADDRESSES.testProvider,
    summary: "Ask a provider something that costs nothing, to see whether address and key are right.",
    params: byId,
    answer: providerTestSchema,
    failures: ["no_such_provider"],
  },
  importAog: {
    ...ROUTE_ADDRESSES.importAog,
    summary: "Take over what is ours of an AOG configuration (.aog) of any version; what is not is named.",
    body: aogDocumentSchema,
    answer: aogImportedSchema,
    act: "aog.imported",
    failures: ["bad_request", "forbidden"],
  },
  exportAog: {
    ...ROUTE_ADDRESSES.exportAog,
    summary: "This installation as an AOG configuration; keys are never in it.",
    answer: aogDocumentSchema,
    failures: ["forbidden"],
  },
  getBudgets: {
    ...ROUTE_ADDRESSES.getBudgets,
    summary: "What this installation may spend in a day and a month, and has.",
    answer: budgetsSchema,
    failures: ["forbidden"],
  },
  setBudgets: {
    ...ROUTE_ADDRESSES.setBudgets,
    summary: "Set both budgets, in US dollars; null is no limit. What would go over one is refused before it is sent.",
    body: budgetLimitsSchema,
    answer: budgetsSchema,
    act: "budgets.set",
    failures: ["bad_request", "bad_option", "forbidden"],
  },
  usage: {
    ...ROUTE_ADDRESSES.usage,
    summary: "What was billed, by day, provider and model.",
    query: usageQuerySchema,
    answer: usageSchema,
    failures: ["bad_request", "bad_option", "forbidden"],
  },
} as const satisfies Record<string, Route>;
