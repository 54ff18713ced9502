import type { GenerationView } from "@kinora/contract";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { isUnfinished, useGeneration } from "../../server/queries.ts";
import type { Words } from "../../words/english.ts";
import { useWords } from "../../words/use-words.tsx";
import { DoneView } from "./done-view.tsx";
import { EndedView } from "./ended-view.tsx";
import { RenderingView } from "./rendering-view.tsx";
import { ReviewView } from "./review-view.tsx";
import { useLive } from "./use-live.ts";

const route = getRouteApi("/generations/$id");

const titleOf = (generation: GenerationView, words: Words): string => {
  const state = words.generation.titles[generation.status] ?? generation.status;
  if (isUnfinished(generation)) return `${state}, ${generation.progress} % · Kinora`;
  return `${generation.title ?? generation.prompt ?? state} · Kinora`;
};

/** One generation: the address is the state, so a reload, a sleep or a restart of the server changes nothing. */
export const GenerationPage = () => {
  const { id } = route.useParams();
  const words = useWords();
  const { data: generation, error } = useGeneration(id);
  const events = useLive(id);
  useEffect(() => {
    if (generation !== undefined) document.title = titleOf(generation, words);
  }, [generation, words]);
  if (generation === undefined) return error === null ? <main id="main" className="bench" /> : <Gone />;
  if (isUnfinished(generation)) return <RenderingView generation={generation} events={events} />;
  if (generation.status === "succeeded") return <DoneView key={id} generation={generation} events={events} />;
  if (generation.status === "needs_review") return <ReviewView generation={generation} events={events} />;
  return <EndedView generation={generation} events={events} />;
};

const Gone = () => {
  const words = useWords();
  return (
    <main id="main" className="page">
      <h1>{words.generation.gone}</h1>
      <Link to="/library" className="link">
        {words.generation.toLibrary}
      </Link>
    </main>
  );
};
