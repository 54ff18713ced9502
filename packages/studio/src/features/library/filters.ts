import { STATUSES, type Status } from "@kinora/contract/words";

/** What the library is narrowed to; it lives in the address. */
export interface Filters {
  readonly q?: string;
  readonly status?: Status;
  readonly model?: string;
  readonly favourite?: true;
  readonly tag?: string;
  /** Days as `2026-11-23`, both included, of the reader's own clock. */
  readonly from?: string;
  readonly to?: string;
  /** One that was just deleted elsewhere and can be taken back. */
  readonly deleted?: string;
}

/** What each control of the filters works with. */
export interface FilterProps {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const dayOf = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Addresses are typed, shared and kept: what makes no sense in one is left out. */
export const parseFilters = (search: Record<string, unknown>): Filters =>
  present({
    q: textOf(search["q"]),
    status: STATUSES.find((one) => one === search["status"]),
    model: textOf(search["model"]),
    favourite: search["favourite"] === true ? (true as const) : undefined,
    tag: textOf(search["tag"]),
    from: dayOf(search["from"]),
    to: dayOf(search["to"]),
    deleted: textOf(search["deleted"]),
  });

/** Leaves out what is not set, so that the address stays short. */
export const withFilters = (filters: Filters, changed: { [K in keyof Filters]: Filters[K] | undefined }): Filters =>
  present({ ...filters, ...changed });

export const isFiltered = (filters: Filters): boolean => Object.keys(filters).some((name) => name !== "deleted");

/** What the server is asked for. A day begins and ends by the reader's clock. */
export const questionOf = ({ q, status, model, favourite, tag, from, to }: Filters) => ({
  q,
  status,
  model,
  favourite,
  tag,
  after: from === undefined ? undefined : new Date(`${from}T00:00:00`).toISOString(),
  before: to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00`) + DAY_MS).toISOString(),
});

const DAY_MS = 86_400_000;

/** So many stand side by side. */
export const MOST_COMPARED = 4;

export const parseComparison = (search: Record<string, unknown>): { readonly ids: readonly string[] } => {
  const ids = Array.isArray(search["ids"]) ? search["ids"] : [];
  return { ids: ids.filter((id): id is string => typeof id === "string").slice(0, MOST_COMPARED) };
};
