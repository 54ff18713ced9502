import { Failure } from "@kinora/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode, type SyntheticEvent } from "react";
import { carryApiKey } from "../../server/client.ts";
import { useModels } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";

const wantsKey = (error: Error | null): boolean => error instanceof Failure && error.code === "unauthorized";

/** Where the server wants a key, the pages wait behind one field for it. */
export const KeyGate = ({ children }: { readonly children: ReactNode }) => {
  const { error } = useModels();
  return wantsKey(error) ? <KeyForm /> : children;
};

const KeyForm = () => {
  const words = useWords();
  const queries = useQueryClient();
  const [key, setKey] = useState("");
  const enter = (event: SyntheticEvent): void => {
    event.preventDefault();
    carryApiKey(key.trim());
    void queries.resetQueries();
  };
  return (
    <main id="main" className="page gate">
      <h1>{words.gate.title}</h1>
      <p className="soft">{words.gate.how}</p>
      <form onSubmit={enter}>
        <label className="field-label" htmlFor="api-key">
          {words.gate.label}
        </label>
        <input
          id="api-key"
          className="field"
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <button type="submit" className="button button-solid">
          {words.gate.enter}
        </button>
      </form>
    </main>
  );
};
