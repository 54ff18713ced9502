import { useEffect, useMemo, useState } from "react";
import { useModels } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { BenchSheet } from "./bench-sheet.tsx";
import { useDrafts, type Draft } from "./drafts.tsx";
import { FilmStrip } from "./film-strip.tsx";
import { cameraOf, movementsOf, type Movement } from "./plan-edits.ts";
import { usePlanEditor, type PlanEditor } from "./plan-editor.ts";
import { PreviewFigure } from "./preview-figure.tsx";
import { Refusals } from "./refusals.tsx";
import { Remarks } from "./remarks.tsx";
import { Stage } from "./stage.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useShortcuts, type Tool } from "./tools.ts";
import { useInspection, usePlan } from "./use-plan.ts";
import { usePreview } from "./use-preview.ts";
import { useRender } from "./use-render.ts";

const MIN_RADIUS = 0.01;
const MAX_RADIUS = 0.25;
const NO_MOVEMENTS: readonly Movement[] = [];

/** Tool, brush and choice: what belongs to the picture on the table, and not to the clip. */
const useStageState = () => {
  const [tool, setTool] = useState<Tool>("select");
  const [shows, setShows] = useState(true);
  const [radius, setRadius] = useState(0.05);
  const [chosen, setChosen] = useState<string>();
  const grow = (by: number): void => setRadius((now) => Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, now * by)));
  return { tool, setTool, shows, setShows, radius, grow, chosen, setChosen };
};

/** Letters for the tools, brackets for the brush. */
const lettersOf = ({ setTool, setShows, grow }: ReturnType<typeof useStageState>): Record<string, () => void> => ({
  v: () => setTool("select"),
  b: () => setTool("brush"),
  e: () => setTool("eraser"),
  a: () => setTool("arrow"),
  f: () => setTool("focus"),
  r: () => setShows((shows) => !shows),
  "[": () => grow(0.8),
  "]": () => grow(1.25),
});

/** A painted region goes to the chosen movement; where none is chosen, it becomes one that flows. */
const paintInto = (editor: PlanEditor, chosen: string | undefined, mask: string): string => {
  if (chosen === undefined) return editor.add("flow", { mask });
  editor.change(chosen, { region: { mask } });
  return chosen;
};

/** The workbench of one picture: the stage and the sheet beside it. */
export const Bench = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords();
  const { dispatch } = useDrafts();
  const models = useModels().data;
  const model = models?.find(({ id }) => id === draft.model);
  const inspection = useInspection(draft);
  const planned = usePlan(draft).data;
  const plan = planned?.plan;
  const editor = usePlanEditor(draft);
  const at = useStageState();
  const preview = usePreview(draft, model, plan);
  const render = useRender();
  const movements = useMemo(() => (plan === undefined ? NO_MOVEMENTS : movementsOf(plan, draft.edits)), [plan, draft]);
  const camera = plan === undefined ? undefined : cameraOf(plan, draft.edits);
  useEffect(() => {
    document.title = `${words.create.title} · Kinora`;
  }, [words]);
  useShortcuts({
    letters: lettersOf(at),
    undo: editor.undo,
    render: () => render.mutate(),
    preview: preview.make,
  });

  return (
    <main id="main">
      <h1 className="sr">{words.create.title}</h1>
      <div className="bench">
        <section className="stage" aria-label={words.create.picture}>
          <Toolbar
            tool={at.tool}
            onTool={at.setTool}
            shows={at.shows}
            onShows={at.setShows}
            onUndo={editor.canUndo ? editor.undo : undefined}
          />
          {preview.video === undefined || inspection.data === undefined ? (
            <Stage
              {...at}
              draft={draft}
              inspection={inspection.data}
              movements={movements}
              camera={camera}
              onChoose={at.setChosen}
              onPainted={(mask) => at.setChosen(paintInto(editor, at.chosen, mask))}
              onArrow={(from, to) => editor.addStroke({ from, to, speed: 1 })}
              onFocus={(focus) => camera !== undefined && editor.setCamera({ ...camera, focus })}
            />
          ) : (
            <PreviewFigure
              video={preview.video}
              ratio={inspection.data.width / inspection.data.height}
              onClose={preview.close}
            />
          )}
          <Refusals />
          <FilmStrip />
          <Remarks inspection={inspection.data} />
        </section>
        <BenchSheet
          draft={draft}
          model={model}
          inspection={inspection}
          report={planned?.report}
          movements={movements}
          camera={camera}
          editor={editor}
          chosen={at.chosen}
          preview={preview}
          render={render}
          onChoose={at.setChosen}
          onCheckEdges={(key) => {
            at.setChosen(key);
            at.setTool("brush");
          }}
          onChange={(change) => dispatch({ type: "change", id: draft.id, change })}
        />
      </div>
    </main>
  );
};
