import type { ArtifactView, GenerationView } from "@kinora/contract";
import { useState } from "react";
import { useWords } from "../../words/use-words.tsx";
import { DoneSheet } from "./done-sheet.tsx";
import { PlayerBar, type WatchMode } from "./player-bar.tsx";
import type { ViewProps } from "./rendering-view.tsx";
import { SplitFigure } from "./split-figure.tsx";
import { usePlayer } from "./use-player.ts";

const USUAL_FPS = 30;

const videoOf = ({ artifacts }: GenerationView): ArtifactView | undefined =>
  artifacts.find(({ kind }) => kind === "video");

/** The clip: watched, compared with its still, kept and gone on from. */
export const DoneView = (props: ViewProps) => {
  const video = videoOf(props.generation);
  return video === undefined ? null : <Watch {...props} video={video} />;
};

const Watch = ({ generation, events, video }: ViewProps & { readonly video: ArtifactView }) => {
  const words = useWords();
  const [mode, setMode] = useState<WatchMode>("video");
  const fps = generation.plan?.fps ?? generation.options.fps ?? USUAL_FPS;
  const player = usePlayer(video.duration_seconds ?? 0, fps);
  return (
    <main id="main" className="bench">
      <section className="stage" aria-label={words.generation.video}>
        <SplitFigure generation={generation} video={video} player={player} mode={mode} />
        <PlayerBar player={player} fps={fps} mode={mode} onMode={setMode} />
      </section>
      <DoneSheet generation={generation} events={events} video={video} />
    </main>
  );
};
