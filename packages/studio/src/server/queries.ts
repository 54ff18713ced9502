import type { GenerationView, ModelView } from "@kinora/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { server } from "./client.ts";

/** One query for each thing of the server; every component that shows it reads the same one. */
export const useLimits = () =>
  useQuery({ queryKey: ["limits"], queryFn: ({ signal }) => server().limits({ signal }), staleTime: Infinity });

export const useModels = () =>
  useQuery({
    queryKey: ["models"],
    queryFn: async ({ signal }): Promise<readonly ModelView[]> => (await server().listModels({ signal })).data,
  });

export const useProviders = () =>
  useQuery({
    queryKey: ["providers"],
    queryFn: async ({ signal }) => (await server().listProviders({ signal })).data,
  });

export const useBudgets = () =>
  useQuery({ queryKey: ["budgets"], queryFn: ({ signal }) => server().budgets({ signal }) });

export const useUsage = () =>
  useQuery({ queryKey: ["usage"], queryFn: ({ signal }) => server().usage({}, { signal }) });

const UNFINISHED = new Set<GenerationView["status"]>(["queued", "submitting", "running", "collecting"]);
export const isUnfinished = ({ status }: Pick<GenerationView, "status">): boolean => UNFINISHED.has(status);

const LOOK_EVERY_MS = 2000;
const REST_EVERY_MS = 15_000;

/** The newest generations: who is at work now, and which waits for a person. */
export const useNewest = () =>
  useQuery({
    queryKey: ["generations", "newest"],
    queryFn: async ({ signal }) => (await server().listGenerations({ limit: 50 }, { signal })).data,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some(isUnfinished) === true ? LOOK_EVERY_MS : REST_EVERY_MS),
  });

export const generationKey = (id: string) => ["generation", id] as const;

/** One generation. */
export const useGeneration = (id: string) =>
  useQuery({
    queryKey: generationKey(id),
    queryFn: ({ signal }) => server().getGeneration(id, { signal }),
    placeholderData: keepPreviousData,
  });
