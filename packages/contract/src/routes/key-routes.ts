import { z } from "zod";
import { apiKeyChangeSchema, apiKeyRequestSchema, apiKeyViewSchema, newApiKeySchema } from "../api-key.ts";
import { ROUTE_ADDRESSES } from "../words/route-addresses.ts";
import { byId, type Route } from "./route.ts";

/** Who may call this server. */
export const KEY_ROUTES = {
  createKey: {
    ...ROUTE_ADDRESSES.createKey,
    summary: "Make an API key; it is shown this once. For administrators.",
    body: apiKeyRequestSchema,
    answer: newApiKeySchema,
    statuses: [201],
    act: "key.created",
    failures: ["bad_request", "bad_option", "forbidden"],
  },
  listKeys: {
    ...ROUTE_ADDRESSES.listKeys,
    summary: "All API keys, the newest first; the keys themselves are never shown again. For administrators.",
    answer: z.strictObject({ data: z.array(apiKeyViewSchema) }),
    failures: ["forbidden"],
  },
  changeKey: {
    ...ROUTE_ADDRESSES.changeKey,
    summary: "Change a key's name, limits or priority; it counts at once. For administrators.",
    params: byId,
    body: apiKeyChangeSchema,
    answer: apiKeyViewSchema,
    act: "key.changed",
    failures: ["bad_request", "bad_option", "forbidden", "key_not_found"],
  },
  revokeKey: {
    ...ROUTE_ADDRESSES.revokeKey,
    summary: "End an API key at once, for good; what was made with it stays. For administrators.",
    params: byId,
    answer: apiKeyViewSchema,
    act: "key.revoked",
    failures: ["forbidden", "key_not_found"],
  },
} as const satisfies Record<string, Route>;
