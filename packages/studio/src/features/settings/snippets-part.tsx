import { useState } from "react";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Segments } from "../../parts/segments.tsx";
import { useModels } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { useDrafts } from "../create/drafts.tsx";
import { isUntouched } from "../create/plan-edits.ts";
import { settingsOf } from "../create/request-of.ts";
import { snippetOf, SNIPPETS, type SnippetFill, type SnippetName } from "./snippets.ts";

const USUAL: Omit<SnippetFill, "url"> = { prompt: "the clouds drift to the right", fields: {} };

/** What is on Create now, as a program would ask for it; a usual clip where nothing is. */
const useFill = () => {
  const { drafts, current } = useDrafts();
  const models = useModels().data;
  const draft = drafts[current];
  const model = models?.find(({ id }) => id === draft?.model);
  if (draft === undefined || model === undefined) return { fill: { ...USUAL, url: location.origin }, draft: undefined };
  const fields = { model: model.id, ...settingsOf(draft, model) };
  return { fill: { url: location.origin, prompt: draft.prompt, fields }, draft };
};

export const SnippetsPart = () => {
  const words = useWords();
  const [name, setName] = useState<SnippetName>("curl");
  const { fill, draft } = useFill();
  const text = snippetOf(name, fill);
  return (
    <section className="part" aria-labelledby="snippets-title">
      <h2 id="snippets-title">{words.settings.parts.snippets}</h2>
      <p>{draft === undefined ? words.settings.snippetsHow : words.settings.snippetsOfDraft}</p>
      {draft !== undefined && !isUntouched(draft.edits) && (
        <p className="small soft">{words.settings.snippetsWithout}</p>
      )}
      <Segments<SnippetName>
        label={words.settings.parts.snippets}
        value={name}
        choices={SNIPPETS.map((value) => ({ value, text: value }))}
        onValue={setName}
      />
      <div className="code">
        <CopyButton text={text} className="button button-small" label={words.settings.copy}>
          <Icon name="copy" small />
        </CopyButton>
        <pre tabIndex={0}>{text}</pre>
      </div>
      <p className="small quiet">{words.settings.snippetsKey}</p>
    </section>
  );
};
