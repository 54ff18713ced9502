import { createHash } from "node:crypto";
import { type ApiKeyRequest, type ApiKeyView, Failure } from "@kinora/contract";
import type { ApiKey, ApiKeyStore, Clock } from "@kinora/domain";
import type { Log } from "../telemetry/log.ts";

/** The API keys of this server. The keys themselves are nowhere: a digest of each, which is looked up in memory. */
export interface KeyRing {
  /** Undefined for what is no key, or one no longer. */
  find(secret: string): ApiKey | undefined;
  create(request: ApiKeyRequest): Promise<ApiKeyView & { readonly key: string }>;
  list(): readonly ApiKeyView[];
  /** Throws `key_not_found`. */
  revoke(id: string): Promise<ApiKeyView>;
}

export interface KeyRingDeps {
  readonly store: ApiKeyStore;
  readonly clock: Clock;
  readonly log: Log;
  /** 256 bits of chance as text: no salt and no slow digest is needed where nobody can guess. */
  readonly newToken: () => string;
}

const PREFIX = "kin_";
const SHOWN = PREFIX.length + 4;

/** Looked up by digest, so the time of a look-up tells nothing of how much of a key is right. */
const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const viewOf = ({ id, name, scopes, beginsWith, createdAt, revokedAt }: ApiKey): ApiKeyView => ({
  id,
  name,
  scopes: [...scopes],
  begins_with: beginsWith,
  created_at: new Date(createdAt).toISOString(),
  revoked_at: revokedAt === undefined ? null : new Date(revokedAt).toISOString(),
});

/** Reads the keys that there are; later ones are noted as they are made. */
export const openKeyRing = async ({ store, clock, log, newToken }: KeyRingDeps): Promise<KeyRing> => {
  let keys: readonly ApiKey[] = await store.apiKeys();
  let byDigest = new Map(keys.map((key) => [key.digest, key]));
  const keep = (changed: readonly ApiKey[]): void => {
    keys = changed;
    byDigest = new Map(keys.map((key) => [key.digest, key]));
  };
  return {
    find: (secret) => {
      const key = secret.startsWith(PREFIX) ? byDigest.get(digestOf(secret)) : undefined;
      return key?.revokedAt === undefined ? key : undefined;
    },
    create: async ({ name, scopes }) => {
      const secret = `${PREFIX}${newToken()}`;
      const digest = digestOf(secret);
      const facts = { id: `key_${digest.slice(0, 16)}`, name, scopes, digest, beginsWith: secret.slice(0, SHOWN) };
      const key: ApiKey = { ...facts, createdAt: clock.now(), revokedAt: undefined };
      await store.addApiKey(key);
      keep([key, ...keys]);
      log.info("api_key.created", { keyId: key.id, name, scopes });
      return { ...viewOf(key), key: secret };
    },
    list: () => keys.map(viewOf),
    revoke: async (id) => {
      const key = keys.find((one) => one.id === id);
      if (key === undefined) {
        throw new Failure("key_not_found", { detail: `There is no API key ${id.slice(0, 64)}: kinora keys list.` });
      }
      if (key.revokedAt !== undefined) return viewOf(key);
      const revoked = { ...key, revokedAt: clock.now() };
      await store.revokeApiKey(id, revoked.revokedAt);
      keep(keys.map((one) => (one.id === id ? revoked : one)));
      log.info("api_key.revoked", { keyId: id });
      return viewOf(revoked);
    },
  };
};
