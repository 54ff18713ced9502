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

/** What the embedded engine would do: follows the prompt a moment after typing stops. */
export const usePlan = ({ id, image, prompt, options }: Draft) => {
  const settled = useSettled(prompt);
  const { duration_seconds, fps, loop, seed } = options;
  return useQuery({
    queryKey: ["plan", id, settled, duration_seconds, fps, loop, seed],
    queryFn: ({ signal }): Promise<PlannedDraft> =>
      server().plan({ image, prompt: settled, duration_seconds, fps, loop, seed }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
};

/** What the engine sees in the picture. */
export const useInspection = ({ id, image }: Draft) =>
  useQuery({
    queryKey: ["inspection", id],
    queryFn: ({ signal }): Promise<Inspection> => server().inspect({ image }, { signal }),
    staleTime: Infinity,
  });
