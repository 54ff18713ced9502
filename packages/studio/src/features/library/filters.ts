import { STATUSES, type Status } from "@kinora/contract";

/** What the library is narrowed to; it lives in the address. */
export interface Filters {
  readonly q?: string;
  readonly status?: Status;
  readonly model?: string;
  readonly favourite?: true;
  /** One that was just deleted elsewhere and can be taken back. */
  readonly deleted?: string;
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Addresses are typed, shared and kept: what makes no sense in one is left out. */
export const parseFilters = (search: Record<string, unknown>): Filters => {
  const status = STATUSES.find((one) => one === search["status"]);
  const [q, model, deleted] = [textOf(search["q"]), textOf(search["model"]), textOf(search["deleted"])];
  return {
    ...(q === undefined ? {} : { q }),
    ...(status === undefined ? {} : { status }),
    ...(model === undefined ? {} : { model }),
    ...(search["favourite"] === true ? { favourite: true as const } : {}),
    ...(deleted === undefined ? {} : { deleted }),
  };
};

export const isFiltered = ({ q, status, model, favourite }: Filters): boolean =>
  q !== undefined || status !== undefined || model !== undefined || favourite !== undefined;

/** So many stand side by side. */
export const MOST_COMPARED = 4;

export const parseComparison = (search: Record<string, unknown>): { readonly ids: readonly string[] } => {
  const ids = Array.isArray(search["ids"]) ? search["ids"] : [];
  return { ids: ids.filter((id): id is string => typeof id === "string").slice(0, MOST_COMPARED) };
};
