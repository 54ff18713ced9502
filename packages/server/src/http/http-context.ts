import type { AppContext } from "../app/app-context.ts";
import type { CreateGeneration } from "../app/create-generation.ts";
import type { KeyRing } from "../app/key-ring.ts";
import type { MakeAnimation } from "../app/make-animation.ts";
import type { AuditLog } from "../app/audit-log.ts";
import type { SessionDesk } from "../app/session-desk.ts";
import type { WebhookDesk } from "../app/webhook-desk.ts";
import type { Authorize } from "./authorize.ts";

/** What the routes work with. */
export interface HttpContext {
  readonly app: AppContext;
  readonly createGeneration: CreateGeneration;
  readonly makeAnimation: MakeAnimation;
  readonly webhooks: WebhookDesk;
  readonly authorize: Authorize;
  readonly keys: KeyRing;
  readonly sessions: SessionDesk;
  readonly audit: AuditLog;
  /** Where the built studio lies. */
  readonly studioFolder: string;
  /** The version of this program, as /version says it. */
  readonly version: string;
}
