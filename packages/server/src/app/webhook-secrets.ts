import { Failure } from "@kinora/contract";
import type { Clock, SealedText, WebhookStore } from "@kinora/domain";

/** What signs webhooks: made here, shown once, and kept sealed. */
export interface WebhookSecrets {
  /** A new secret, as it is shown this once; earlier ones sign beside it for a day, also where it is made twice in that day. */
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
/** Of earlier secrets: somebody who asks again because an answer was lost must not end what the receiver still has. */
const MOST_EARLIER = 3;
/** Between secrets that are sealed together; base64 has none. */
const BETWEEN = " ";

type Secrets = Pick<WebhookSecretsDeps, "store" | "clock" | "sealer">;

/** The secrets that may sign now, the newest first. */
const textsOf = async ({ store, clock, sealer }: Secrets, owner: string): Promise<string[]> => {
  const secret = await store.signingSecret(owner);
  if (secret === undefined) return [];
  const { current, previous } = secret;
  const earlier = previous !== undefined && previous.until > clock.now() ? await sealer.open(owner, previous) : "";
  return [await sealer.open(owner, current), ...earlier.split(BETWEEN).filter((text) => text !== "")];
};

/** What no master key opens signs no more: a new secret is the way out of that, and must not fail for it. */
const noneThatOpens = (error: unknown): string[] => {
  if (error instanceof Failure && error.code === "master_key_unusable") return [];
  throw error;
};

export const createWebhookSecrets = ({ newKey, ...deps }: WebhookSecretsDeps): WebhookSecrets => ({
  make: async (owner) => {
    const { store, clock, sealer } = deps;
    const text = Buffer.from(newKey()).toString("base64");
    const earlier = (await textsOf(deps, owner).catch(noneThatOpens)).slice(0, MOST_EARLIER);
    const until = clock.now() + DAY_MS;
    const previous = earlier.length === 0 ? undefined : { ...(await sealer.seal(owner, earlier.join(BETWEEN))), until };
    await store.saveSigningSecret(owner, { current: await sealer.seal(owner, text), previous });
    return `${PREFIX}${text}`;
  },
  keys: async (owner) => (await textsOf(deps, owner)).map((text) => Buffer.from(text, "base64")),
});
