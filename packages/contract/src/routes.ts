import { AUDIT_ROUTES } from "./routes/audit-routes.ts";
import { GENERATION_ROUTES } from "./routes/generation-routes.ts";
import { KEY_ROUTES } from "./routes/key-routes.ts";
import { PICTURE_ROUTES } from "./routes/picture-routes.ts";
import type { Route } from "./routes/route.ts";
import { SETUP_ROUTES } from "./routes/setup-routes.ts";
import { WEBHOOK_ROUTES } from "./routes/webhook-routes.ts";
import type { RouteName } from "./words/route-addresses.ts";

/**
 * The native API, once: the server binds a handler to each row, and the SDK has its types. Where each is, is said apart
 * (`words/route-addresses.ts`), so that the SDK needs no schema to find it.
 */
export const ROUTES = {
  ...GENERATION_ROUTES,
  ...PICTURE_ROUTES,
  ...SETUP_ROUTES,
  ...WEBHOOK_ROUTES,
  ...KEY_ROUTES,
  ...AUDIT_ROUTES,
} as const satisfies Record<RouteName, Route>;
