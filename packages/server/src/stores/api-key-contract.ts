import { NO_KEY_LIMITS } from "@kinora/contract";
import type { ApiKey, GenerationStore } from "@kinora/domain";
import { expect, test } from "vitest";

interface Reopenable {
  readonly store: GenerationStore;
  reopen(): Promise<GenerationStore>;
}

const key = (id: string, createdAt: number): ApiKey => ({
  id,
  name: `of ${id} '"; ö`,
  scopes: ["read", "create"],
  limits: NO_KEY_LIMITS,
  priority: "normal",
  digest: `digest-of-${id}`,
  beginsWith: "kin_abcd",
  createdAt,
  revokedAt: undefined,
});

/** What every store promises of API keys. */
export const apiKeyContract = (fixture: () => Reopenable): void => {
  test("keys read back newest first, also in a new process, and one digest is one key", async () => {
    const { store } = fixture();
    await store.addApiKey(key("key_1", 1_000));
    await store.addApiKey(key("key_2", 2_000));
    expect(await (await fixture().reopen()).apiKeys()).toEqual([key("key_2", 2_000), key("key_1", 1_000)]);
    await expect(fixture().store.addApiKey({ ...key("key_3", 3_000), digest: "digest-of-key_1" })).rejects.toThrow();
  });

  test("a revoked key stays known, with the moment of its first end", async () => {
    const { store } = fixture();
    await store.addApiKey(key("key_1", 1_000));
    await store.revokeApiKey("key_1", 5_000);
    await store.revokeApiKey("key_1", 9_000);
    await store.revokeApiKey("key_of_nobody", 9_000);
    expect(await store.apiKeys()).toEqual([{ ...key("key_1", 1_000), revokedAt: 5_000 }]);
  });
};
