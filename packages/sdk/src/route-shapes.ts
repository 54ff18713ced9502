import type { ROUTES } from "@kinora/contract";
import type { RouteName } from "@kinora/contract/words";

type Routes = typeof ROUTES;

/** What each row of the route table answers as JSON; `never` where it answers bytes or a stream. */
export type Answers = {
  [N in RouteName]: Routes[N] extends { answer: { _zod: { output: infer Output } } } ? Output : never;
};

/** What a caller may send as body; what has a default may be left out. */
export type Bodies = {
  [N in RouteName]: Routes[N] extends { body: { _zod: { input: infer Input } } } ? Input : never;
};

/** What a caller may ask for in the query; everything may be left out. */
export type Queries = {
  [N in RouteName]: Routes[N] extends { query: { _zod: { output: infer Output } } } ? Partial<Output> : never;
};

export type AnswerOf<N extends RouteName> = Answers[N];
export type BodyOf<N extends RouteName> = Bodies[N];
export type QueryOf<N extends RouteName> = Queries[N];
