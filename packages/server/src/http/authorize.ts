import { createHash, timingSafeEqual } from "node:crypto";
import { Failure } from "@kinora/contract";
import type { Caller } from "../app/caller.ts";

export interface AuthorizeOptions {
  readonly auth: "on" | "off";
  /** The owner's token, as the data folder's lock tells it to this user's other commands. */
  readonly token: string;
}

export type Authorize = (authorization: string | undefined) => Caller;

/** Everybody on this machine is one caller: what curl makes, `kinora generations` lists. */
const LOCAL_CALLER_ID = "local";

const letIn = (id: string, isAdmin: boolean): Caller => ({ id, isAdmin }) as Caller;

/** Lets a request in by its Authorization header, or throws unauthorized. The only maker of Callers. */
export const createAuthorize = ({ auth, token }: AuthorizeOptions): Authorize => {
  const anonymous = letIn(LOCAL_CALLER_ID, false);
  const admin = letIn(LOCAL_CALLER_ID, true);
  return (authorization) => {
    const given = /^Bearer +(\S+) *$/iu.exec(authorization ?? "")?.[1];
    if (given !== undefined && isEqual(given, token)) return admin;
    // AOG clients and OpenAI SDKs send keys of their own making: with auth off they mean nothing.
    if (auth === "off") return anonymous;
    throw new Failure("unauthorized", {
      detail:
        "Send a valid API key as Authorization: Bearer …; this server listens beyond this machine, or KINORA_AUTH is on.",
    });
  };
};

/** In a time that tells nothing of how much is right. */
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
