import type { ReconcileOutcome } from "@kinora/domain";
import type { Call, LostSubmit } from "../kit/http-adapter.ts";
import { type Listed, readList } from "./answer.ts";
import { parseModelName } from "./model-name.ts";

/** A hundred predictions each. An account that makes more in the time that is asked about has one that cannot be told apart. */
const MOST_PAGES = 20;

const isOf = (model: string, listed: Listed): boolean => {
  const { owner, name, version } = parseModelName(model) ?? {};
  return listed.model === `${owner}/${name}` && (version === undefined || listed.version === version);
};

/** The next page as the list says it, below our own base URL: a proxy may stand before the vendor. */
const pathOf = (next: string): string => `/v1/predictions${URL.parse(next)?.search ?? ""}`;

/**
 * The list names model and time of each prediction; its input may be gone. It is read from the newest on, until a page lies
 * wholly before the time in question: what was made in the browser is none of ours.
 */
export const reconcile = async (
  { plan, fromMs, toMs }: LostSubmit,
  call: Pick<Call, "get">,
): Promise<ReconcileOutcome> => {
  const found = new Set<string>();
  let path = "/v1/predictions";
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { results, next } = readList(await call.get({ path }));
    for (const one of results) {
      const isThen = one.created_at >= fromMs && one.created_at <= toMs;
      if (isThen && one.source !== "web" && isOf(plan.model, one)) found.add(one.id);
    }
    const isBefore = results.length > 0 && results.every(({ created_at: at }) => at < fromMs);
    if (next === null || isBefore) return outcomeOf([...found]);
    path = pathOf(next);
  }
  return { kind: "unknown", detail: "its list is too long to be read whole" };
};

const outcomeOf = (predictions: readonly string[]): ReconcileOutcome =>
  predictions.length === 0
    ? { kind: "absent" }
    : { kind: "candidates", operations: predictions.map((prediction) => ({ prediction })) };
