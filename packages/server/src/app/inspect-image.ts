import { Failure, type Inspection } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { takeImage, type TakeImageInput } from "./image-intake/take-image.ts";

/** What a picture holds, as the first provider that can look at pictures sees it. */
export const inspectImage = async (app: AppContext, input: TakeImageInput): Promise<Inspection> => {
  const { inspect } = inspector(app.providers);
  const ref = await takeImage(app, input);
  return app.blobs.withFile(ref.sha256, (path) => inspect({ ref, path }, { signal: input.signal }));
};

function inspector(providers: readonly Provider[]): { inspect: NonNullable<Provider["inspect"]> } {
  for (const provider of providers) {
    if (provider.configured && provider.inspect !== undefined) return { inspect: provider.inspect.bind(provider) };
  }
  throw new Failure("model_does_not_fit", { detail: "No provider on this server can inspect pictures." });
}
