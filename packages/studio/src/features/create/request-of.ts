import type { GenerationRequest, ModelView, MotionPlan } from "@kinora/contract";
import type { WithImage } from "@kinora/sdk";
import { honoured } from "./draft-options.ts";
import type { Draft } from "./drafts.tsx";
import { isUntouched, motionOf } from "./plan-edits.ts";

/** The options as a request names them: only what was set, and what the model honours. */
export const settingsOf = (
  { options }: Draft,
  model: ModelView,
): Readonly<Record<string, string | number | boolean>> => ({
  ...honoured(options, model),
});

export type DraftRequest = WithImage<GenerationRequest>;

/** The request that a draft stands for. A model that knows no motion plan is sent the prompt alone. */
export const requestOf = (draft: Draft, model: ModelView, plan: MotionPlan | undefined): DraftRequest => {
  const motion = plan === undefined || !model.options.includes("motion") ? undefined : motionOf(plan, draft.edits);
  return {
    image: draft.image,
    model: model.id,
    ...(draft.prompt.trim() === "" ? {} : { prompt: draft.prompt }),
    ...settingsOf(draft, model),
    ...(motion === undefined ? {} : { motion }),
  };
};

/** Whether the plan has to be known for the request: only where something was set by hand. */
export const needsPlan = (draft: Draft, model: ModelView): boolean =>
  model.options.includes("motion") && !isUntouched(draft.edits);
