import type { GenerationView } from "@kinora/contract";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useDrafts } from "../create/drafts.tsx";
import { draftOfGeneration } from "./draft-of-generation.ts";

interface ReuseButtonProps {
  readonly generation: GenerationView;
  /** The one way on of its page. */
  readonly main?: boolean;
}

/** Back to Create with the same picture and wishes. */
export const ReuseButton = ({ generation, main = false }: ReuseButtonProps) => {
  const words = useWords();
  const navigate = useNavigate();
  const { dispatch } = useDrafts();
  const { mutate } = useMutation({
    mutationFn: () => draftOfGeneration(generation),
    onSuccess: async (draft) => {
      dispatch({ type: "clear" });
      dispatch({ type: "add", draft });
      await navigate({ to: "/" });
    },
  });
  return (
    <button type="button" className={main ? "button button-solid" : "button"} onClick={() => mutate()}>
      <Icon name="reuse" />
      {main ? words.generation.again : words.generation.reuse}
    </button>
  );
};
