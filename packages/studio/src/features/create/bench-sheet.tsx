import type { Camera, Inspection, ModelView, PlanReport } from "@kinora/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { useModels } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { Actions } from "./actions.tsx";
import { useDrafts, type Draft, type DraftChange } from "./drafts.tsx";
import { ModelSection } from "./model-section.tsx";
import { MovementsSection } from "./movements-section.tsx";
import { OptionsSection } from "./options-section.tsx";
import type { Movement } from "./plan-edits.ts";
import type { PlanEditor } from "./plan-editor.ts";
import { PromptSection } from "./prompt-section.tsx";
import { chosenModel, modelsOf } from "./several-models.ts";
import { UnmetNotice } from "./unmet-notice.tsx";
import type { Preview } from "./use-preview.ts";
import { useOffers, useTotalUsd } from "./use-quotes.ts";
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
const problemsOf = ({ draft, inspection, render }: BenchSheetProps): readonly Error[] => {
  const refused = render.data?.filter((sent) => sent.draft.id === draft.id).map(({ error }) => error) ?? [];
  return [inspection.error, render.error, ...refused].flatMap((error) => error ?? []);
};

/** What the button stands for: clips, who makes them, one total, and whether the current picture's models go over their cap. */
const useAsked = (draft: Draft) => {
  const { drafts } = useDrafts();
  const models = useModels().data;
  const [totalUsd, ownUsd] = [useTotalUsd(drafts), useTotalUsd([draft])];
  const { others, capUsd } = draft;
  const isOver = others.length > 0 && capUsd !== undefined && (ownUsd ?? 0) > capUsd;
  const asked = drafts.flatMap(modelsOf);
  const providers = new Set(asked.flatMap((id) => models?.find((model) => model.id === id)?.provider ?? []));
  return { count: asked.length, providers: [...providers], totalUsd, overCap: isOver ? capUsd : undefined };
};

/** The sheet beside the picture: prompt, movements, model, options, and the step that makes the clip. */
export const BenchSheet = (props: BenchSheetProps) => {
  const words = useWords();
  const { draft, model, onChange } = props;
  const offers = useOffers(draft);
  const asked = useAsked(draft);
  const moves = model?.options.includes("motion") === true;
  const unmet = moves ? (props.report?.unmet ?? []) : [];
  return (
    <aside className="sheet" aria-label={words.create.how}>
      <div className="sheet-scroll">
        <PromptSection draft={draft} inspection={props.inspection.data} onPrompt={(prompt) => onChange({ prompt })} />
        <UnmetNotice unmet={unmet} onModel={(id) => onChange(chosenModel(draft, id))} />
        {moves && <MovementsSection {...props} />}
        {model !== undefined && (
          <>
            <ModelSection draft={draft} model={model} offers={offers} onChange={onChange} />
            <OptionsSection model={model} options={draft.options} onOptions={(options) => onChange({ options })} />
          </>
        )}
      </div>
      {model !== undefined && (
        <Actions
          model={model}
          offer={offers?.find((offer) => offer.model.id === model.id)}
          {...asked}
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
