import { readAnswer } from "../kit/answer.ts";
import { openHttpProvider } from "../kit/open-http-provider.ts";
import type { ProviderKind } from "../kit/provider-settings.ts";
import { z } from "zod";
import { CODES, operationSchema, readAccepted, readCancel, readPrediction, resultSchema, wordsOf } from "./answer.ts";
import { namedModel, replicateManifest } from "./manifest.ts";
import { reconcile } from "./reconcile.ts";
import { readSettings } from "./settings.ts";
import { translate } from "./translate.ts";

const HOUR_MS = 3_600_000;

const predictionPath = (prediction: string): string => `/v1/predictions/${encodeURIComponent(prediction)}`;

const withoutVersion = (baseUrl: string): string => baseUrl.replace(/\/+$/u, "").replace(/\/v1$/u, "");

/** Replicate: README.md. */
export const replicate: ProviderKind = {
  kind: "replicate",
  alwaysListed: true,
  open: (settings, world) => {
    const own = readSettings(settings.options);
    return openHttpProvider(settings, world, {
      manifest: replicateManifest(settings.id),
      baseUrl: withoutVersion(settings.baseUrl ?? "https://api.replicate.com"),
      credentials: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
      limits: { maxRunning: 10, submitsPerSecond: 10, readsPerSecond: 25 },
      polling: { firstAfterMs: 10_000, everyMs: 5_000 },
      retentionMs: HOUR_MS,
      operation: operationSchema,
      result: resultSchema,
      words: wordsOf,
      codes: CODES,
      translate: (order, call) => translate(order, own, call),
      accepted: readAccepted,
      poll: async ({ prediction }, call) => readPrediction(await call.get({ path: predictionPath(prediction) }), call),
      download: ({ url }, toPath, call) => call.download({ url, toPath }),
      operationOfTask: (prediction) => ({ prediction }),
      cancel: async ({ prediction }, call) =>
        readCancel(await call.send("POST", { path: `${predictionPath(prediction)}/cancel` })),
      reconcile,
      check: async (call) => readAnswer(await call.get({ path: "/v1/account" }), z.object({ username: z.string() })),
      modelNamed: namedModel(settings.id, own.models),
    });
  },
};
