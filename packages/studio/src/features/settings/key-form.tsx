import type { ProviderView } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { server } from "../../server/client.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";

interface KeyFormProps {
  readonly provider: ProviderView;
  readonly onSaved: () => void;
}

/** A write-only field: what is saved is never shown again. */
export const KeyForm = ({ provider, onSaved }: KeyFormProps) => {
  const words = useWords();
  const queries = useQueryClient();
  const [key, setKey] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => server().setProvider(provider.id, { api_key: key.trim() }),
    onSuccess: async () => {
      setKey("");
      await queries.invalidateQueries();
      onSaved();
    },
  });
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (key.trim() !== "") mutate();
  };
  const label = words.settings.keyOf(provider.title);
  return (
    <form className="key-form" onSubmit={save}>
      <div className="row">
        <input
          className="field"
          type="password"
          autoComplete="off"
          aria-label={label}
          placeholder={label}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <button
          type="submit"
          className="button button-small"
          aria-label={`${words.settings.saveAndTest}: ${provider.title}`}
          aria-disabled={isPending ? true : undefined}
        >
          {words.settings.saveAndTest}
        </button>
      </div>
      {error !== null && (
        <span role="alert" className="small tag-danger">
          <ErrorText error={error} />
        </span>
      )}
    </form>
  );
};
