import type { LabelsRequest } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { applyEvent } from "./apply-event.ts";

/** Writes on a generation what its owner wants to find it by; a tag that comes twice is one tag. */
export const labelGeneration = async (
  app: AppContext,
  generation: Generation,
  { title, tags, favourite }: LabelsRequest,
): Promise<Generation> => {
  const labels = {
    ...(title === undefined ? {} : { title: title ?? undefined }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    ...(favourite === undefined ? {} : { favourite }),
  };
  return (await applyEvent(app, generation.id, { type: "labelled", labels })) ?? generation;
};
