import { Failure } from "@kinora/contract";
import type { Caller } from "../../app/caller.ts";
import type { HttpContext } from "../http-context.ts";

/**
 * Lets administrators on, and with auth off everybody: whoever reaches such a server is its owner. `what` begins the
 * sentence of the refusal, such as "The money of the whole installation is". Throws `forbidden`.
 */
export const assertOwner = (context: HttpContext, caller: Caller, what: string): void => {
  if (caller.isAdmin || context.app.config.auth === "off") return;
  throw new Failure("forbidden", { detail: `${what} for administrators: send an administrator's key.` });
};
