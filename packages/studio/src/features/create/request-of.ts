import type { GenerationRequest, ModelView, MotionPlan } from "@kinora/contract";
import type { WithImage } from "@kinora/sdk";
import { honoured } from "./draft-options.ts";
import type { Draft } from "./drafts.tsx";
import { motionOf } from "./plan-edits.ts";

export type DraftRequest = WithImage<GenerationRequest>;

/** The request that a draft stands for. A model that knows no motion plan is sent the prompt alone. */
export const requestOf = (draft: Draft, model: ModelView, plan: MotionPlan | undefined): DraftRequest => {
  const motion = plan === undefined || !model.options.includes("motion") ? undefined : motionOf(plan, draft.edits);
  return {
    image: draft.image,
    model: model.id,
    ...(draft.prompt.trim() === "" ? {} : { prompt: draft.prompt }),
    ...honoured(draft.options, model),
    ...(motion === undefined ? {} : { motion }),
  };
};
