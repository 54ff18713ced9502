import type { GenerationView } from "@kinora/contract";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { server } from "../../server/client.ts";
import { isUnfinished } from "../../server/queries.ts";
import { questionOf, type Filters } from "./filters.ts";

const PAGE = 100;
const LOOK_EVERY_MS = 2000;

/** Every generation that passes the filters, newest first, as far as it was scrolled. */
export const useLibrary = (filters: Filters) => {
  const question = questionOf(filters);
  return useInfiniteQuery({
    queryKey: ["generations", "library", question],
    queryFn: ({ pageParam, signal }) =>
      server().listGenerations({ limit: PAGE, cursor: pageParam, ...question }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: cursor }) => cursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.data.some(isUnfinished) === true && state.data.pages.length < 3 ? LOOK_EVERY_MS : false,
  });
};

/** Into the trash and back; the server keeps what is deleted for a day. */
export const useTrash = () => {
  const queries = useQueryClient();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ["generations"] });
  const trash = useMutation({
    mutationFn: (ids: readonly string[]) => Promise.all(ids.map((id) => server().trashGeneration(id))),
    onSettled: refresh,
  });
  const restore = useMutation({
    mutationFn: (ids: readonly string[]) => Promise.all(ids.map((id) => server().restoreGeneration(id))),
    onSettled: refresh,
  });
  return { trash, restore };
};

export const nameOf = ({ title, prompt }: GenerationView): string | undefined => title ?? prompt ?? undefined;
