import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useNewest } from "../../server/queries.ts";
import { useWords } from "../../words/use-words.tsx";
import { ErrorText } from "../../words/told.tsx";
import { isFiltered, type Filters } from "./filters.ts";
import { LibraryHead } from "./library-head.tsx";
import { NeedsYou } from "./needs-you.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { UndoBar } from "./undo-bar.tsx";
import { useLibrary, useTrash } from "./use-library.ts";
import { useSelection } from "./use-selection.ts";
import { WallOfClips } from "./wall-of-clips.tsx";

const route = getRouteApi("/library");

/** How long "Undo" stays after a deletion. */
const UNDO_MS = 10_000;

const useDeleted = (fromAddress: string | undefined) => {
  const [deleted, setDeleted] = useState<readonly string[]>(fromAddress === undefined ? [] : [fromAddress]);
  useEffect(() => {
    if (deleted.length === 0) return;
    const timer = setTimeout(() => setDeleted([]), UNDO_MS);
    return () => clearTimeout(timer);
  }, [deleted]);
  return [deleted, setDeleted] as const;
};

/** Every clip: found, watched in passing, chosen, compared, kept and deleted. */
export const LibraryPage = () => {
  const words = useWords();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const library = useLibrary(filters);
  const clips = useMemo(() => library.data?.pages.flatMap(({ data }) => data) ?? [], [library.data]);
  const tags = useMemo(() => [...new Set(clips.flatMap((clip) => clip.tags))].sort(), [clips]);
  const selection = useSelection(clips);
  const { trash, restore } = useTrash();
  const [deleted, setDeleted] = useDeleted(filters.deleted);
  useEffect(() => {
    document.title = `${words.library.title} · Kinora`;
  }, [words]);
  const narrow = (next: Filters): void => void navigate({ search: next, replace: true });
  const remove = (ids: readonly string[]): void => {
    trash.mutate(ids, { onSuccess: () => setDeleted(ids) });
    selection.clear();
  };
  return (
    <main id="main" className="page library">
      <LibraryHead filters={filters} tags={tags} onFilters={narrow} />
      <NeedsYou clips={useNewest().data ?? []} />
      {trash.error !== null && (
        <p role="alert" className="tag tag-danger">
          <ErrorText error={trash.error} />
        </p>
      )}
      <WallOfClips
        clips={clips}
        selection={selection}
        onEnd={() => void (library.hasNextPage && !library.isFetchingNextPage && library.fetchNextPage())}
        onDelete={remove}
      />
      {clips.length === 0 && (
        <p className="soft" role="status">
          {library.isPending
            ? words.library.loading
            : isFiltered(filters)
              ? words.library.noMatch
              : words.library.empty}{" "}
          {isFiltered(filters) && (
            <button type="button" className="link" onClick={() => narrow({})}>
              {words.library.clearFilters}
            </button>
          )}
        </p>
      )}
      <SelectionBar selection={selection} onDelete={remove} />
      <UndoBar
        ids={deleted}
        onUndo={() => {
          restore.mutate(deleted);
          setDeleted([]);
        }}
      />
    </main>
  );
};
