import type { GenerationView } from "@kinora/contract";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, type CSSProperties } from "react";
import { Reel } from "../../parts/reel.tsx";
import { failureOfGeneration } from "../../server/failure-of-generation.ts";
import { isUnfinished } from "../../server/queries.ts";
import { dollars } from "../../words/amounts.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { stillUrl } from "../generation/still.tsx";
import type { Transport } from "./use-transport.ts";

interface CellProps {
  readonly clip: GenerationView;
  readonly transport: Transport;
}

/** One clip of a comparison, with the model, the time it took and what it cost. */
export const Cell = ({ clip, transport }: CellProps) => {
  const words = useWords();
  const [unmet] = clip.unmet;
  const failure = failureOfGeneration(clip);
  const took =
    clip.finished_at === null ? undefined : (Date.parse(clip.finished_at) - Date.parse(clip.created_at)) / 1000;
  const { settled_usd: settled } = clip.cost;
  return (
    <figure>
      <div
        className="print over"
        style={{ background: clip.image.mean_color, "--ratio": clip.image.width / clip.image.height } as CSSProperties}
      >
        <Film clip={clip} transport={transport} />
        {unmet !== undefined && <span className="over-label corner-left">{words.compare.leftOut(unmet.phrase)}</span>}
        {isUnfinished(clip) && (
          <span className="over-label corner-right num">
            <Reel share={clip.progress / 100} />
            {clip.progress} %
          </span>
        )}
      </div>
      <figcaption>
        <Link className="strong link" to="/generations/$id" params={{ id: clip.id }}>
          {clip.model}
        </Link>
        {took !== undefined && <span className="quiet num wide-only">{words.compare.took(took)}</span>}
        <span className="num push">
          {settled === null ? "" : settled === 0 ? words.amounts.free : dollars(settled)}
          {failure !== undefined && <ErrorText error={failure} />}
        </span>
      </figcaption>
    </figure>
  );
};

const Film = ({ clip, transport: { attach } }: CellProps) => {
  const element = useRef<HTMLVideoElement>(null);
  const video = clip.artifacts.find(({ kind }) => kind === "video");
  useEffect(() => (element.current === null ? undefined : attach(element.current)), [attach, video?.url]);
  if (video === undefined) return <img src={stillUrl(clip)} alt={clip.prompt ?? clip.model} className="print-still" />;
  return (
    <video
      ref={element}
      src={video.url}
      muted
      playsInline
      preload="auto"
      poster={stillUrl(clip)}
      aria-label={clip.model}
    />
  );
};
