import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { signIn } from "../../server/session.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";

/** Asks for an API key. */
export const LoginForm = () => {
  const { gate } = useWords();
  const queries = useQueryClient();
  const [key, setKey] = useState("");
  const enter = useMutation({
    mutationFn: () => signIn(key.trim()),
    // Whatever was asked before was asked as nobody.
    onSuccess: () => queries.resetQueries(),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (key.trim() !== "") enter.mutate();
  };
  return (
    <main id="main" className="page gate">
      <h1>{gate.title}</h1>
      <p className="soft">{gate.how}</p>
      <form onSubmit={submit}>
        <label className="field-label" htmlFor="api-key">
          {gate.label}
        </label>
        <input
          id="api-key"
          className="field"
          type="password"
          autoComplete="current-password"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <button type="submit" className="button button-solid" aria-disabled={enter.isPending ? true : undefined}>
          {gate.enter}
        </button>
        {enter.error !== null && (
          <p role="alert" className="small tag-danger">
            <ErrorText error={enter.error} />
          </p>
        )}
      </form>
    </main>
  );
};
