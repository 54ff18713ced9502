import { Failure, type ModelCapabilities } from "@kinora/contract";
import type { ImageRef } from "@kinora/domain";

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What keeps this picture from this model, as a sentence; undefined when nothing does. */
const misfitOf = ({ id, image }: ModelCapabilities, still: ImageRef): string | undefined => {
  if (!image.media_types.includes(still.mediaType)) {
    return `${id} does not take ${still.mediaType}: send ${image.media_types.join(", ")}.`;
  }
  if (still.bytes > image.max_bytes) {
    return `${id} takes pictures of at most ${megabytes(image.max_bytes)}; this one has ${megabytes(still.bytes)}.`;
  }
  const { min, max } = image.side_px;
  const sides = [still.width, still.height];
  if (sides.some((side) => side < min || side > max)) {
    return `${id} takes pictures with sides of ${min} to ${max} pixels; this one is ${still.width} × ${still.height}.`;
  }
  return undefined;
};

/** Refuses what the model's provider would refuse, before anything is stored as accepted. */
export const checkStillFits = (model: ModelCapabilities, still: ImageRef): void => {
  const misfit = misfitOf(model, still);
  if (misfit !== undefined) throw new Failure("model_does_not_fit", { detail: misfit });
};

export const checkPromptFits = (model: ModelCapabilities, prompt: string | undefined): void => {
  if (prompt !== undefined && prompt.length > model.prompt_max_chars) {
    const detail = `The prompt has ${prompt.length} characters; ${model.id} takes at most ${model.prompt_max_chars}.`;
    throw new Failure("bad_option", { detail });
  }
};
