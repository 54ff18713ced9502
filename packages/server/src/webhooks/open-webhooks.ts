import { randomBytes } from "node:crypto";
import type { AppContext } from "../app/app-context.ts";
import { createView } from "../app/view.ts";
import { createWebhookDesk, type WebhookDesk } from "../app/webhook-desk.ts";
import { createWebhookSecrets } from "../app/webhook-secrets.ts";
import { createSealer, type Sealing } from "../secrets/sealer.ts";
import { createPostMessage } from "./post-message.ts";
import { startWebhooks, type Webhooks } from "./start-webhooks.ts";

const SIGNING_SECRET: Sealing = {
  name: "signing-secret",
  again: () => "make a new secret (POST /api/v1/webhooks/{id}/rotate-secret, or …/default-secret)",
};
/** Standard Webhooks asks for 24 to 64. */
const KEY_BYTES = 32;

export interface OpenWebhooks {
  readonly desk: WebhookDesk;
  /** Begins to tell. `baseUrl` (no final slash) begins the addresses in the messages where no public one is configured. */
  start(baseUrl: string): Webhooks;
}

export const openWebhooks = (app: AppContext, newToken: () => string): OpenWebhooks => {
  const { config, store, clock, log } = app;
  const sealer = createSealer({ dataDir: config.dataDir, given: config.masterKey, sealing: SIGNING_SECRET });
  const secrets = createWebhookSecrets({ store, clock, sealer, newKey: () => randomBytes(KEY_BYTES) });
  const now = (): number => clock.now();
  let running: Webhooks | undefined;
  return {
    desk: createWebhookDesk({ app, secrets, newToken, wake: () => running?.wake() }),
    start: (baseUrl) => {
      const view = createView(app, config.publicUrl ?? baseUrl);
      const post = createPostMessage({ allowPrivateHosts: config.allowPrivateHosts, now });
      running = startWebhooks({ store, view, newToken, now, log, secrets, post });
      return running;
    },
  };
};
