import type { CancelAnswer } from "@kinora/contract";
import { z } from "zod";
import { readAnswer } from "../kit/answer.ts";
import type { Call } from "../kit/http-adapter.ts";
import { openHttpProvider } from "../kit/open-http-provider.ts";
import type { ProviderKind } from "../kit/provider-settings.ts";
import { ProviderTrouble } from "../kit/provider-trouble.ts";
import { CODES, type Operation, operationSchema, readAccepted, readVideo, wordsOf } from "./answer.ts";
import { manifestOf, modelOf } from "./manifest.ts";
import { reconcile } from "./reconcile.ts";
import { readSettings } from "./settings.ts";
import { translate } from "./translate.ts";

const videoPath = (video: string): string => `/v1/videos/${encodeURIComponent(video)}`;

const withoutVersion = (baseUrl: string): string => baseUrl.replace(/\/+$/u, "").replace(/\/v1$/u, "");

/**
 * DELETE ends what runs (vLLM-Omni), or only forgets it (SGLang): on a free server both are an end. It also removes
 * finished videos, so it is looked first. Where work is paid for, forgetting it would lose it: there is no cancel then.
 */
const cancel = async ({ video }: Operation, call: Call): Promise<CancelAnswer> => {
  const reading = readVideo(await call.get({ path: videoPath(video) }), call);
  if (reading.kind === "forgotten" || reading.kind === "cancelled") return { stops: true, billing: "not_billed" };
  if (reading.kind !== "running") return { stops: false, billing: "not_billed" };
  const { status } = await call.send("DELETE", { path: videoPath(video) });
  if (status >= 500) throw new ProviderTrouble(`it answered with status ${status}`, { status });
  return { stops: status < 300 || status === 404, billing: "not_billed" };
};

const NAME = /^[\w./:@+-]{1,200}$/u;

/** Any server of OpenAI's `/v1/videos`: README.md. */
export const openaiVideos: ProviderKind = {
  kind: "openai-videos",
  alwaysListed: false,
  open: (settings, world) => {
    const own = readSettings(settings.id, settings.options);
    const baseUrl = settings.baseUrl === undefined ? undefined : withoutVersion(settings.baseUrl);
    return openHttpProvider(settings, world, {
      manifest: manifestOf(settings.id, own),
      baseUrl,
      credentials: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
      limits: { maxRunning: 2, readsPerSecond: 10 },
      polling: { firstAfterMs: 2_000, everyMs: 3_000 },
      operation: operationSchema,
      result: operationSchema,
      words: wordsOf,
      codes: CODES,
      translate: (order) => translate(order, own),
      accepted: readAccepted,
      poll: async ({ video }, call) => readVideo(await call.get({ path: videoPath(video) }), call),
      download: ({ video }, toPath, call) =>
        call.download({ url: `${baseUrl ?? ""}${videoPath(video)}/content`, toPath, withCredentials: true }),
      operationOfTask: (video) => ({ video }),
      ...(own.billing === "free" ? { cancel } : {}),
      reconcile,
      check: async (call) =>
        readAnswer(await call.get({ path: "/v1/models" }), z.object({ data: z.array(z.unknown()) })),
      modelNamed: (name) => (NAME.test(name) ? modelOf(name, settings.id, own) : undefined),
    });
  },
};
