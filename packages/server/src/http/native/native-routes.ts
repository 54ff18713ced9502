import { type Route, ROUTES, type RouteName } from "@kinora/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Wanted } from "../authorize.ts";
import type { HttpContext } from "../http-context.ts";
import { parseWith } from "../parse-with.ts";
import { leaveBodiesUnread } from "../picture-body.ts";
import { HANDLERS } from "./handlers.ts";
import { noteAct } from "./note-act.ts";
import type { RouteCall } from "./route-handlers.ts";

/** Binds the route table to its handlers: each request is let in, its address parsed, and its answer sent. */
export const addNativeRoutes = (server: FastifyInstance, context: HttpContext): void => {
  const names = Object.keys(ROUTES) as RouteName[];
  for (const name of names.filter((one) => !isPictureAlone(one))) addRoute(server, context, name);
  void server.register((scope, _options, done) => {
    leaveBodiesUnread(scope);
    for (const name of names.filter(isPictureAlone)) addRoute(scope, context, name);
    done();
  });
};

const isPictureAlone = (name: RouteName): boolean => {
  const row = ROUTES[name];
  return "picture" in row && row.picture === "file";
};

function addRoute(server: FastifyInstance, context: HttpContext, name: RouteName): void {
  const row: { method: string; path: string; streams?: string } = ROUTES[name];
  const { method, path } = row;
  // Handler and call are of the same row: TypeScript cannot follow that through a name which is one of many.
  const handle = HANDLERS[name] as (call: Call) => Promise<unknown>;
  server.route({
    // What streams answers HEAD by itself, or not at all.
    method: row.streams === "bytes" ? [method, "HEAD"] : method,
    exposeHeadRoute: row.streams === undefined,
    url: path,
    handler: async (request, reply) => {
      const call = parseCall(name, { context, request, reply });
      const answer = await handle(call);
      await noteAct(ROUTES[name], call, answer);
      return answer;
    },
  });
}

type Call = RouteCall<RouteName>;

const wantedBy = ({ method, scope }: Route): Wanted => (method === "GET" ? "read" : (scope ?? "create"));

function parseCall(
  name: RouteName,
  { context, request, reply }: { context: HttpContext; request: FastifyRequest; reply: FastifyReply },
): Call {
  const row = ROUTES[name];
  const caller = context.authorize(request, wantedBy(row));
  const params = "params" in row ? parseWith(row.params, request.params) : undefined;
  const query = "query" in row ? parseWith(row.query, request.query) : undefined;
  return { context, caller, params, query, request, reply };
}
