import type { ModelCapabilities } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";
import { capabilitiesOf } from "../kit/open-model.ts";
import { modelUnder, type ToldModels } from "../kit/open-models.ts";
import { parseModelName } from "./model-name.ts";
import { MODELS, REPLICATE_MODELS } from "./models.ts";

/** Replicate and the best known of its models: README.md. */
export const replicateManifest = (id: string): Manifest => ({
  id,
  title: "Replicate",
  billing: "on_success",
  models: MODELS.map((model) => capabilitiesOf({ provider: id, billing: "on_success" }, model)),
  key: { variable: "REPLICATE_API_TOKEN", page: "https://replicate.com/account/api-tokens" },
});

/** A model that is not in the manifest; undefined for what cannot be one's name. */
export const namedModel =
  (provider: string, told: ToldModels) =>
  (name: string): ModelCapabilities | undefined => {
    if (parseModelName(name) === undefined || REPLICATE_MODELS.listed(name) !== undefined) return undefined;
    // Perhaps billed by the second of its hardware, whatever comes of it.
    return capabilitiesOf({ provider, billing: "on_submit" }, modelUnder(name, REPLICATE_MODELS, told));
  };
