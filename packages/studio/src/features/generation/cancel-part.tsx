import type { GenerationView } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Icon } from "../../parts/icon.tsx";
import { server } from "../../server/client.ts";
import { generationKey } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";

/** Acts at once; beside it stands what it means for money. */
export const CancelPart = ({ generation }: { readonly generation: GenerationView }) => {
  const words = useWords();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => server().cancelGeneration(generation.id),
    onSettled: () => queries.invalidateQueries({ queryKey: generationKey(generation.id) }),
  });
  const asked = generation.cancel;
  const costsNothing = generation.cost.estimate_usd === 0 || generation.status === "queued";
  const truth = costsNothing ? words.generation.cancelHere : words.generation.cancelThere;
  const said = asked === null ? truth : words.generation.cancelAsked[asked.billing];
  return (
    <div className="sheet-foot">
      {asked === null && (
        <button
          type="button"
          className="button button-wide"
          aria-disabled={isPending ? true : undefined}
          onClick={() => mutate()}
        >
          {words.generation.cancel}
        </button>
      )}
      <p className="actions-note" role="status">
        <Icon name="info" small />
        <span>{error === null ? said : <ErrorText error={error} />}</span>
      </p>
    </div>
  );
};
