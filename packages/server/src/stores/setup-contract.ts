import type { GenerationStore, SealedSetup } from "@kinora/domain";
import { expect, test } from "vitest";

const setup = (provider: string, setAt: number): SealedSetup => ({
  provider,
  masterKeyId: "0123456789abcdef",
  sealed: Uint8Array.of(0, 255, setAt),
  setAt,
});

interface Reopenable {
  readonly store: GenerationStore;
  reopen(): Promise<GenerationStore>;
}

/** What every store promises of the setups of providers. */
export const setupContract = (fixture: () => Reopenable): void => {
  test("a provider's setup takes the place of its earlier one, and reads back in a new process", async () => {
    const { store } = fixture();
    await store.saveSetup(setup("fal", 1));
    await store.saveSetup(setup("acme", 2));
    await store.saveSetup(setup("fal", 3));
    const found = await (await fixture().reopen()).setups();
    expect(found.map((one) => ({ ...one, sealed: [...one.sealed] }))).toEqual([
      { provider: "acme", masterKeyId: "0123456789abcdef", sealed: [0, 255, 2], setAt: 2 },
      { provider: "fal", masterKeyId: "0123456789abcdef", sealed: [0, 255, 3], setAt: 3 },
    ]);
  });

  test("a setup that is removed is gone, and one that is not there is no fault", async () => {
    const { store } = fixture();
    await store.saveSetup(setup("fal", 1));
    await store.removeSetup("fal");
    await store.removeSetup("fal");
    expect(await store.setups()).toEqual([]);
  });
};
