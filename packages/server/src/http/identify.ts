import { Failure } from "@kinora/contract";
import type { ApiKey } from "@kinora/domain";
import type { FastifyRequest } from "fastify";
import { bearerOf } from "./bearer.ts";
import type { HttpContext } from "./http-context.ts";
import { isUnsafe } from "./same-site.ts";
import { sessionTokenOf } from "./session-cookie.ts";
import { noteSessionKey } from "./session-of.ts";

/**
 * The key that a request carries, by its header or by its session. A session counts only with auth on, and for a change only
 * from a page that names its origin, which was looked at before. Throws cross_site_request.
 */
export const identify = async (
  { app, keys, sessions }: HttpContext,
  request: FastifyRequest,
): Promise<ApiKey | undefined> => {
  const { authorization, cookie, origin } = request.headers;
  if (authorization !== undefined) return keys.find(bearerOf(authorization) ?? "");
  const token = app.config.auth === "on" ? sessionTokenOf(cookie) : undefined;
  const found = token === undefined ? undefined : await sessions.find(token);
  if (found === undefined) return undefined;
  if (isUnsafe(request.method) && origin === undefined) {
    throw new Failure("cross_site_request", {
      detail:
        "A session changes nothing without an Origin header: programs send an API key as Authorization: Bearer ….",
    });
  }
  noteSessionKey(request, found.key);
  return found.key;
};
