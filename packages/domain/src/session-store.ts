/** Somebody who signed in with a key. */
export interface Session {
  /** SHA-256 of what the browser keeps, hexadecimal. */
  readonly digest: string;
  readonly keyId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface SessionStore {
  addSession(session: Session): Promise<void>;
  /** Undefined for one that has ended. */
  session(digest: string, nowMs: number): Promise<Session | undefined>;
  endSession(digest: string): Promise<void>;
  /** Those that have ended by themselves. */
  forgetSessions(nowMs: number): Promise<void>;
}
