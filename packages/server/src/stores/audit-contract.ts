import type { GenerationStore } from "@kinora/domain";
import { expect, test } from "vitest";

interface Reopenable {
  readonly store: GenerationStore;
  reopen(): Promise<GenerationStore>;
}

const act = { actor: "key_1", act: "key.created", subject: "key_2", address: "10.0.0.9", detail: { name: "ö'" } };

/** What every store promises of sessions and of the audit log. */
export const auditContract = (fixture: () => Reopenable): void => {
  test("acts read back newest first, page by page, of one actor or of one kind, also in a new process", async () => {
    const { store } = fixture();
    await store.noteAct({ ...act, at: 1_000 });
    await store.noteAct({ ...act, at: 2_000, actor: "local", subject: undefined });
    await store.noteAct({ ...act, at: 3_000, act: "key.revoked" });
    const again = await fixture().reopen();
    const all = await again.acts({ limit: 9 });
    expect(all.map(({ at }) => at)).toEqual([3_000, 2_000, 1_000]);
    expect(all[2]).toEqual({ ...act, id: all[2]?.id, at: 1_000 });
    expect((await again.acts({ limit: 1, beforeId: all[0]?.id })).map(({ at }) => at)).toEqual([2_000]);
    expect((await again.acts({ limit: 9, actor: "local" })).map(({ at }) => at)).toEqual([2_000]);
    expect((await again.acts({ limit: 9, act: "key.revoked" })).map(({ at }) => at)).toEqual([3_000]);
  });

  test("a session is there until its end, or until it is ended", async () => {
    const { store } = fixture();
    const session = { digest: "digest-1", keyId: "key_1", expiresAt: 5_000 };
    await store.addSession(session);
    await store.addSession({ ...session, digest: "digest-2" });
    const again = await fixture().reopen();
    expect(await again.session("digest-1", 4_999)).toEqual(session);
    expect(await again.session("digest-1", 5_000)).toBeUndefined();
    expect(await again.session("digest-3", 0)).toBeUndefined();
    await again.endSession("digest-1");
    expect(await again.session("digest-1", 0)).toBeUndefined();
    await again.forgetSessions(5_000);
    expect(await again.session("digest-2", 0)).toBeUndefined();
  });
};
