import type { ModelView, MotionPlan } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { server } from "../../server/client.ts";
import { useModels } from "../../server/queries.ts";
import { useDrafts, type Draft } from "./drafts.tsx";
import { requestOf } from "./request-of.ts";
import type { PlannedDraft } from "./use-plan.ts";

interface Sent {
  readonly draft: Draft;
  readonly id: string | undefined;
  readonly error: Error | undefined;
}

/** Newest plan that the page knows of a draft: it was shown, so it is what the person agreed to. */
const usePlanOf = (): ((draft: Draft) => MotionPlan | undefined) => {
  const queries = useQueryClient();
  return ({ id }) => {
    const known = queries.getQueriesData<PlannedDraft>({ queryKey: ["plan", id] });
    return known.at(-1)?.[1]?.plan;
  };
};

/**
 * Sends every draft, each under an idempotency key, so that a lost answer makes no second clip. One that is refused stays
 * and says why; the others go on.
 */
export const useRender = () => {
  const { drafts, dispatch } = useDrafts();
  const models = useModels().data;
  const planOf = usePlanOf();
  const queries = useQueryClient();
  const navigate = useNavigate();

  const send = async (draft: Draft, model: ModelView): Promise<Sent> => {
    try {
      const request = requestOf(draft, model, planOf(draft));
      const { id } = await server().createGeneration(request, { idempotencyKey: draft.id });
      return { draft, id, error: undefined };
    } catch (error) {
      return { draft, id: undefined, error: error instanceof Error ? error : new Error(String(error)) };
    }
  };

  const leave = async (sent: readonly Sent[]): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["generations"] });
    const [only] = sent;
    if (sent.length === 1 && only?.id !== undefined) {
      await navigate({ to: "/generations/$id", params: { id: only.id } });
    } else if (sent.every(({ id }) => id !== undefined)) {
      await navigate({ to: "/library" });
    }
  };

  return useMutation({
    mutationFn: async (): Promise<readonly Sent[]> => {
      const sending = drafts.flatMap((draft) => {
        const model = models?.find(({ id }) => id === draft.model);
        return model === undefined ? [] : [send(draft, model)];
      });
      return Promise.all(sending);
    },
    onSuccess: async (sent) => {
      for (const { draft, id } of sent) {
        if (id !== undefined) dispatch({ type: "remove", id: draft.id });
      }
      await leave(sent);
    },
  });
};
