import { createHash } from "node:crypto";
import {
  type ApiKeyChange,
  type ApiKeyRequest,
  type ApiKeyView,
  Failure,
  type KeyLimits,
  NO_KEY_LIMITS,
} from "@kinora/contract";
import type { ApiKey, ApiKeyStore, Clock } from "@kinora/domain";
import type { Log } from "../telemetry/log.ts";

/** The API keys of this server. The keys themselves are nowhere: a digest of each, which is looked up in memory. */
export interface KeyRing {
  /** Undefined for what is no key, or one no longer. */
  find(secret: string): ApiKey | undefined;
  /** One that is good now. */
  good(id: string): ApiKey | undefined;
  create(request: ApiKeyRequest): Promise<ApiKeyView & { readonly key: string }>;
  list(): readonly ApiKeyView[];
  /** Counts at once. Throws `key_not_found`. */
  change(id: string, change: ApiKeyChange): Promise<ApiKeyView>;
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

const viewOf = ({ id, name, scopes, limits, priority, beginsWith, createdAt, revokedAt }: ApiKey): ApiKeyView => ({
  id,
  name,
  scopes: [...scopes],
  limits,
  priority,
  begins_with: beginsWith,
  created_at: new Date(createdAt).toISOString(),
  revoked_at: revokedAt === undefined ? null : new Date(revokedAt).toISOString(),
});

/** Only what was said: what is undefined changes nothing. */
const given = (limits: NonNullable<ApiKeyChange["limits"]>): Partial<KeyLimits> =>
  Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));

/** The keys as they are known here, by id and by digest. */
const createKnownKeys = (first: readonly ApiKey[]) => {
  let keys: readonly ApiKey[] = [];
  let byDigest = new Map<string, ApiKey>();
  const keep = (changed: readonly ApiKey[]): void => {
    keys = changed;
    byDigest = new Map(keys.map((key) => [key.digest, key]));
  };
  keep(first);
  return {
    all: () => keys,
    add: (key: ApiKey): void => keep([key, ...keys]),
    replace: (changed: ApiKey): void => keep(keys.map((one) => (one.id === changed.id ? changed : one))),
    byDigest: (digest: string): ApiKey | undefined => byDigest.get(digest),
    /** Throws `key_not_found`. */
    byId: (id: string): ApiKey => {
      const key = keys.find((one) => one.id === id);
      if (key !== undefined) return key;
      throw new Failure("key_not_found", { detail: `There is no API key ${id.slice(0, 64)}: kinora keys list.` });
    },
  };
};

const newKey = ({ name, scopes, limits, priority }: ApiKeyRequest, secret: string, now: number): ApiKey => {
  const digest = digestOf(secret);
  return {
    id: `key_${digest.slice(0, 16)}`,
    name,
    scopes,
    limits: { ...NO_KEY_LIMITS, ...given(limits) },
    priority,
    digest,
    beginsWith: secret.slice(0, SHOWN),
    createdAt: now,
    revokedAt: undefined,
  };
};

const changedKey = (key: ApiKey, { name, limits, priority }: ApiKeyChange): ApiKey => ({
  ...key,
  name: name ?? key.name,
  limits: { ...key.limits, ...given(limits ?? {}) },
  priority: priority ?? key.priority,
});

/** Reads the keys that there are; later ones are noted as they are made. */
export const openKeyRing = async ({ store, clock, log, newToken }: KeyRingDeps): Promise<KeyRing> => {
  const known = createKnownKeys(await store.apiKeys());
  return {
    find: (secret) => {
      const key = secret.startsWith(PREFIX) ? known.byDigest(digestOf(secret)) : undefined;
      return key?.revokedAt === undefined ? key : undefined;
    },
    good: (id) => known.all().find((key) => key.id === id && key.revokedAt === undefined),
    create: async (request) => {
      const secret = `${PREFIX}${newToken()}`;
      const key = newKey(request, secret, clock.now());
      await store.addApiKey(key);
      known.add(key);
      log.info("api_key.created", { keyId: key.id, name: key.name, scopes: key.scopes });
      return { ...viewOf(key), key: secret };
    },
    list: () => known.all().map(viewOf),
    change: async (id, change) => {
      const changed = changedKey(known.byId(id), change);
      await store.changeApiKey(id, changed);
      known.replace(changed);
      const { name, limits, priority } = changed;
      log.info("api_key.changed", { keyId: id, name, limits, priority });
      return viewOf(changed);
    },
    revoke: async (id) => {
      const key = known.byId(id);
      if (key.revokedAt !== undefined) return viewOf(key);
      const revoked = { ...key, revokedAt: clock.now() };
      await store.revokeApiKey(id, revoked.revokedAt);
      known.replace(revoked);
      log.info("api_key.revoked", { keyId: id });
      return viewOf(revoked);
    },
  };
};
