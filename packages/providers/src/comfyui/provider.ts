import type { CancelAnswer } from "@kinora/contract";
import { Failure } from "@kinora/contract";
import type { ReconcileOutcome } from "@kinora/domain";
import { z } from "zod";
import { readAnswer } from "../kit/answer.ts";
import type { Call, Reading } from "../kit/http-adapter.ts";
import { openHttpProvider } from "../kit/open-http-provider.ts";
import type { ProviderKind } from "../kit/provider-settings.ts";
import {
  CODES,
  entryOf,
  type Operation,
  operationSchema,
  placeInQueue,
  readAccepted,
  readEntry,
  requireHeard,
  type Result,
  resultSchema,
  wordsOf,
} from "./answer.ts";
import { comfyuiManifest } from "./manifest.ts";
import { readTemplates } from "./settings.ts";
import { translate } from "./translate.ts";

const QUEUE = { path: "/queue" };
const historyOf = ({ prompt }: Operation): { path: string } => ({ path: `/history/${encodeURIComponent(prompt)}` });

/** The queue first: what leaves it between the two questions is in the history by then. */
const poll = async (operation: Operation, call: Call): Promise<Reading<Result>> => {
  const place = placeInQueue(await call.get(QUEUE), operation);
  if (place !== undefined) return { kind: "running", stage: place === "pending" ? "queued" : "generating" };
  const entry = entryOf(await call.get(historyOf(operation)), operation);
  return entry === undefined ? { kind: "forgotten" } : readEntry(entry, call);
};

/** The id is ours: so the server knows it, or never got it, or was started anew since. */
const reconcile = async (operation: Operation, call: Call): Promise<ReconcileOutcome> => {
  const isThere =
    placeInQueue(await call.get(QUEUE), operation) !== undefined ||
    entryOf(await call.get(historyOf(operation)), operation) !== undefined;
  return isThere ? { kind: "found", operation } : { kind: "absent" };
};

/** What waits is taken from the queue, what runs is interrupted; neither does anything to another's work. */
const cancel = async (operation: Operation, call: Call): Promise<CancelAnswer> => {
  const { prompt } = operation;
  const place = placeInQueue(await call.get(QUEUE), operation);
  if (place === undefined) return { stops: false, billing: "not_billed" };
  // Both are asked of what waits: it may have begun meanwhile.
  if (place === "pending") requireHeard(await call.send("POST", { ...QUEUE, body: { json: { delete: [prompt] } } }));
  const after = place === "pending" ? placeInQueue(await call.get(QUEUE), operation) : place;
  if (after === "running") {
    requireHeard(await call.send("POST", { path: "/interrupt", body: { json: { prompt_id: prompt } } }));
  }
  return { stops: true, billing: "not_billed" };
};

/** A server of one's own: README.md. */
export const comfyui: ProviderKind = {
  kind: "comfyui",
  alwaysListed: false,
  open: (settings, world) => {
    const templates = readTemplates(settings.options, world.folder);
    const baseUrl = settings.baseUrl?.replace(/\/+$/u, "");
    return openHttpProvider(settings, world, {
      manifest: comfyuiManifest(settings.id, templates),
      baseUrl,
      credentials: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
      // It renders one after the other.
      limits: { maxRunning: 2, submitsPerSecond: 5, readsPerSecond: 20 },
      // It is put into the queue before the submit is answered: this is for checking a large workflow.
      listingDelayMs: 10_000,
      polling: { firstAfterMs: 5_000, everyMs: 3_000 },
      operation: operationSchema,
      result: resultSchema,
      words: wordsOf,
      codes: CODES,
      translate: (order, call) => {
        const template = templates.find(({ name }) => name === order.model.id);
        if (template !== undefined) return translate(order, template, call);
        throw new Failure("model_not_found", { detail: `There is no template ${order.model.id}.` });
      },
      accepted: readAccepted,
      poll,
      download: (file, toPath, call) =>
        call.download({
          url: `${baseUrl ?? ""}/view?${new URLSearchParams(file).toString()}`,
          toPath,
          withCredentials: true,
        }),
      cancel,
      reconcile: ({ plan }, call) => reconcile({ prompt: plan.attemptId }, call),
      operationOfTask: (prompt) => ({ prompt }),
      check: async (call) =>
        readAnswer(await call.get({ path: "/system_stats" }), z.object({ system: z.looseObject({}) })),
    });
  },
};
