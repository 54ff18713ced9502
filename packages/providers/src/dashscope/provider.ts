import type { JsonObject } from "@kinora/contract";
import type { ReconcileOutcome } from "@kinora/domain";
import type { Call, LostSubmit } from "../kit/http-adapter.ts";
import { openHttpProvider } from "../kit/open-http-provider.ts";
import type { ProviderKind } from "../kit/provider-settings.ts";
import {
  CODES,
  operationSchema,
  readAccepted,
  readCancel,
  readList,
  readPrompt,
  readTask,
  resultSchema,
  wordsOf,
} from "./answer.ts";
import { dashscopeManifest } from "./manifest.ts";
import { placeOf } from "./place.ts";
import { translate } from "./translate.ts";

const DAY_MS = 24 * 3_600_000;
const PAGE_SIZE = 100;
/** No account makes more than this in a day; with more, nobody can say that a task is not there. */
const MOST_PAGES = 20;

const taskPath = (task: string): string => `/api/v1/tasks/${encodeURIComponent(task)}`;

/** More tasks of one model in so short a time are not told apart one by one. */
const MOST_TOLD_APART = 20;

/** The list names model and time of each task, and no prompt; a finished task does. Pages may shift while it is read: a task seen twice is one. */
const reconcile = async ({ plan, fromMs, toMs }: LostSubmit, call: Call): Promise<ReconcileOutcome> => {
  if (call.now() > fromMs + DAY_MS) return { kind: "unknown", detail: "its list goes back one day only" };
  const found = new Set<string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ model_name: plan.model, page_no: String(page), page_size: String(PAGE_SIZE) });
    const { data, total_page: pages } = readList(await call.get({ path: `/api/v1/tasks/?${query.toString()}` }));
    for (const { task_id: task, model_name: model, gmt_create: at } of data) {
      if (model === plan.model && at >= fromMs && at <= toMs) found.add(task);
    }
    if (page >= pages) return listed([...found], call);
  }
  return { kind: "unknown", detail: "its list is too long to be read whole" };
};

const listed = async (tasks: readonly string[], call: Call): Promise<ReconcileOutcome> => {
  if (tasks.length === 0) return { kind: "absent" };
  const operations = tasks.map((task): JsonObject => ({ task }));
  if (tasks.length > MOST_TOLD_APART) return { kind: "candidates", operations };
  const prompts: (string | null)[] = [];
  for (const task of tasks) prompts.push(readPrompt(await call.get({ path: taskPath(task) })) ?? null);
  return { kind: "candidates", operations, prompts };
};

/** Wan 2.1 and 2.2 run two tasks of an account at once, later models five. */
const maxRunningOf = (model: string): number => (/^wanx?2\.[12]-/u.test(model) ? 2 : 5);

/** Alibaba Model Studio: README.md. */
export const dashscope: ProviderKind = {
  kind: "dashscope",
  alwaysListed: true,
  places: ["region", "workspace"],
  open: (settings, world) => {
    const { baseUrl, region, workspaceHeader } = placeOf(settings);
    return openHttpProvider(settings, world, {
      manifest: dashscopeManifest,
      baseUrl,
      region,
      credentials: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
      limits: { maxRunning: 5, maxRunningOf, submitsPerSecond: 2, readsPerSecond: 15 },
      polling: { firstAfterMs: 15_000, everyMs: 15_000 },
      retentionMs: DAY_MS,
      operation: operationSchema,
      result: resultSchema,
      words: wordsOf,
      codes: CODES,
      translate: (order) => translate(order, workspaceHeader),
      accepted: readAccepted,
      poll: async ({ task }, call) => readTask(await call.get({ path: taskPath(task) }), call),
      download: ({ url }, toPath, call) => call.download({ url, toPath }),
      cancel: async ({ task }, call) => readCancel(await call.send("POST", { path: `${taskPath(task)}/cancel` })),
      reconcile,
      operationOfTask: (task) => ({ task }),
      check: async (call) => readList(await call.get({ path: "/api/v1/tasks/?page_size=1" })),
    });
  },
};
