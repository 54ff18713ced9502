import type { GenerationView } from "@kinora/contract";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, type CSSProperties } from "react";
import { server } from "../../server/client.ts";
import { generationKey, isUnfinished } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { Cell } from "./cell.tsx";
import { Transport } from "./transport.tsx";
import { useTransport } from "./use-transport.ts";

const route = getRouteApi("/compare");
const LOOK_EVERY_MS = 1000;

const useClips = (ids: readonly string[]): readonly GenerationView[] => {
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: generationKey(id),
      queryFn: () => server().getGeneration(id),
      refetchInterval: ({ state }: { state: { data: GenerationView | undefined } }) =>
        state.data !== undefined && isUnfinished(state.data) ? LOOK_EVERY_MS : false,
    })),
  });
  return answers.flatMap(({ data }) => (data === undefined ? [] : [data]));
};

const lengthOf = ({ artifacts }: GenerationView): number =>
  artifacts.find(({ kind }) => kind === "video")?.duration_seconds ?? 0;

/** Up to four clips side by side under one transport; shorter ones hold their last frame. */
export const ComparePage = () => {
  const words = useWords();
  const { ids } = route.useSearch();
  const clips = useClips(ids);
  const transport = useTransport(Math.max(0, ...clips.map(lengthOf)));
  useEffect(() => {
    document.title = `${words.compare.title} · Kinora`;
  }, [words]);
  if (ids.length === 0) return <Empty />;
  return (
    <main id="main">
      <div className="page compare">
        <div className="page-head compare-head">
          <h1>{words.compare.title}</h1>
          <span className="soft">{clips[0]?.prompt}</span>
        </div>
        <div className="four" style={{ "--count": clips.length } as CSSProperties}>
          {clips.map((clip) => (
            <Cell key={clip.id} clip={clip} transport={transport} />
          ))}
        </div>
      </div>
      <Transport transport={transport} />
    </main>
  );
};

const Empty = () => {
  const words = useWords();
  return (
    <main id="main" className="page">
      <div className="page-head">
        <h1>{words.compare.title}</h1>
      </div>
      <p className="soft">{words.compare.empty}</p>
      <p>
        <Link to="/library" className="link">
          {words.compare.toLibrary}
        </Link>
      </p>
    </main>
  );
};
