import type { GenerationView } from "@kinora/contract";
import type { CSSProperties, ReactNode } from "react";
import { useWords } from "../../words/use-words.tsx";

/** The picture of a clip as it was sent. */
export const sentUrl = ({ id }: Pick<GenerationView, "id">): string =>
  `/api/v1/generations/${encodeURIComponent(id)}/content?variant=image`;

/** The same, as every browser can show it. */
export const stillUrl = (generation: Pick<GenerationView, "id">): string => `${sentUrl(generation)}&shown=true`;

interface StillProps {
  readonly generation: GenerationView;
  readonly label?: string;
  readonly children?: ReactNode;
}

/** The picture that the clip is made from. */
export const Still = ({ generation, label, children }: StillProps) => {
  const words = useWords();
  const { width, height, mean_color: colour } = generation.image;
  return (
    <div className="stage-view stage-view-watch">
      <figure
        className="print over"
        data-known="true"
        style={{ "--ratio": width / height, background: colour } as CSSProperties}
      >
        <img src={stillUrl(generation)} alt={generation.prompt ?? words.create.picture} />
        {label !== undefined && <span className="over-label corner-left">{label}</span>}
        {children}
      </figure>
    </div>
  );
};
