import type { GenerationView, ModelView, MotionPlan } from "@kinora/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { server } from "../../server/client.ts";
import { failureOfGeneration } from "../../server/failure-of-generation.ts";
import type { Draft } from "./drafts.tsx";
import { requestOf, type DraftRequest } from "./request-of.ts";

export interface PreviewVideo {
  readonly url: string;
  /** Whether anything was changed since it was made. */
  readonly old: boolean;
}

export interface Preview {
  readonly video: PreviewVideo | undefined;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly make: () => void;
  readonly close: () => void;
}

const urlOf = ({ artifacts }: GenerationView): string | undefined =>
  artifacts.find(({ kind }) => kind === "video")?.url;

/** All of the request but its bytes, so that a change is seen. */
const textOf = ({ image, ...rest }: DraftRequest): string => JSON.stringify([rest, image instanceof Blob]);

/** A fast small rendering of the same plan, made by the model that can. */
export const usePreview = (draft: Draft, model: ModelView | undefined, plan: MotionPlan | undefined): Preview => {
  const queries = useQueryClient();
  const running = useRef<AbortController>(undefined);
  const request = model === undefined ? undefined : requestOf(draft, model, plan);
  const now = request === undefined ? "" : textOf(request);
  const { mutate, data, isPending, error, reset } = useMutation({
    mutationFn: async (wish: DraftRequest) => {
      running.current?.abort();
      running.current = new AbortController();
      const made = await server().animate({ ...wish, preview: true }, { signal: running.current.signal });
      const url = urlOf(made);
      if (url === undefined) throw failureOfGeneration(made) ?? new Error(made.status);
      return { url, of: textOf(wish) };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["generations"] }),
  });
  return {
    video: data === undefined ? undefined : { url: data.url, old: data.of !== now },
    busy: isPending,
    error,
    make: () => {
      if (request !== undefined) mutate(request);
    },
    close: reset,
  };
};
