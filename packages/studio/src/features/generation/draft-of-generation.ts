import type { GenerationView } from "@kinora/contract";
import type { DraftOptions } from "../create/draft-options.ts";
import { newDraft, type Draft } from "../create/drafts.tsx";
import { NO_EDITS, type PlanEdits } from "../create/plan-edits.ts";
import { sentUrl, stillUrl } from "./still.tsx";

const optionsOf = ({ options }: GenerationView): DraftOptions => {
  const { duration_seconds, resolution, fps, seed, loop, negative_prompt } = options;
  return Object.fromEntries(
    Object.entries({ duration_seconds, resolution, fps, seed, loop, negative_prompt }).filter(
      ([, value]) => value !== undefined,
    ),
  );
};

/** The plan as it was rendered, as the person's own: a new picture of the prompt takes nothing of it away. */
const editsOf = ({ plan }: GenerationView): PlanEdits =>
  plan === null
    ? NO_EDITS
    : {
        ...NO_EDITS,
        camera: plan.camera,
        strokes: plan.strokes,
        // A painted region is nothing that a prompt can give.
        added: plan.effects.filter(({ region }) => typeof region === "object"),
      };

/** The same picture and wishes again, to be changed. The picture's bytes come from the server. */
export const draftOfGeneration = async (generation: GenerationView): Promise<Draft> => {
  const bytes = await (await fetch(sentUrl(generation))).blob();
  return newDraft({
    id: crypto.randomUUID(),
    name: generation.title ?? generation.prompt ?? generation.id,
    image: bytes,
    pictureUrl: stillUrl(generation),
    prompt: generation.prompt ?? "",
    model: generation.model,
    options: optionsOf(generation),
    edits: editsOf(generation),
  });
};

/** A clip that begins where this one ends. */
export const draftOfLastFrame = (generation: GenerationView): Draft | undefined => {
  const frame = generation.artifacts.find(({ kind }) => kind === "last-frame");
  if (frame === undefined) return undefined;
  return newDraft({
    id: crypto.randomUUID(),
    name: generation.prompt ?? generation.id,
    image: { generation: generation.id, frame: "last" },
    pictureUrl: frame.url,
    prompt: generation.prompt ?? "",
    model: generation.model,
    options: optionsOf(generation),
  });
};
