import { useWords } from "../../words/use-words.tsx";
import type { Painting } from "./use-painting.ts";

interface MaskToolsProps {
  readonly painting: Painting;
  readonly onPainted: (mask: string) => void;
}

/** How far one press moves the edge: a share of the picture's width. */
const STEP = 0.012;

/** The chosen region as a whole: its edge outwards, inwards, or inside out. Each press can be undone. */
export const MaskTools = ({ painting, onPainted }: MaskToolsProps) => {
  const { create } = useWords();
  const actions = [
    { name: create.grow, act: () => painting.grow(STEP) },
    { name: create.shrink, act: () => painting.grow(-STEP) },
    { name: create.invert, act: painting.invert },
  ];
  return (
    <div className="mask-tools" role="group" aria-label={create.maskTools}>
      {actions.map(({ name, act }) => (
        <button
          key={name}
          type="button"
          className="button button-small"
          onClick={() => {
            act();
            onPainted(painting.finish());
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
};
