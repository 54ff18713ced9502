import type { GenerationStore } from "@kinora/domain";
import { expect, test } from "vitest";

interface Reopenable {
  readonly store: GenerationStore;
  reopen(): Promise<GenerationStore>;
}

/** What every store promises of settings. */
export const settingContract = (fixture: () => Reopenable): void => {
  test("a setting takes the place of its earlier value, and reads back in a new process", async () => {
    const { store } = fixture();
    expect(await store.setting("aog")).toBeUndefined();
    await store.saveSetting("aog", { policy: "default" });
    await store.saveSetting("aog", { policy: "always_local", names: { "ö'": 0 } });
    await store.saveSetting("other", {});
    const reopened = await fixture().reopen();
    expect(await reopened.setting("aog")).toEqual({ policy: "always_local", names: { "ö'": 0 } });
    expect(await reopened.setting("other")).toEqual({});
  });
};
