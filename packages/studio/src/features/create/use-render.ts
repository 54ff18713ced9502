import type { ModelView } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { server } from "../../server/client.ts";
import { useModels } from "../../server/queries.ts";
import { useDrafts, type Draft } from "./drafts.tsx";
import { needsPlan, requestOf } from "./request-of.ts";
import { capsOf, modelsOf, sumOf, usualCap } from "./several-models.ts";
import { planQuery } from "./use-plan.ts";
import { costsOf, quotesQuery } from "./use-quotes.ts";

/** One draft with one of its models. */
interface Wish {
  readonly draft: Draft;
  readonly model: ModelView;
  readonly maxCostUsd: number | undefined;
}

interface Sent {
  readonly draft: Draft;
  readonly model: string;
  readonly id: string | undefined;
  readonly error: Error | undefined;
}

const idsOf = (sent: readonly Sent[]): readonly string[] => sent.flatMap(({ id }) => (id === undefined ? [] : [id]));

/** What one draft asks for: each of its models, with its share of the cap where there are several. */
const useWishes = () => {
  const models = useModels().data;
  const queries = useQueryClient();
  return async (draft: Draft): Promise<readonly Wish[]> => {
    const asked = modelsOf(draft).flatMap((id) => models?.find((model) => model.id === id) ?? []);
    if (draft.others.length === 0) return asked.map((model) => ({ draft, model, maxCostUsd: undefined }));
    const costs = costsOf(draft, await queries.query({ ...quotesQuery(draft), staleTime: "static" })).map(
      (cost) => cost ?? 0,
    );
    const caps = capsOf(costs, draft.capUsd ?? usualCap(sumOf(costs) ?? 0));
    return asked.map((model, index) => ({ draft, model, maxCostUsd: caps[index] }));
  };
};

/** What stays of a draft: nothing where every model took it, else those that refused. */
const useSettle = () => {
  const { dispatch } = useDrafts();
  return (draft: Draft, sent: readonly Sent[]): void => {
    const [model, ...others] = sent.flatMap((one) => (one.id === undefined ? [one.model] : []));
    if (model === undefined) dispatch({ type: "remove", id: draft.id });
    else dispatch({ type: "change", id: draft.id, change: { model, others } });
  };
};

/** To the one clip, to the comparison of one picture's clips, or to the library. Where one was refused, the page stays. */
const useLeave = () => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (sent: readonly Sent[]): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["generations"] });
    const ids = idsOf(sent);
    const [first] = sent;
    if (ids.length < sent.length || first?.id === undefined) return;
    if (sent.length === 1) await navigate({ to: "/generations/$id", params: { id: first.id } });
    else if (sent.every(({ draft }) => draft.id === first.draft.id))
      await navigate({ to: "/compare", search: { ids } });
    else await navigate({ to: "/library" });
  };
};

/**
 * Sends every draft to each of its models, each under an idempotency key, so that a lost answer makes no second clip. One
 * that is refused stays and says why; the others go on.
 */
export const useRender = () => {
  const { drafts } = useDrafts();
  const queries = useQueryClient();
  const [wishesOf, settle, leave] = [useWishes(), useSettle(), useLeave()];

  const send = async ({ draft, model, maxCostUsd }: Wish): Promise<Sent> => {
    try {
      const plan = needsPlan(draft, model) ? (await queries.query(planQuery(draft))).plan : undefined;
      const request = {
        ...requestOf(draft, model, plan),
        ...(maxCostUsd === undefined ? {} : { max_cost_usd: maxCostUsd }),
      };
      const { id } = await server().createGeneration(request, { idempotencyKey: `${draft.id} ${model.id}` });
      return { draft, model: model.id, id, error: undefined };
    } catch (error) {
      const why = error instanceof Error ? error : new Error(String(error));
      return { draft, model: model.id, id: undefined, error: why };
    }
  };

  return useMutation({
    mutationFn: async (): Promise<readonly Sent[]> => {
      const wishes = (await Promise.all(drafts.map(wishesOf))).flat();
      return Promise.all(wishes.map(send));
    },
    onSuccess: async (sent) => {
      for (const draft of drafts)
        settle(
          draft,
          sent.filter((one) => one.draft.id === draft.id),
        );
      await leave(sent);
    },
  });
};
