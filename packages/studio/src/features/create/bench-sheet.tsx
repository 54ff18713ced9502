import type { Camera, Inspection, ModelView, PlanReport } from "@kinora/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { useWords } from "../../words/use-words.tsx";
import { Actions } from "./actions.tsx";
import { useDrafts, type Draft, type DraftChange } from "./drafts.tsx";
import { ModelSection } from "./model-section.tsx";
import { MovementsSection } from "./movements-section.tsx";
import { OptionsSection } from "./options-section.tsx";
import type { Movement } from "./plan-edits.ts";
import type { PlanEditor } from "./plan-editor.ts";
import { PromptSection } from "./prompt-section.tsx";
import { UnmetNotice } from "./unmet-notice.tsx";
import type { Preview } from "./use-preview.ts";
import { useOffers } from "./use-quotes.ts";
import type { useRender } from "./use-render.ts";

interface BenchSheetProps {
  readonly draft: Draft;
  readonly model: ModelView | undefined;
  readonly inspection: UseQueryResult<Inspection>;
  readonly report: PlanReport | undefined;
  readonly movements: readonly Movement[];
  readonly camera: Camera | undefined;
  readonly editor: PlanEditor;
  readonly chosen: string | undefined;
  readonly preview: Preview;
  readonly render: ReturnType<typeof useRender>;
  readonly onChoose: (key: string) => void;
  readonly onCheckEdges: (key: string) => void;
  readonly onChange: (change: DraftChange) => void;
}

/** What the server refused, of the picture or of the request. */
const problemsOf = ({ draft, inspection, render }: BenchSheetProps): readonly string[] => {
  const refused = render.data?.find((sent) => sent.draft.id === draft.id)?.error;
  return [inspection.error, render.error, refused].flatMap((error) => (error == null ? [] : [error.message]));
};

/** The sheet beside the picture: prompt, movements, model, options, and the step that makes the clip. */
export const BenchSheet = (props: BenchSheetProps) => {
  const words = useWords();
  const { draft, model, onChange } = props;
  const { drafts } = useDrafts();
  const offers = useOffers(draft);
  const moves = model?.options.includes("motion") === true;
  const unmet = moves ? (props.report?.unmet ?? []) : [];
  return (
    <aside className="sheet" aria-label={words.create.how}>
      <div className="sheet-scroll">
        <PromptSection draft={draft} inspection={props.inspection.data} onPrompt={(prompt) => onChange({ prompt })} />
        <UnmetNotice unmet={unmet} onModel={(id) => onChange({ model: id })} />
        {moves && <MovementsSection {...props} />}
        {model !== undefined && (
          <>
            <ModelSection model={model} offers={offers} onModel={(id) => onChange({ model: id })} />
            <OptionsSection model={model} options={draft.options} onOptions={(options) => onChange({ options })} />
          </>
        )}
      </div>
      {model !== undefined && (
        <Actions
          model={model}
          offer={offers?.find((offer) => offer.model.id === model.id)}
          count={drafts.length}
          unmet={unmet}
          preview={props.preview}
          sending={props.render.isPending}
          problems={problemsOf(props)}
          onRender={() => props.render.mutate()}
        />
      )}
    </aside>
  );
};
