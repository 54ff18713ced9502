import { createHash } from "node:crypto";
import type { ApiKey, Clock, SessionStore } from "@kinora/domain";
import type { KeyRing } from "./key-ring.ts";

/** So long a session lasts, however much it is used. */
export const SESSION_SECONDS = 12 * 3600;

/** Who is signed in, with which key. A session ends with its key, by itself, or when it is ended. */
export interface SessionDesk {
  /** What the browser keeps: nobody can guess it, and here is only its digest. */
  begin(key: ApiKey): Promise<{ readonly token: string; readonly expiresAt: number }>;
  find(token: string): Promise<{ readonly key: ApiKey; readonly expiresAt: number } | undefined>;
  end(token: string): Promise<void>;
}

export interface SessionDeps {
  readonly store: SessionStore;
  readonly keys: Pick<KeyRing, "good">;
  readonly clock: Clock;
  readonly newToken: () => string;
}

const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export const openSessions = ({ store, keys, clock, newToken }: SessionDeps): SessionDesk => ({
  begin: async ({ id: keyId }) => {
    const now = clock.now();
    await store.forgetSessions(now);
    const token = newToken();
    const expiresAt = now + SESSION_SECONDS * 1000;
    await store.addSession({ digest: digestOf(token), keyId, expiresAt });
    return { token, expiresAt };
  },
  find: async (token) => {
    const session = await store.session(digestOf(token), clock.now());
    const key = session && keys.good(session.keyId);
    return session && key && { key, expiresAt: session.expiresAt };
  },
  end: (token) => store.endSession(digestOf(token)),
});
