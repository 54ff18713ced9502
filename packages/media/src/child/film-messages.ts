import type { FailureCode } from "@kinora/contract";
import type { FilmRequest, InspectedFilm } from "./film-work.ts";

/** Parent to child, once. */
export interface FilmOrder {
  readonly request: FilmRequest;
  readonly maxRssBytes: number;
}

/** Child to parent, once. */
export type FilmAnswer =
  | { readonly ok: true; readonly film: InspectedFilm }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

/** The exit code of a child that has seen itself grow past `maxRssBytes`. */
export const EXIT_TOO_BIG = 86;
