import { useNavigate } from "@tanstack/react-router";
import { Icon } from "../../parts/icon.tsx";
import { useWords } from "../../words/use-words.tsx";
import { MOST_COMPARED } from "./filters.ts";
import type { Selection } from "./use-selection.ts";

interface SelectionBarProps {
  readonly selection: Selection;
  readonly onDelete: (ids: readonly string[]) => void;
}

const archiveUrl = (ids: readonly string[]): string => `/api/v1/archive?ids=${ids.map(encodeURIComponent).join(",")}`;

/** What can be done with the chosen clips. */
export const SelectionBar = ({ selection, onDelete }: SelectionBarProps) => {
  const words = useWords();
  const navigate = useNavigate();
  const { clips } = selection;
  if (clips.length === 0) return null;
  const done = clips.filter(({ status }) => status === "succeeded").map(({ id }) => id);
  const comparable = clips.length >= 2 && clips.length <= MOST_COMPARED;
  const ids = clips.map(({ id }) => id);
  return (
    <div className="selection" role="toolbar" aria-label={words.library.selection}>
      <span className="num strong selection-count" role="status">
        {words.library.selected(clips.length)}
      </span>
      <button
        type="button"
        className="button button-bare"
        aria-disabled={comparable ? undefined : true}
        title={comparable ? undefined : words.library.compareHow}
        onClick={() => void (comparable && navigate({ to: "/compare", search: { ids } }))}
      >
        <Icon name="compare" />
        {words.library.compare}
      </button>
      {done.length > 0 && (
        <a className="button button-bare" href={archiveUrl(done)} download>
          <Icon name="down" />
          {words.library.download}
        </a>
      )}
      <button type="button" className="button button-bare" onClick={() => onDelete(ids)}>
        <Icon name="trash" />
        {words.library.remove}
      </button>
      <span className="divider" />
      <button type="button" className="icon-button" aria-label={words.library.clear} onClick={selection.clear}>
        <Icon name="x" />
      </button>
    </div>
  );
};
