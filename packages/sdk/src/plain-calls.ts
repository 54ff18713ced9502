import type { RouteName } from "@kinora/contract/words";
import type { AnswerOf, BodyOf, QueryOf } from "./route-shapes.ts";
import type { Call } from "./transport.ts";

/** Asks a route that answers JSON; the route table says what comes back. */
export type Ask = <N extends RouteName>(route: N, call: Call) => Promise<AnswerOf<N>>;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The calls that are one question and one answer. */
export interface PlainCalls {
  listGenerations(query?: QueryOf<"listGenerations">, options?: CallOptions): Promise<AnswerOf<"listGenerations">>;
  cancelGeneration(id: string, options?: CallOptions): Promise<AnswerOf<"cancelGeneration">>;
  /** Writes title, tags or a star: only what is given changes. */
  labelGeneration(
    id: string,
    labels: BodyOf<"labelGeneration">,
    options?: CallOptions,
  ): Promise<AnswerOf<"labelGeneration">>;
  /** Into the trash: gone for good after 24 hours. */
  trashGeneration(id: string, options?: CallOptions): Promise<AnswerOf<"trashGeneration">>;
  restoreGeneration(id: string, options?: CallOptions): Promise<AnswerOf<"restoreGeneration">>;
  /** Settles a submit whose outcome is unknown; sending again may be billed twice. */
  resolveGeneration(
    id: string,
    decision: BodyOf<"resolveGeneration">,
    options?: CallOptions,
  ): Promise<AnswerOf<"resolveGeneration">>;
  listModels(options?: CallOptions): Promise<AnswerOf<"listModels">>;
  listProviders(options?: CallOptions): Promise<AnswerOf<"listProviders">>;
  getProvider(id: string, options?: CallOptions): Promise<AnswerOf<"getProvider">>;
  /** Stores a provider's key, address or region; what is left out stays, null takes it away. */
  setProvider(id: string, change: BodyOf<"setProvider">, options?: CallOptions): Promise<AnswerOf<"setProvider">>;
  /** Forgets what is stored of a provider; `force` also while it has work under way. */
  removeProvider(
    id: string,
    options?: CallOptions & { readonly force?: boolean | undefined },
  ): Promise<AnswerOf<"removeProvider">>;
  /** Asks a provider something that costs nothing, to see whether address and key are right. */
  testProvider(id: string, options?: CallOptions): Promise<AnswerOf<"testProvider">>;
  /** Takes over what is ours of an AOG configuration. */
  importAog(document: BodyOf<"importAog">, options?: CallOptions): Promise<AnswerOf<"importAog">>;
  exportAog(options?: CallOptions): Promise<AnswerOf<"exportAog">>;
  budgets(options?: CallOptions): Promise<AnswerOf<"getBudgets">>;
  /** Takes the place of both budgets: null, or left out, is no limit. */
  setBudgets(limits: BodyOf<"setBudgets">, options?: CallOptions): Promise<AnswerOf<"setBudgets">>;
  /** What was billed, by day, provider and model. */
  usage(query?: QueryOf<"usage">, options?: CallOptions): Promise<AnswerOf<"usage">>;
  /** Makes an API key; it is in the answer, this once. */
  createKey(request: BodyOf<"createKey">, options?: CallOptions): Promise<AnswerOf<"createKey">>;
  listKeys(options?: CallOptions): Promise<AnswerOf<"listKeys">>;
  /** What is left out stays as it is; a limit of null is none. */
  changeKey(id: string, change: BodyOf<"changeKey">, options?: CallOptions): Promise<AnswerOf<"changeKey">>;
  /** Ends a key at once, for good. */
  revokeKey(id: string, options?: CallOptions): Promise<AnswerOf<"revokeKey">>;
  /** Who did what here, newest first. */
  audit(query?: QueryOf<"audit">, options?: CallOptions): Promise<AnswerOf<"audit">>;
  limits(options?: CallOptions): Promise<AnswerOf<"limits">>;
  /** Have every end of your generations posted to an address; its secret is in the answer, this once. */
  createWebhook(webhook: BodyOf<"createWebhook">, options?: CallOptions): Promise<AnswerOf<"createWebhook">>;
  listWebhooks(options?: CallOptions): Promise<AnswerOf<"listWebhooks">>;
  deleteWebhook(id: string, options?: CallOptions): Promise<AnswerOf<"deleteWebhook">>;
  /** What was sent and every try; the id `default` means the `webhook_url` of your requests. */
  listDeliveries(
    id: string,
    query?: QueryOf<"listDeliveries">,
    options?: CallOptions,
  ): Promise<AnswerOf<"listDeliveries">>;
  /** Sends a delivery again, or all that have failed. */
  redeliver(id: string, wish?: BodyOf<"redeliver">, options?: CallOptions): Promise<AnswerOf<"redeliver">>;
  /** The old secret signs beside the new one for a day. */
  rotateWebhookSecret(id: string, options?: CallOptions): Promise<AnswerOf<"rotateWebhookSecret">>;
  /** The secret that signs what goes to the `webhook_url` of your requests. */
  makeDefaultSecret(options?: CallOptions): Promise<AnswerOf<"makeDefaultSecret">>;
}

export const plainCalls = (ask: Ask): PlainCalls => ({
  listGenerations: (query = {}, { signal } = {}) => ask("listGenerations", { query, signal }),
  cancelGeneration: (id, { signal } = {}) => ask("cancelGeneration", { id, signal }),
  labelGeneration: (id, labels, { signal } = {}) =>
    ask("labelGeneration", { id, body: JSON.stringify(labels), signal }),
  trashGeneration: (id, { signal } = {}) => ask("trashGeneration", { id, signal }),
  restoreGeneration: (id, { signal } = {}) => ask("restoreGeneration", { id, signal }),
  resolveGeneration: (id, decision, { signal } = {}) =>
    ask("resolveGeneration", { id, body: JSON.stringify(decision), signal }),
  listModels: ({ signal } = {}) => ask("listModels", { signal }),
  listProviders: ({ signal } = {}) => ask("listProviders", { signal }),
  getProvider: (id, { signal } = {}) => ask("getProvider", { id, signal }),
  setProvider: (id, change, { signal } = {}) => ask("setProvider", { id, body: JSON.stringify(change), signal }),
  removeProvider: (id, { force, signal } = {}) =>
    ask("removeProvider", { id, query: { force: force?.toString() }, signal }),
  testProvider: (id, { signal } = {}) => ask("testProvider", { id, signal }),
  importAog: (document, { signal } = {}) => ask("importAog", { body: JSON.stringify(document), signal }),
  exportAog: ({ signal } = {}) => ask("exportAog", { signal }),
  budgets: ({ signal } = {}) => ask("getBudgets", { signal }),
  setBudgets: (limits, { signal } = {}) => ask("setBudgets", { body: JSON.stringify(limits), signal }),
  usage: (query = {}, { signal } = {}) => ask("usage", { query, signal }),
  createKey: (request, { signal } = {}) => ask("createKey", { body: JSON.stringify(request), signal }),
  listKeys: ({ signal } = {}) => ask("listKeys", { signal }),
  changeKey: (id, change, { signal } = {}) => ask("changeKey", { id, body: JSON.stringify(change), signal }),
  audit: (query = {}, { signal } = {}) => ask("audit", { query, signal }),
  revokeKey: (id, { signal } = {}) => ask("revokeKey", { id, signal }),
  limits: ({ signal } = {}) => ask("limits", { signal }),
  createWebhook: (webhook, { signal } = {}) => ask("createWebhook", { body: JSON.stringify(webhook), signal }),
  listWebhooks: ({ signal } = {}) => ask("listWebhooks", { signal }),
  deleteWebhook: (id, { signal } = {}) => ask("deleteWebhook", { id, signal }),
  listDeliveries: (id, query = {}, { signal } = {}) => ask("listDeliveries", { id, query, signal }),
  redeliver: (id, wish = {}, { signal } = {}) => ask("redeliver", { id, body: JSON.stringify(wish), signal }),
  rotateWebhookSecret: (id, { signal } = {}) => ask("rotateWebhookSecret", { id, signal }),
  makeDefaultSecret: ({ signal } = {}) => ask("makeDefaultSecret", { signal }),
});
