import { Bench } from "./bench.tsx";
import { useDrafts } from "./drafts.tsx";
import { Welcome } from "./welcome.tsx";

/** One page, two states: no picture yet, or the workbench of the current one. */
export const CreatePage = () => {
  const { drafts, current } = useDrafts();
  const draft = drafts[current];
  return draft === undefined ? <Welcome /> : <Bench key={draft.id} draft={draft} />;
};
