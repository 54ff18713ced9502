import { createHash, timingSafeEqual } from "node:crypto";
import { Failure, type Scope, SCOPES } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import type { Caller } from "../app/caller.ts";
import type { KeyRing } from "../app/key-ring.ts";
import { bearerOf } from "./bearer.ts";
import { sessionKeyOf } from "./session-of.ts";

export interface AuthorizeOptions {
  readonly auth: "on" | "off";
  /** The owner's token, as the data folder's lock tells it to this user's other commands. */
  readonly token: string;
  readonly keys: Pick<KeyRing, "find">;
}

/** What a request wants to do: an administrator's matters are looked at where they are done (`assertOwner`). */
export type Wanted = Exclude<Scope, "admin">;

/** Throws `unauthorized` for no key or a wrong one, and `forbidden` for one that may not do what is `wanted`. */
export type Authorize = (request: FastifyRequest, wanted: Wanted) => Caller;

/** Everybody on this machine is one caller: what curl makes, `kinora generations` lists. */
const LOCAL_CALLER_ID = "local";

const letIn = (id: string, scopes: readonly Scope[]): Caller =>
  ({ id, scopes, isAdmin: scopes.includes("admin") }) as Caller;

/** What was let in is let do: also where one request asks for several things, as MCP's tools. Throws `forbidden`. */
export const assertMay = ({ scopes }: Pick<Caller, "scopes">, wanted: Wanted): void => {
  if (scopes.includes("admin") || scopes.includes(wanted)) return;
  throw new Failure("forbidden", {
    detail: `This API key has only ${scopes.join(" and ")}: use one with the scope ${wanted}.`,
  });
};

/** Lets a request in by its Authorization header, or its session where it has none. The only maker of Callers. */
export const createAuthorize = ({ auth, token, keys }: AuthorizeOptions): Authorize => {
  const anonymous = letIn(LOCAL_CALLER_ID, ["read", "create"]);
  const admin = letIn(LOCAL_CALLER_ID, SCOPES);
  return (request, wanted) => {
    const { authorization } = request.headers;
    const given = bearerOf(authorization);
    if (given !== undefined && isEqual(given, token)) return admin;
    const key = given === undefined ? sessionKeyOf(request) : keys.find(given);
    if (key !== undefined) {
      assertMay(key, wanted);
      return letIn(key.id, key.scopes);
    }
    // AOG clients and OpenAI SDKs send keys of their own making: with auth off they mean nothing.
    if (auth === "off") return anonymous;
    throw new Failure("unauthorized", {
      detail:
        "Send a valid API key as Authorization: Bearer …; this server listens beyond this machine, or KINORA_AUTH is on. kinora keys create makes one.",
    });
  };
};

/** In a time that tells nothing of how much is right. */
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
