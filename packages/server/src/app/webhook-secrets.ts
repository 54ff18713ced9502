import type { Clock, SealedText, WebhookStore } from "@kinora/domain";

/** What signs webhooks: made here, shown once, and kept sealed. */
export interface WebhookSecrets {
  /** A new secret, as it is shown this once; an earlier one signs beside it for a day. */
  make(owner: string): Promise<string>;
  /** The keys that sign now, the newest first; none where there is no secret. Throws `master_key_unusable`. */
  keys(owner: string): Promise<readonly Uint8Array[]>;
}

export interface WebhookSecretsDeps {
  readonly store: Pick<WebhookStore, "signingSecret" | "saveSigningSecret">;
  readonly clock: Clock;
  readonly sealer: {
    seal(owner: string, text: string): Promise<SealedText>;
    open(owner: string, sealed: SealedText): Promise<string>;
  };
  readonly newKey: () => Uint8Array;
}

const PREFIX = "whsec_";
const DAY_MS = 86_400_000;

export const createWebhookSecrets = ({ store, clock, sealer, newKey }: WebhookSecretsDeps): WebhookSecrets => ({
  make: async (owner) => {
    const text = Buffer.from(newKey()).toString("base64");
    const before = await store.signingSecret(owner);
    const previous = before && { ...before.current, until: clock.now() + DAY_MS };
    await store.saveSigningSecret(owner, { current: await sealer.seal(owner, text), previous });
    return `${PREFIX}${text}`;
  },
  keys: async (owner) => {
    const secret = await store.signingSecret(owner);
    if (secret === undefined) return [];
    const { current, previous } = secret;
    const sealed = previous !== undefined && previous.until > clock.now() ? [current, previous] : [current];
    return Promise.all(sealed.map(async (one) => Buffer.from(await sealer.open(owner, one), "base64")));
  },
});
