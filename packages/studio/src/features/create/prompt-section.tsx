import type { Inspection } from "@kinora/contract";
import { useWords } from "../../words/use-words.tsx";
import type { Draft } from "./drafts.tsx";

interface PromptSectionProps {
  readonly draft: Draft;
  readonly inspection: Inspection | undefined;
  readonly onPrompt: (prompt: string) => void;
}

/** The prompt and ideas that fit this picture; an idea takes the prompt's place and leaves hand-made changes alone. */
export const PromptSection = ({ draft, inspection, onPrompt }: PromptSectionProps) => {
  const words = useWords();
  const ideas = (inspection?.suggestions ?? []).map((idea) => words.create.suggestions[idea] ?? idea);
  return (
    <section>
      <div className="head">
        <h2 id="prompt-title">{words.create.prompt}</h2>
        <span className="push small quiet">{words.create.optional}</span>
      </div>
      <div className="prompt">
        <textarea
          className="field"
          aria-labelledby="prompt-title"
          placeholder={words.create.promptHint}
          maxLength={20_000}
          value={draft.prompt}
          onChange={(event) => onPrompt(event.target.value)}
        />
      </div>
      {ideas.length > 0 && (
        <div className="chips" role="group" aria-label={words.create.ideas}>
          {ideas.map((idea) => (
            <button key={idea} type="button" className="chip" onClick={() => onPrompt(idea)}>
              {idea}
            </button>
          ))}
        </div>
      )}
    </section>
  );
};
