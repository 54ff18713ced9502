import type { ModelCapabilities } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";
import { capabilitiesOf } from "../kit/open-model.ts";
import { modelUnder } from "../kit/open-models.ts";
import { FAL_MODELS, MODELS } from "./models.ts";
import { PRICES } from "./prices.ts";
import type { FalSettings } from "./settings.ts";

const BILLING = "on_success";

/** fal's queue and the best known of its endpoints: README.md. */
export const falManifest = (id: string): Manifest => ({
  id,
  title: "fal",
  billing: BILLING,
  models: MODELS.map((model) => capabilitiesOf({ provider: id, billing: BILLING }, model)),
  key: { variable: "FAL_KEY", page: "https://fal.ai/dashboard/keys" },
  prices: PRICES,
});

/** An endpoint as a request may name it: an owner, an app, and perhaps a path. */
const NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)+$/u;

/** An endpoint that is not in the manifest; undefined for what cannot be one's name. */
export const namedModel =
  (provider: string, settings: FalSettings) =>
  (name: string): ModelCapabilities | undefined => {
    if (!NAME.test(name) || MODELS.some(({ id }) => id === name)) return undefined;
    return capabilitiesOf({ provider, billing: BILLING }, modelUnder(name, FAL_MODELS, settings.models));
  };
