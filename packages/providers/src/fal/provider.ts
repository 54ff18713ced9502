import type { CancelAnswer } from "@kinora/contract";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { openHttpProvider } from "../kit/open-http-provider.ts";
import type { ProviderKind } from "../kit/provider-settings.ts";
import {
  addressOf,
  CODES,
  type Operation,
  operationSchema,
  readAccepted,
  readCancel,
  readResult,
  readStatus,
  type Result,
  resultSchema,
  wordsOf,
  appOf,
} from "./answer.ts";
import { falManifest, namedModel } from "./manifest.ts";
import { endpointOf } from "./models.ts";
import { readSettings } from "./settings.ts";
import { translate } from "./translate.ts";

/** How long the queue keeps what it says of a request; films may be kept for less. */
const KEEPS_REQUESTS_MS = 30 * 24 * 3_600_000;

const poll = async (operation: Operation, call: Call): Promise<Reading<Result>> => {
  const standing = readStatus(await call.get({ path: addressOf(operation, "status", call.origin) }));
  if (standing.kind !== "ended") return standing;
  const result = await call.get({ path: addressOf(operation, "result", call.origin), readsEveryStatus: true });
  return readResult(result, standing.error, call);
};

const cancel = async (operation: Operation, call: Call): Promise<CancelAnswer> => {
  const before = readStatus(await call.get({ path: addressOf(operation, "status", call.origin) }));
  return readCancel(before, await call.send("PUT", { path: addressOf(operation, "cancel", call.origin) }));
};

/** fal's queue: README.md. */
export const fal: ProviderKind = {
  kind: "fal",
  alwaysListed: true,
  open: (settings, world) => {
    const own = readSettings(settings.options);
    const keepsMediaMs = (own.keep_media_seconds ?? Infinity) * 1000;
    return openHttpProvider(settings, world, {
      manifest: falManifest(settings.id),
      baseUrl: settings.baseUrl ?? "https://queue.fal.run",
      credentials: (apiKey) => ({ authorization: `Key ${apiKey}` }),
      limits: { maxRunning: 10, readsPerSecond: 10 },
      polling: { firstAfterMs: 10_000, everyMs: 5_000 },
      retentionMs: Math.min(KEEPS_REQUESTS_MS, keepsMediaMs),
      operation: operationSchema,
      result: resultSchema,
      words: wordsOf,
      codes: CODES,
      translate: (order) => translate(order, own),
      accepted: readAccepted,
      poll,
      download: ({ url }, toPath, call) => call.download({ url, toPath }),
      cancel,
      operationOfTask: (request, model) => ({ request, app: appOf(endpointOf(model)), urls: null }),
      modelNamed: namedModel(settings.id, own),
    });
  },
};
