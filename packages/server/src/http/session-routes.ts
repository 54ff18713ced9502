import { Failure, type SessionView, signInSchema } from "@kinora/contract";
import type { ApiKey } from "@kinora/domain";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { baseUrlOf } from "./base-url.ts";
import type { HttpContext } from "./http-context.ts";
import { parseWith } from "./parse-with.ts";
import { createRequestRates } from "./request-rates.ts";
import { noSessionCookie, sessionCookie, sessionTokenOf } from "./session-cookie.ts";
import { sessionKeyOf } from "./session-of.ts";

const PATH = "/api/v1/session";
/** From one address, good ones too. */
const ATTEMPTS_PER_MINUTE = 10;

const viewOf = (auth: SessionView["auth"], key: ApiKey | undefined, expiresAt?: number): SessionView => ({
  auth,
  key: key === undefined ? null : { id: key.id, name: key.name, scopes: [...key.scopes], begins_with: key.beginsWith },
  expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
});

/** How the studio signs in with a key, sees with which, and signs out. Of the page alone: programs send their key. */
export const addSessionRoutes = (server: FastifyInstance, context: HttpContext): void => {
  const { app, sessions } = context;
  const { auth } = app.config;
  const rates = createRequestRates(app.clock);
  const isSecure = (request: FastifyRequest): boolean => baseUrlOf(app.config, request).startsWith("https:");

  server.get(PATH, async (request, reply): Promise<SessionView> => {
    void reply.header("cache-control", "no-store");
    const token = sessionTokenOf(request.headers.cookie);
    const found = sessionKeyOf(request) && token !== undefined ? await sessions.find(token) : undefined;
    return viewOf(auth, found?.key, found?.expiresAt);
  });

  server.post(PATH, async (request, reply): Promise<SessionView> => {
    const key = await signIn(context, request, rates);
    const { token, expiresAt } = await sessions.begin(key);
    await context.audit.note({ actor: key.id, address: request.ip, act: "session.begun" });
    void reply.header("set-cookie", sessionCookie(token, isSecure(request))).header("cache-control", "no-store");
    return viewOf(auth, key, expiresAt);
  });

  server.delete(PATH, async (request, reply): Promise<SessionView> => {
    const token = sessionTokenOf(request.headers.cookie);
    const key = sessionKeyOf(request);
    if (token !== undefined) await sessions.end(token);
    if (key !== undefined) await context.audit.note({ actor: key.id, address: request.ip, act: "session.ended" });
    void reply.header("set-cookie", noSessionCookie(isSecure(request)));
    return viewOf(auth, undefined);
  });
};

/** Throws `rate_limited`, or `unauthorized` for what is no good key. */
async function signIn(
  { keys, audit }: HttpContext,
  request: FastifyRequest,
  rates: ReturnType<typeof createRequestRates>,
): Promise<ApiKey> {
  const rate = rates.take(request.ip, ATTEMPTS_PER_MINUTE);
  if (rate.isOver) {
    throw new Failure("rate_limited", {
      detail: `Too many attempts from this address: try again in ${rate.resetSeconds} seconds.`,
      retryAfterSeconds: rate.resetSeconds,
    });
  }
  const key = keys.find(parseWith(signInSchema, request.body).key);
  if (key !== undefined) return key;
  await audit.note({ actor: "nobody", address: request.ip, act: "session.refused" });
  throw new Failure("unauthorized", {
    detail:
      "That is no good API key of this server: kinora keys list shows those that are, kinora keys create makes one.",
  });
}
