import type { RouteName, ROUTES } from "@kinora/contract";

type Routes = typeof ROUTES;

/** What a row of the route table answers as JSON; `never` where it answers bytes or a stream. */
export type AnswerOf<N extends RouteName> = Routes[N] extends { answer: { _zod: { output: infer Output } } }
  ? Output
  : never;

/** What a caller may send as body; what has a default may be left out. */
export type BodyOf<N extends RouteName> = Routes[N] extends { body: { _zod: { input: infer Input } } } ? Input : never;

/** What a caller may ask for in the query; everything may be left out. */
export type QueryOf<N extends RouteName> = Routes[N] extends { query: { _zod: { output: infer Output } } }
  ? Partial<Output>
  : never;
