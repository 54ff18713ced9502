import type { ROUTES, RouteName } from "@kinora/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Caller } from "../../app/caller.ts";
import type { HttpContext } from "../http-context.ts";

type Routes = typeof ROUTES;
/** What a row's schema under `Key` gives; undefined where the row has none. */
type Parsed<Row, Key extends string> = Row extends Record<Key, infer S extends z.ZodType> ? z.output<S> : undefined;
/** The JSON of a row's answer; rows that stream answer through `reply`. */
type Answer<Row> = Row extends { streams: string } ? FastifyReply : Parsed<Row, "answer">;

/** One request to a row of the route table, let in and parsed; a body is read by the handler (it may be a file). */
export interface RouteCall<Name extends RouteName> {
  readonly context: HttpContext;
  readonly caller: Caller;
  readonly params: Parsed<Routes[Name], "params">;
  readonly query: Parsed<Routes[Name], "query">;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type RouteHandler<Name extends RouteName> = (call: RouteCall<Name>) => Promise<Answer<Routes[Name]>>;

/** A handler for each row: one that is missing, or answers something else than its row says, does not compile. */
export type RouteHandlers = { readonly [Name in RouteName]: RouteHandler<Name> };
