import { Failure, type ModelCapabilities } from "@kinora/contract";

export const checkPromptFits = (model: ModelCapabilities, prompt: string | undefined): void => {
  if (prompt !== undefined && prompt.length > model.prompt_max_chars) {
    const detail = `The prompt has ${prompt.length} characters; ${model.id} takes at most ${model.prompt_max_chars}.`;
    throw new Failure("bad_option", { detail });
  }
};
