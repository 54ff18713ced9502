import { Failure } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import { offersOf } from "../../app/offers.ts";

/** OpenAI's Model object. */
export interface OpenAiModel {
  readonly id: string;
  readonly object: "model";
  /** Seconds since 1970; 0, since nobody knows it of every model. */
  readonly created: number;
  readonly owned_by: string;
}

/** Names of this server's usual model: Kinora's, and those that OpenAI's clients have in their code. */
const ALIASES = ["auto", "sora-2", "sora-2-pro"] as const;

const modelOf = (id: string, owner: string): OpenAiModel => ({ id, object: "model", created: 0, owned_by: owner });

/** Every model that is set up here, then the names that mean the usual one. */
export const listModels = (providers: readonly Provider[]): OpenAiModel[] => [
  ...offersOf(providers)
    .filter(({ configured }) => configured)
    .map(({ model }) => modelOf(model.id, model.provider)),
  ...ALIASES.map((id) => modelOf(id, "kinora")),
];

/** One of them, also by its full name. Throws model_not_found. */
export const retrieveModel = (providers: readonly Provider[], id: string): OpenAiModel => {
  const found = listModels(providers).find((model) => [model.id, `${model.owned_by}/${model.id}`].includes(id));
  if (found !== undefined) return found;
  throw new Failure("model_not_found", {
    detail: `There is no model "${id.slice(0, 64)}" set up here. GET /v1/models lists those there are.`,
  });
};
