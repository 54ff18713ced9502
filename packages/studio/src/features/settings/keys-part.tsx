import type { ApiKeyView } from "@kinora/contract";
import { SCOPES, type Scope } from "@kinora/contract/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { server } from "../../server/client.ts";
import { useSpeech, useWords } from "../../words/use-words.tsx";
import { KeyLimitsForm, useLimitsLine } from "./key-limits.tsx";
import { MadeSecret, Refusal } from "./made-secret.tsx";

const KEYS = ["keys"] as const;

/** Who may call this server. */
export const KeysPart = () => {
  const words = useWords();
  const keys = useQuery({ queryKey: KEYS, queryFn: async ({ signal }) => (await server().listKeys({ signal })).data });
  return (
    <section className="part" aria-labelledby="keys-title">
      <h2 id="keys-title">{words.settings.parts.keys}</h2>
      <p>{words.setup.keys.how}</p>
      <Refusal error={keys.error} />
      <NewKey />
      {keys.data?.length === 0 && <p className="soft">{words.setup.none}</p>}
      {keys.data?.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </section>
  );
};

const NewKey = () => {
  const words = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["read", "create"]);
  const make = useMutation({
    mutationFn: () => server().createKey({ name: name.trim(), scopes: [...scopes] }),
    onSuccess: async () => {
      setName("");
      await queries.invalidateQueries({ queryKey: KEYS });
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  const turn = (scope: Scope): void =>
    setScopes((now) => (now.includes(scope) ? now.filter((one) => one !== scope) : [...now, scope]));
  return (
    <form className="new-one" onSubmit={submit}>
      <label htmlFor="key-name">
        <span className="field-label">{words.setup.keys.name}</span>
        <input
          id="key-name"
          className="field"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <fieldset className="checks">
        <legend className="field-label">{words.setup.keys.scopes}</legend>
        {SCOPES.map((scope) => (
          <label key={scope}>
            <input type="checkbox" checked={scopes.includes(scope)} onChange={() => turn(scope)} />
            {words.setup.keys.scopeNames[scope]}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="button" disabled={scopes.length === 0}>
        {words.setup.keys.make}
      </button>
      <Refusal error={make.error} />
      {make.data !== undefined && <MadeSecret secret={make.data.key} />}
    </form>
  );
};

const KeyRow = ({ apiKey }: { readonly apiKey: ApiKeyView }) => {
  const { words, language } = useSpeech();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => server().revokeKey(apiKey.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEYS }),
  });
  const day = (at: string): string => new Date(at).toLocaleDateString(language);
  const { keys } = words.setup;
  const [isChanging, setIsChanging] = useState(false);
  const limits = useLimitsLine(apiKey);
  return (
    <div className="provider">
      <div>
        <strong>{apiKey.name}</strong>
        <code className="small quiet">{apiKey.begins_with}…</code>
      </div>
      <span className="small soft">
        {apiKey.scopes.map((scope) => keys.scopeNames[scope]).join(", ")}
        {" · "}
        {apiKey.revoked_at === null ? keys.since(day(apiKey.created_at)) : keys.revoked(day(apiKey.revoked_at))}
        {limits !== undefined && <span className="small quiet"> · {limits}</span>}
      </span>
      <span className="row">
        {apiKey.revoked_at === null && (
          <button
            type="button"
            className="button button-small"
            aria-expanded={isChanging}
            aria-label={`${keys.change}: ${apiKey.name}`}
            onClick={() => setIsChanging(!isChanging)}
          >
            {keys.change}
          </button>
        )}
        {apiKey.revoked_at === null && (
          <button
            type="button"
            className="button button-small button-danger"
            aria-label={`${keys.revoke}: ${apiKey.name}`}
            onClick={() => revoke.mutate()}
          >
            {keys.revoke}
          </button>
        )}
        <Refusal error={revoke.error} />
      </span>
      {isChanging && <KeyLimitsForm apiKey={apiKey} onSaved={() => setIsChanging(false)} />}
    </div>
  );
};
