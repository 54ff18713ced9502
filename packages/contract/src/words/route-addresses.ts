/** Where a route of the native API is. `:id` in the path stands for one id. */
export interface RouteAddress {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
  readonly path: `/${string}`;
}

/** Every route of the native API by its name. What each takes and answers, the route table says (`routes.ts`). */
export const ROUTE_ADDRESSES = {
  createGeneration: { method: "POST", path: "/api/v1/generations" },
  listGenerations: { method: "GET", path: "/api/v1/generations" },
  getGeneration: { method: "GET", path: "/api/v1/generations/:id" },
  generationEvents: { method: "GET", path: "/api/v1/generations/:id/events" },
  events: { method: "GET", path: "/api/v1/events" },
  generationContent: { method: "GET", path: "/api/v1/generations/:id/content" },
  archive: { method: "GET", path: "/api/v1/archive" },
  cancelGeneration: { method: "POST", path: "/api/v1/generations/:id/cancel" },
  labelGeneration: { method: "PATCH", path: "/api/v1/generations/:id" },
  trashGeneration: { method: "DELETE", path: "/api/v1/generations/:id" },
  restoreGeneration: { method: "POST", path: "/api/v1/generations/:id/restore" },
  resolveGeneration: { method: "POST", path: "/api/v1/generations/:id/resolve" },
  plan: { method: "POST", path: "/api/v1/plan" },
  inspect: { method: "POST", path: "/api/v1/inspect" },
  quote: { method: "POST", path: "/api/v1/quote" },
  listModels: { method: "GET", path: "/api/v1/models" },
  upload: { method: "POST", path: "/api/v1/uploads" },
  fetchUpload: { method: "POST", path: "/api/v1/uploads/fetch" },
  uploadContent: { method: "GET", path: "/api/v1/uploads/:id/content" },
  limits: { method: "GET", path: "/api/v1/limits" },
  listProviders: { method: "GET", path: "/api/v1/providers" },
  getProvider: { method: "GET", path: "/api/v1/providers/:id" },
  setProvider: { method: "PUT", path: "/api/v1/providers/:id" },
  removeProvider: { method: "DELETE", path: "/api/v1/providers/:id" },
  testProvider: { method: "POST", path: "/api/v1/providers/:id/test" },
  importAog: { method: "POST", path: "/api/v1/aog/import" },
  exportAog: { method: "GET", path: "/api/v1/aog/export" },
  getBudgets: { method: "GET", path: "/api/v1/budgets" },
  setBudgets: { method: "PUT", path: "/api/v1/budgets" },
  usage: { method: "GET", path: "/api/v1/usage" },
  createWebhook: { method: "POST", path: "/api/v1/webhooks" },
  listWebhooks: { method: "GET", path: "/api/v1/webhooks" },
  makeDefaultSecret: { method: "POST", path: "/api/v1/webhooks/default-secret" },
  listDeliveries: { method: "GET", path: "/api/v1/webhooks/:id/deliveries" },
  redeliver: { method: "POST", path: "/api/v1/webhooks/:id/redeliver" },
  rotateWebhookSecret: { method: "POST", path: "/api/v1/webhooks/:id/rotate-secret" },
  deleteWebhook: { method: "DELETE", path: "/api/v1/webhooks/:id" },
  createKey: { method: "POST", path: "/api/v1/keys" },
  listKeys: { method: "GET", path: "/api/v1/keys" },
  changeKey: { method: "PATCH", path: "/api/v1/keys/:id" },
  revokeKey: { method: "DELETE", path: "/api/v1/keys/:id" },
  audit: { method: "GET", path: "/api/v1/audit" },
} as const satisfies Record<string, RouteAddress>;

export type RouteName = keyof typeof ROUTE_ADDRESSES;
