import { lazy, Suspense, useEffect } from "react";
import { useDrafts } from "./drafts.tsx";
import { Welcome } from "./welcome.tsx";

const loadBench = async () => ({ default: (await import("./bench.tsx")).Bench });
const Bench = lazy(loadBench);

/** One page, two states: no picture yet, or the workbench of the current one, which is fetched while there is none. */
export const CreatePage = () => {
  const { drafts, current } = useDrafts();
  const draft = drafts[current];
  useEffect(() => {
    void loadBench();
  }, []);
  if (draft === undefined) return <Welcome />;
  return (
    <Suspense fallback={<main id="main" aria-busy="true" />}>
      <Bench key={draft.id} draft={draft} />
    </Suspense>
  );
};
