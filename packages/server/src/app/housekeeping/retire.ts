import type { Status } from "@kinora/contract";
import { type Generation, isFinal } from "@kinora/domain";
import type { AppContext } from "../app-context.ts";
import { applyEvent } from "../apply-event.ts";

type Retiring = Pick<AppContext, "store" | "clock" | "log"> & {
  readonly config: Pick<AppContext["config"], "retention">;
};

const DAY_MS = 86_400_000;
const PAGE = 100;
const OTHERS: readonly Status[] = ["failed", "cancelled", "expired"];

/** Not favourites, and not what is in the trash already. What began long ago may have ended late. */
const endedBefore = async function* (
  { store }: Retiring,
  status: Status,
  beforeMs: number,
): AsyncGenerator<Generation> {
  const query = { status, favourite: false, before: new Date(beforeMs).toISOString(), limit: PAGE } as const;
  let cursor: string | undefined;
  do {
    const wish = { ...query, order: "oldest_first", ...(cursor !== undefined && { cursor }) } as const;
    const { generations, nextCursor } = await store.list(wish, { all: true });
    yield* generations.filter((generation) => isFinal(generation) && generation.finishedAt < beforeMs);
    cursor = nextCursor;
  } while (cursor !== undefined);
};

const retireOf = async (app: Retiring, status: Status, days: number | undefined): Promise<number> => {
  if (days === undefined) return 0;
  let retired = 0;
  for await (const { id } of endedBefore(app, status, app.clock.now() - days * DAY_MS)) {
    await applyEvent(app, id, { type: "trashed" });
    app.log.info("generation.retired", { generationId: id, status, days });
    retired += 1;
  }
  return retired;
};

/** Puts into the trash what has outlived the retention rules, and says how many. It can be taken back from there as ever. */
export const retire = async (app: Retiring): Promise<number> => {
  const { succeededDays, othersDays } = app.config.retention;
  let retired = await retireOf(app, "succeeded", succeededDays);
  for (const status of OTHERS) retired += await retireOf(app, status, othersDays);
  return retired;
};
