import { Failure, type GenerationRequest, type Warning } from "@kinora/contract";
import type { AppContext } from "./app-context.ts";
import type { Caller } from "./caller.ts";

/** Whose secret signs the messages to the addresses that a caller's requests name. */
export const defaultSecretOwner = (callerId: string): string => `caller:${callerId}`;

/** Refuses an address that may not be told by its spelling; a name is judged again at each connection. */
export const checkWebhookUrl = async ({ config }: Pick<AppContext, "config">, url: string): Promise<void> => {
  const { AddressForbidden, createAddressGuard } = await import("@kinora/net");
  try {
    createAddressGuard({ allowedPrivateHosts: config.allowPrivateHosts }).checkUrl(url);
  } catch (cause) {
    if (!(cause instanceof AddressForbidden)) throw cause;
    throw new Failure("webhook_url_forbidden", { detail: cause.message, cause });
  }
};

/** What a caller must be told of the address that a request itself names. Throws webhook_url_forbidden. */
export const webhookWarnings = async (
  app: Pick<AppContext, "config" | "store">,
  { caller, request }: { readonly caller: Caller; readonly request: Pick<GenerationRequest, "webhook_url"> },
): Promise<Warning[]> => {
  const { webhook_url: url } = request;
  if (url === undefined) return [];
  await checkWebhookUrl(app, url);
  if ((await app.store.signingSecret(defaultSecretOwner(caller.id))) !== undefined) return [];
  const message =
    "You have no default secret, so what is posted to webhook_url carries no signature: POST /api/v1/webhooks/default-secret makes one.";
  return [{ option: "webhook_url", code: "unsigned", message }];
};
