import type { ReconcileOutcome } from "@kinora/domain";
import type { Call, LostSubmit } from "../kit/http-adapter.ts";
import { type Listed, readList } from "./answer.ts";

const PAGE_SIZE = 100;
const MOST_PAGES = 20;
/** A list tells whole seconds. */
const SECOND_MS = 1000;

const candidates = (found: readonly Listed[]): ReconcileOutcome => {
  if (found.length === 0) return { kind: "absent" };
  return {
    kind: "candidates",
    operations: found.map(({ id }) => ({ video: id })),
    prompts: found.map(({ prompt }) => prompt ?? null),
  };
};

/** The list names model, time and prompt of each video; servers with one model may leave its name out. */
export const reconcile = async (
  { plan, fromMs, toMs }: LostSubmit,
  call: Pick<Call, "get">,
): Promise<ReconcileOutcome> => {
  const couldBe = ({ model, created_at: at }: Listed): boolean =>
    at >= fromMs - SECOND_MS && at <= toMs && (model === undefined || model === null || model === plan.model);
  const found = new Map<string, Listed>();
  let after = "";
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const {
      data,
      has_more: hasMore,
      last_id: lastId,
    } = readList(await call.get({ path: `/v1/videos?limit=${PAGE_SIZE}&order=desc${after}` }));
    for (const one of data.filter(couldBe)) found.set(one.id, one);
    const isBefore = data.length > 0 && data.every(({ created_at: at }) => at < fromMs - SECOND_MS);
    if (hasMore !== true || isBefore) return candidates([...found.values()]);
    if (typeof lastId !== "string")
      return { kind: "unknown", detail: "its list has more, and does not say from where" };
    after = `&after=${encodeURIComponent(lastId)}`;
  }
  return { kind: "unknown", detail: "its list is too long to be read whole" };
};
