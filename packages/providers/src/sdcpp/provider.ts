import { openHttpProvider } from "../kit/open-http-provider.ts";
import type { Call } from "../kit/http-adapter.ts";
import type { ProviderKind } from "../kit/provider-settings.ts";
import { saveFilm } from "../kit/result-film.ts";
import {
  CODES,
  type Operation,
  operationSchema,
  readAccepted,
  readCancel,
  readCapabilities,
  readFilm,
  readJob,
  wordsOf,
} from "./answer.ts";
import { sdcppManifest } from "./manifest.ts";
import { readSettings } from "./settings.ts";
import { translate } from "./translate.ts";

const CAPABILITIES = { path: "/sdcpp/v1/capabilities" };
const jobPath = ({ job }: Operation): string => `/sdcpp/v1/jobs/${encodeURIComponent(job)}`;

/** The film is inside the answer to one more poll. */
const download = async (operation: Operation, toPath: string, call: Call): Promise<void> => {
  await saveFilm(readFilm(await call.get({ path: jobPath(operation) })), toPath);
};

/** A stable-diffusion.cpp server of one's own: README.md. */
export const sdcpp: ProviderKind = {
  kind: "sdcpp",
  alwaysListed: false,
  open: (settings, world) => {
    const own = readSettings(settings.id, settings.options);
    return openHttpProvider(settings, world, {
      manifest: sdcppManifest(settings.id, own),
      baseUrl: settings.baseUrl?.replace(/\/+$/u, ""),
      credentials: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
      // It renders one after the other.
      limits: { maxRunning: 2, submitsPerSecond: 5, readsPerSecond: 20 },
      polling: { firstAfterMs: 5_000, everyMs: 3_000 },
      operation: operationSchema,
      result: operationSchema,
      words: wordsOf,
      codes: CODES,
      translate: async (order, call) => translate(order, own, readCapabilities(await call.get(CAPABILITIES))),
      accepted: readAccepted,
      poll: async (operation, call) => readJob(await call.get({ path: jobPath(operation) }), call),
      download,
      cancel: async (operation, call) => readCancel(await call.send("POST", { path: `${jobPath(operation)}/cancel` })),
      operationOfTask: (job) => ({ job }),
      check: async (call) => readCapabilities(await call.get(CAPABILITIES)),
    });
  },
};
