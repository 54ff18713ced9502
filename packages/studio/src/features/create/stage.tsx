import type { Camera, Inspection } from "@kinora/contract";
import type { CSSProperties } from "react";
import { useWords } from "../../words/use-words.tsx";
import type { Draft } from "./drafts.tsx";
import { maskUrlOf } from "./movement-words.ts";
import type { Movement } from "./plan-edits.ts";
import { RegionOverlay } from "./region-overlay.tsx";
import { StageCanvas } from "./stage-canvas.tsx";
import { MaskTools } from "./mask-tools.tsx";
import { Arrows, FocusMark } from "./stage-marks.tsx";
import type { Tool } from "./tools.ts";
import { useShownPicture } from "./use-shown-picture.ts";
import { usePainting, type Point } from "./use-painting.ts";

interface StageProps {
  readonly draft: Draft;
  readonly inspection: Inspection | undefined;
  readonly movements: readonly Movement[];
  readonly camera: Camera | undefined;
  readonly chosen: string | undefined;
  readonly tool: Tool;
  readonly radius: number;
  readonly shows: boolean;
  readonly onChoose: (key: string) => void;
  readonly onPainted: (mask: string) => void;
  readonly onArrow: (from: Point, to: Point) => void;
  readonly onFocus: (at: Point) => void;
}

/** The picture with what will move in it, and the tools' canvas over it. */
export const Stage = (props: StageProps) => {
  const words = useWords();
  const { draft, inspection } = props;
  const picture = useShownPicture(draft);
  const ratio = inspection === undefined ? undefined : inspection.width / inspection.height;
  const shape = ratio === undefined ? {} : ({ "--ratio": ratio } as CSSProperties);
  return (
    <div className="stage-view">
      <figure className="print over" data-known={ratio !== undefined} style={shape}>
        {picture.busy ? (
          <span className="soft print-wait">{words.create.decoding}</span>
        ) : (
          <img src={draft.pictureUrl} alt={words.create.picture} onError={picture.show} />
        )}
        {ratio !== undefined && props.shows && <Regions {...props} />}
        {ratio !== undefined && <Marks {...props} ratio={ratio} />}
        {ratio !== undefined && <Drawing {...props} ratio={ratio} />}
      </figure>
    </div>
  );
};

const Regions = ({ movements, inspection, chosen, onChoose, tool }: StageProps) =>
  movements
    .filter(() => tool === "select")
    .map((movement) => (
      <RegionOverlay
        key={movement.key}
        movement={movement}
        inspection={inspection}
        chosen={movement.key === chosen}
        onChoose={() => onChoose(movement.key)}
      />
    ));

const Marks = ({ draft, camera, ratio }: StageProps & { readonly ratio: number }) => (
  <>
    {draft.edits.strokes.length > 0 && <Arrows strokes={draft.edits.strokes} ratio={ratio} />}
    {camera?.focus !== undefined && <FocusMark focus={camera.focus} />}
  </>
);

const Drawing = (props: StageProps & { readonly ratio: number }) => {
  const { movements, chosen, inspection, tool } = props;
  const movement = movements.find(({ key }) => key === chosen);
  const start = movement === undefined ? undefined : maskUrlOf(movement.effect, inspection);
  const painting = usePainting(props.ratio, start);
  if (tool === "select") return null;
  const paints = tool === "brush" || tool === "eraser";
  return (
    <>
      <StageCanvas {...props} tool={tool} painting={painting} />
      {paints && start !== undefined && <MaskTools painting={painting} onPainted={props.onPainted} />}
    </>
  );
};
