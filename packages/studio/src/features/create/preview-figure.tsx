import type { CSSProperties } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import type { PreviewVideo } from "./use-preview.ts";

interface PreviewFigureProps {
  readonly video: PreviewVideo;
  /** Of the picture: width divided by height. */
  readonly ratio: number;
  readonly onClose: () => void;
}

/** The preview plays in the picture's place, labelled; a change of the plan changes the label. */
export const PreviewFigure = ({ video, ratio, onClose }: PreviewFigureProps) => {
  const words = useWords();
  return (
    <div className="stage-view">
      <figure className="print print-video over" data-known="true" style={{ "--ratio": ratio } as CSSProperties}>
        <video key={video.url} src={video.url} autoPlay loop muted playsInline aria-label={words.create.previewLabel} />
        <span className="over-label corner-left">
          <Icon name="play" />
          {video.old ? words.create.oldPreview : words.create.previewLabel}
        </span>
        <button type="button" className="over-label corner-right" onClick={onClose}>
          <Icon name="x" />
          {words.create.closePreview}
        </button>
      </figure>
    </div>
  );
};
