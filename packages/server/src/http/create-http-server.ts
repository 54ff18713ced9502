import fastifyMultipart from "@fastify/multipart";
import { Failure } from "@kinora/contract";
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { BODY_MAX_BYTES } from "../app/limits.ts";
import { watchAllowedMethods } from "./allowed-methods.ts";
import { answerFailure } from "./answer-failure.ts";
import { addAogRoutes } from "./aog/aog-routes.ts";
import { bodyBudgetBytes, limitBodiesInFlight } from "./bodies-in-flight.ts";
import { contentOrigin } from "./content-origin.ts";
import { addArtifactRoutes } from "./artifact-routes.ts";
import { failureOfError } from "./failure-of-error.ts";
import type { HttpContext } from "./http-context.ts";
import { identify } from "./identify.ts";
import { limitRequests } from "./limit-requests.ts";
import { addMetricsRoute } from "./metrics-route.ts";
import { addMcpRoute } from "./mcp/mcp-route.ts";
import { addNativeRoutes } from "./native/native-routes.ts";
import { addOpenAiRoutes } from "./openai/openai-routes.ts";
import { assertShallow } from "./parse-json.ts";
import { createRequestRates } from "./request-rates.ts";
import { checkSameSite } from "./same-site.ts";
import { addOpenApi } from "./openapi/add-openapi.ts";
import { addStudio } from "./site/studio-files.ts";
import { addSessionRoutes } from "./session-routes.ts";
import { addStatusRoutes } from "./status-routes.ts";

/** Longer ones than any id, so that a wrong id is a wrong id and not an unknown route. */
const MAX_PARAM_CHARS = 512;

/**
 * Routes parse with zod and answer plain JSON, so Fastify's own schema compilers are never asked. Naming some keeps it from
 * loading ajv and fast-json-stringify: a third of the start.
 */
const NO_COMPILERS = {
  buildValidator: () => neverAsked,
  buildSerializer: () => neverAsked,
};

function neverAsked(): never {
  throw new Error("No route has a Fastify schema.");
}

/** All routes, ready to answer; it listens nowhere yet. Who opens it closes it. */
export const createHttpServer = async (context: HttpContext): Promise<FastifyInstance> => {
  const { app } = context;
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const failure = failureOfError(error);
    if (failure.code === "internal") {
      app.log.error("request.failed", { method: request.method, path: pathOf(request), cause: failure.cause });
    }
    void answerFailure(request, reply, failure);
  };
  const server = fastify({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM_CHARS },
    frameworkErrors: fail,
    schemaController: { compilersFactory: NO_COMPILERS },
  });
  readBodiesOf(server);
  const allowedMethods = watchAllowedMethods(server);
  server.setErrorHandler(fail);
  server.setNotFoundHandler((request, reply) => fail(noRoute(request, reply, allowedMethods), request, reply));
  addRequestHooks(server, context);
  limitBodiesInFlight(server, bodyBudgetBytes());
  await server.register(fastifyMultipart);
  addStatusRoutes(server, context);
  addSessionRoutes(server, context);
  addMetricsRoute(server, context);
  addArtifactRoutes(server, context);
  addNativeRoutes(server, context);
  addOpenAiRoutes(server, context);
  addMcpRoute(server, context);
  addOpenApi(server, context);
  addStudio(server, { folder: context.studioFolder, contentOrigin: await contentOrigin(app) });
  await server.register((scope) => addAogRoutes(scope, context));
  await server.ready();
  return server;
};

/** JSON only, where no body is no body, also under a content type that promises one: many clients send it with every post. */
function readBodiesOf(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null);
    else void parseJson(request, body.toString(), (error, value) => done(error ?? depthErrorOf(value), value));
  });
}

const depthErrorOf = (value: unknown): Error | null => {
  try {
    assertShallow(value);
    return null;
  } catch (error) {
    return error as Error;
  }
};

function addRequestHooks(server: FastifyInstance, context: HttpContext): void {
  const { app } = context;
  const rates = createRequestRates(app.clock);
  server.addHook("onRequest", async (request, reply) => {
    void reply.header("x-content-type-options", "nosniff");
    const { host, origin } = request.headers;
    checkSameSite(app.config, { method: request.method, host, origin });
    const key = await identify(context, request);
    if (key !== undefined) limitRequests(rates, key, { request, reply });
  });
  server.addHook("onResponse", (request, reply, done) => {
    const { method } = request;
    const ms = Math.round(reply.elapsedTime);
    app.log.debug("request.answered", { method, path: pathOf(request), status: reply.statusCode, ms });
    done();
  });
}

/** The route's pattern where there is one: an artifact's address is a capability and must not reach a log. */
const pathOf = (request: FastifyRequest): string => request.routeOptions.url ?? "(unknown)";

function noRoute(request: FastifyRequest, reply: FastifyReply, allowed: (path: string) => readonly string[]): Failure {
  const [path = "/"] = request.url.split("?");
  const methods = allowed(path);
  if (methods.length === 0) {
    return new Failure("route_not_found", {
      detail: `There is no route ${request.method} ${path.slice(0, 200)}. The address / says what there is.`,
    });
  }
  void reply.header("allow", methods.join(", "));
  return new Failure("method_not_allowed", {
    detail: `${path.slice(0, 200)} does not take ${request.method}: use ${methods.join(" or ")}.`,
  });
}
