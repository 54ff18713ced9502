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
 * The list names model, time and prompt of each prediction; its input is gone an hour after it was made. It is read from
 * the newest on, until a page lies wholly before the time in question: what was made in the browser is none of ours.
 */
export const reconcile = async (
  { plan, fromMs, toMs }: LostSubmit,
  call: Pick<Call, "get">,
): Promise<ReconcileOutcome> => {
  const found = new Map<string, string | undefined>();
  const isThen = ({ created_at: at }: Listed): boolean => at >= fromMs && at <= toMs;
  let path = "/v1/predictions";
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { results, next } = readList(await call.get({ path }));
    for (const one of results.filter(isThen)) {
      if (one.source !== "web" && isOf(plan.model, one)) found.set(one.id, one.input?.prompt);
    }
    const isBefore = results.length > 0 && results.every(({ created_at: at }) => at < fromMs);
    if (next === null || isBefore) return outcomeOf(found);
    path = pathOf(next);
  }
  return { kind: "unknown", detail: "its list is too long to be read whole" };
};

const outcomeOf = (found: ReadonlyMap<string, string | undefined>): ReconcileOutcome => {
  if (found.size === 0) return { kind: "absent" };
  return {
    kind: "candidates",
    operations: [...found.keys()].map((prediction) => ({ prediction })),
    prompts: [...found.values()].map((prompt) => prompt ?? null),
  };
};
