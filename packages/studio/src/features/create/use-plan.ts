import type { Inspection, MotionPlan, PlanReport } from "@kinora/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { server } from "../../server/client.ts";
import type { Draft } from "./drafts.tsx";

const TYPING_PAUSE_MS = 400;

/** `value`, once it has stayed for a while. */
const useSettled = <T>(value: T): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

export interface PlannedDraft {
  readonly plan: MotionPlan;
  readonly report: PlanReport;
}

/** What the embedded engine would do with this draft, as a query. */
export const planQuery = ({ id, image, prompt, options }: Draft) => {
  const { duration_seconds, fps, loop, seed } = options;
  return {
    queryKey: ["plan", id, prompt, duration_seconds, fps, loop, seed],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<PlannedDraft> =>
      server().plan({ image, prompt, duration_seconds, fps, loop, seed }, { signal }),
    staleTime: Infinity,
  };
};

/** It follows the prompt a moment after typing stops. */
export const usePlan = (draft: Draft) => {
  const prompt = useSettled(draft.prompt);
  return useQuery({ ...planQuery({ ...draft, prompt }), placeholderData: keepPreviousData });
};

/** What the engine sees in the picture. */
export const useInspection = ({ id, image }: Draft) =>
  useQuery({
    queryKey: ["inspection", id],
    queryFn: ({ signal }): Promise<Inspection> => server().inspect({ image }, { signal }),
    staleTime: Infinity,
  });
