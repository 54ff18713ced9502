import type { GenerationView } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { Icon } from "../../parts/icon.tsx";
import { server } from "../../server/client.ts";
import { generationKey } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";

/** The words that a person finds a clip by; each can be taken away, and one added. */
export const TagsEditor = ({ generation }: { readonly generation: GenerationView }) => {
  const words = useWords();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const { mutate, error } = useMutation({
    mutationFn: (tags: string[]) => server().labelGeneration(generation.id, { tags }),
    onSuccess: (now) => {
      setText("");
      queries.setQueryData(generationKey(generation.id), now);
      void queries.invalidateQueries({ queryKey: ["generations"] });
    },
  });
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    const tag = text.trim();
    if (tag !== "" && !generation.tags.includes(tag)) mutate([...generation.tags, tag]);
  };
  return (
    <form className="tags" aria-label={words.generation.tags} onSubmit={add}>
      {generation.tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
          <button
            type="button"
            aria-label={words.generation.removeTag(tag)}
            onClick={() => mutate(generation.tags.filter((one) => one !== tag))}
          >
            <Icon name="x" small />
          </button>
        </span>
      ))}
      <input
        className="field tag-field"
        aria-label={words.generation.addTag}
        placeholder={words.generation.addTag}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error !== null && (
        <span role="alert" className="small tag-danger">
          <ErrorText error={error} />
        </span>
      )}
    </form>
  );
};
