import { Failure } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import { defineProvider } from "./define-provider.ts";
import type { Manifest } from "./manifest.ts";

/**
 * A provider whose models are known by name and abilities but which cannot be called here. It is never `configured`, so the
 * choice of a model stands another one in, or says that a key is missing; nothing is ever handed to it.
 */
export const knownProvider = (manifest: Manifest): Provider => {
  const message = `${manifest.title} cannot be called by this version of Kinora.`;
  return defineProvider(manifest, {
    configured: false,
    maxRunning: 0,
    submit: () =>
      Promise.resolve({
        kind: "rejected",
        failure: { code: "model_not_configured", message, providerCode: undefined },
      }),
    poll: () => Promise.resolve({ kind: "no_answer", detail: message }),
    download: () => Promise.reject(new Failure("result_unreachable", { detail: message })),
  });
};
