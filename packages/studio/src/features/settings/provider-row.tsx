import type { ProviderTest, ProviderView } from "@kinora/contract";
import { failureOf } from "@kinora/contract/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Icon } from "../../parts/icon.tsx";
import { server } from "../../server/client.ts";
import type { Words } from "../../words/english.ts";
import { useSpeech, useWords, type Speech } from "../../words/use-words.tsx";
import { ErrorText, ToldText, withDetail } from "../../words/told.tsx";
import { KeyForm } from "./key-form.tsx";

interface ProviderRowProps {
  readonly provider: ProviderView;
}

/** One provider: what it has, a field to give it more, and a test that costs nothing. */
export const ProviderRow = ({ provider }: ProviderRowProps) => {
  const words = useWords();
  const [replaces, setReplaces] = useState(false);
  const test = useMutation({ mutationFn: () => server().testProvider(provider.id) });
  const takesKey = provider.settings.includes("api_key") && provider.key !== "environment";
  const asks = takesKey && (replaces || provider.key === null);
  return (
    <div className="provider">
      <div>
        <strong>{provider.title}</strong>
        <span className="small quiet">{modelsWord(provider.models, words)}</span>
      </div>
      {asks ? (
        <KeyForm
          provider={provider}
          onSaved={() => {
            setReplaces(false);
            test.mutate();
          }}
        />
      ) : (
        <KeyState provider={provider} />
      )}
      <span className="row">
        {provider.configured && <TestButton provider={provider} test={test} />}
        {takesKey && !asks && <ReplaceButtons provider={provider} onReplace={() => setReplaces(true)} />}
      </span>
      <TestNote test={test} problem={provider.stored?.problem ?? null} />
    </div>
  );
};

/** So many are named. */
const NAMED = 2;

const modelsWord = (models: readonly string[], { settings }: Words): string => {
  const named = models.slice(0, NAMED).join(", ");
  return models.length > NAMED ? settings.andMore(named, models.length - NAMED) : named;
};

const stateOf = ({ id, configured, key, stored }: ProviderView, { settings }: Words, language: string): string => {
  if (id === "local") return settings.alwaysOn;
  if (key === "environment") return settings.fromEnvironment;
  if (key === "stored" && stored !== null)
    return settings.keySaved(new Date(stored.set_at).toLocaleDateString(language));
  return configured ? settings.isSet : settings.noKey;
};

const KeyState = ({ provider }: ProviderRowProps) => {
  const { words, language } = useSpeech();
  return (
    <span className="keyed">
      <Icon name={provider.configured ? "lock" : "key"} small />
      {stateOf(provider, words, language)}
    </span>
  );
};

type Test = ReturnType<typeof useMutation<Awaited<ReturnType<ReturnType<typeof server>["testProvider"]>>>>;

const TestButton = ({ provider, test }: ProviderRowProps & { readonly test: Test }) => {
  const words = useWords();
  return (
    <button
      type="button"
      className="button button-small"
      aria-label={`${words.settings.test}: ${provider.title}`}
      onClick={() => test.mutate()}
    >
      {test.isPending ? words.settings.testing : words.settings.test}
    </button>
  );
};

const ReplaceButtons = ({ provider, onReplace }: ProviderRowProps & { readonly onReplace: () => void }) => {
  const words = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => server().removeProvider(provider.id),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      <button
        type="button"
        className="button button-small"
        aria-label={`${words.settings.replace}: ${provider.title}`}
        onClick={onReplace}
      >
        {words.settings.replace}
      </button>
      <button
        type="button"
        className="button button-small button-danger"
        aria-label={`${words.settings.remove}: ${provider.title}`}
        onClick={() => remove.mutate()}
      >
        {words.settings.remove}
      </button>
      {remove.error !== null && (
        <span role="alert" className="small tag-danger">
          <ErrorText error={remove.error} />
        </span>
      )}
    </>
  );
};

const testText = ({ message, code }: ProviderTest, speech: Pick<Speech, "words" | "language">): ReactNode => {
  const { settings } = speech.words;
  if (message === null) return settings.works;
  if (code === null) return <ToldText {...withDetail(settings.untested, message, speech.language)} />;
  return <ErrorText error={failureOf({ code, detail: message, type: "", title: "", status: 0 })} />;
};

const TestNote = ({ test, problem }: { readonly test: Test; readonly problem: string | null }) => {
  const { words, language } = useSpeech();
  if (test.error !== null) return <Note works={false} text={<ErrorText error={test.error} />} />;
  if (problem !== null) return <Note works={false} text={problem} />;
  if (test.data === undefined) return null;
  return <Note works={test.data.outcome === "works"} text={testText(test.data, { words, language })} />;
};

const Note = ({ works, text }: { readonly works: boolean; readonly text: ReactNode }) => (
  <span className="provider-note" role="status">
    <span className={works ? "tag-ok" : "tag-warn"}>
      <Icon name={works ? "check" : "warn"} small />
    </span>
    {text}
  </span>
);
