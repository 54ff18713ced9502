import type { Camera, EffectKind } from "@kinora/contract";
import { EFFECT_KINDS } from "@kinora/contract/words";
import { useEffect, useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { TuneSlider } from "../../parts/tune-slider.tsx";
import { useWords } from "../../words/use-words.tsx";
import { CameraRow } from "./camera-row.tsx";
import { Dial } from "./dial.tsx";
import { ICON_OF, isDirected, regionWord } from "./movement-words.ts";
import type { Movement } from "./plan-edits.ts";
import type { PlanEditor } from "./plan-editor.ts";

interface MovementsProps {
  readonly movements: readonly Movement[];
  readonly camera: Camera | undefined;
  readonly editor: PlanEditor;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
  readonly onCheckEdges: (key: string) => void;
}

/** How long "Undo" stays after something was taken out. */
const UNDO_MS = 8000;

/** One line per movement; choosing it selects its region, and the reverse. */
export const MovementsSection = (props: MovementsProps) => {
  const words = useWords();
  const { movements, camera, editor } = props;
  const [removed, setRemoved] = useState<string>();
  useEffect(() => {
    if (removed === undefined) return;
    const timer = setTimeout(() => setRemoved(undefined), UNDO_MS);
    return () => clearTimeout(timer);
  }, [removed]);
  const still = movements.length === 0 && (camera === undefined || camera.type === "static");
  return (
    <section>
      <div className="head">
        <h2>{words.create.willMove}</h2>
        <AddMovement onAdd={(kind) => props.onChoose(editor.add(kind))} />
      </div>
      {still && <p className="small soft">{words.create.nothing}</p>}
      <ul>
        {movements.map((movement) => (
          <MovementRow key={movement.key} {...props} movement={movement} onRemoved={setRemoved} />
        ))}
        {camera !== undefined && <CameraRow camera={camera} onCamera={editor.setCamera} />}
        <ArrowsRow editor={editor} />
      </ul>
      {removed !== undefined && (
        <p className="small soft" role="status">
          {words.create.removed(removed)}{" "}
          <button
            type="button"
            className="link"
            onClick={() => {
              editor.undo();
              setRemoved(undefined);
            }}
          >
            {words.create.undo}
          </button>
        </p>
      )}
    </section>
  );
};

const AddMovement = ({ onAdd }: { readonly onAdd: (kind: EffectKind) => void }) => {
  const words = useWords();
  return (
    <label className="add push">
      <Icon name="plus" small />
      <span className="sr">{words.create.add}</span>
      <select className="add-select" value="" onChange={(event) => onAdd(event.target.value as EffectKind)}>
        <option value="" disabled>
          {words.create.add}
        </option>
        {EFFECT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {words.create.kinds[kind]}
          </option>
        ))}
      </select>
    </label>
  );
};

const UNSURE = 0.6;

type RowProps = MovementsProps & { readonly movement: Movement; readonly onRemoved: (name: string) => void };

const MovementRow = ({ movement, editor, chosen, onChoose, onCheckEdges, onRemoved }: RowProps) => {
  const words = useWords();
  const { key, effect, yours } = movement;
  const name = words.create.kinds[effect.kind];
  const unsure = effect.confidence < UNSURE && typeof effect.region === "string";
  return (
    <li className="move" aria-current={key === chosen ? true : undefined}>
      <Icon name={ICON_OF[effect.kind]} />
      <button type="button" className="move-name" onClick={() => onChoose(key)}>
        {name}
        <span>{regionWord(effect, words)}</span>
        {yours && <span>{words.create.yours}</span>}
      </button>
      <div className="move-end">
        {unsure && (
          <button type="button" className="tag tag-warn" onClick={() => onCheckEdges(key)}>
            <Icon name="warn" small />
            {words.create.checkEdges}
          </button>
        )}
        <button
          type="button"
          className="icon-button icon-button-small"
          aria-label={words.create.remove(name)}
          onClick={() => {
            editor.remove(key);
            onRemoved(name);
          }}
        >
          <Icon name="x" small />
        </button>
      </div>
      <MovementTune movement={movement} editor={editor} name={name} />
    </li>
  );
};

const MovementTune = ({
  movement: { key, effect },
  editor,
  name,
}: Pick<RowProps, "movement" | "editor"> & { name: string }) => {
  const words = useWords();
  const text = words.create.strength(effect.amount * effect.speed);
  return (
    <div className="move-tune">
      <TuneSlider
        label={words.create.amount(name)}
        value={Math.sqrt(effect.amount * effect.speed)}
        max={2}
        step={0.05}
        text={text}
        onValue={(value) => editor.change(key, { amount: value, speed: value })}
      />
      <span className="num move-text">{text}</span>
      {isDirected(effect) ? (
        <Dial
          label={words.create.direction(name)}
          turn={effect.direction}
          onTurn={(direction) => editor.change(key, { direction })}
        />
      ) : (
        <span className="dial-place" />
      )}
    </div>
  );
};

const ArrowsRow = ({ editor }: { readonly editor: PlanEditor }) => {
  const words = useWords();
  if (editor.strokes.length === 0) return null;
  return (
    <li className="move">
      <Icon name="arrow" />
      <div className="move-name">{words.create.arrows(editor.strokes.length)}</div>
      <div className="move-end">
        <button
          type="button"
          className="icon-button icon-button-small"
          aria-label={words.create.removeArrows}
          onClick={editor.clearStrokes}
        >
          <Icon name="x" small />
        </button>
      </div>
    </li>
  );
};
