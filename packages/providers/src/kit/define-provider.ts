import { Failure } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import { z } from "zod";
import { type Manifest, manifestSchema } from "./manifest.ts";

/** What a provider does, beside what its manifest says. */
export type ProviderActions = Omit<Provider, "id" | "title" | "billing" | "models">;

/**
 * A provider out of its manifest and its actions. A manifest that contradicts itself is a defect of the provider's author,
 * and throws at once, before any request can meet it.
 */
export const defineProvider = (manifest: Manifest, actions: ProviderActions): Provider => {
  const checked = manifestSchema.safeParse(manifest);
  if (!checked.success) {
    const faults = z.prettifyError(checked.error);
    throw new Failure("internal", { detail: `The manifest of the provider "${manifest.id}" is wrong: ${faults}` });
  }
  if (!Number.isInteger(actions.maxRunning) || actions.maxRunning < 0) {
    throw new Failure("internal", { detail: `maxRunning of the provider "${manifest.id}" must be a whole number.` });
  }
  const { id, title, billing, models } = checked.data;
  if (models.length === 0 && actions.modelNamed === undefined) {
    throw new Failure("internal", { detail: `The provider "${id}" has no models and finds none by name.` });
  }
  return { ...actions, id, title, billing, models };
};
