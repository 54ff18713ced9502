import type { Unmet } from "@kinora/contract";
import { Icon } from "../../parts/icon.tsx";
import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";

const titleOf = ({ phrase, reason }: Unmet, { create }: Words): string => {
  switch (reason) {
    case "needs-generative-model":
      return create.unmetNeedsModel(phrase);
    case "region-not-found":
      return create.unmetNotFound(phrase);
    case "not-understood":
      return create.unmetNotUnderstood(phrase);
  }
};

/** What of the prompt will not be done, why, what is done instead and who could. */
export const UnmetNotice = ({ unmet, onModel }: { unmet: readonly Unmet[]; onModel: (model: string) => void }) => {
  const words = useWords();
  return unmet.map((one) => (
    <div key={one.phrase} className="notice" role="status">
      <Icon name="info" />
      <h3>{titleOf(one, words)}</h3>
      <p>{one.did}</p>
      {one.models !== undefined && (
        <ul className="offers">
          {one.models.slice(0, 3).map((model) => (
            <li key={model}>
              <span className="strong">{model}</span>
              <button type="button" className="button button-small push" onClick={() => onModel(model)}>
                {words.create.use}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  ));
};
