import type { RouteName } from "@kinora/contract";

/** A request as the document shows it. Names in braces stand for ids: a client puts its own there. */
export interface RouteExample {
  readonly summary: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What it is answered with. */
  readonly status: number;
}

/** A grey picture of 64 by 48 pixels: small enough to print. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAATklEQVR4nO3PMQ0AMAzAsEIf9ILYYVWKESTzjhsd8KsBrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQGtAa0BrQFtATqdAQ+qj3E3AAAAAElFTkSuQmCC";
/** An id as they look. */
export const EXAMPLE_GENERATION = "gen_01kb5w3p9sc4x7m2q8r5t6v7w8";
export const EXAMPLE_KEY = "key_0f3b9c2e6a71d845";
export const EXAMPLE_WEBHOOK = "wh_3v7Qk2mX9sPz4dRt8LwYbA";
/** An address as they look. */
export const EXAMPLE_URL = "https://example.com/photo.png";

const image = { base64: PICTURE };
const id = EXAMPLE_GENERATION;

/** One request for each row of the route table; a test sends every one of them. */
export const ROUTE_EXAMPLES: { readonly [Name in RouteName]: RouteExample } = {
  createGeneration: {
    summary: "A four-second clip, made on this machine",
    headers: { prefer: "wait=60", "idempotency-key": "shot-7" },
    body: { image, prompt: "the clouds drift slowly", duration_seconds: 4, seed: 7, metadata: { shot: 7 } },
    status: 200,
  },
  listGenerations: { summary: "The newest that succeeded", query: { status: "succeeded", limit: 5 }, status: 200 },
  getGeneration: { summary: "Wait until it is settled", id, query: { wait: 60 }, status: 200 },
  generationEvents: { summary: "From its first event", id, status: 200 },
  events: { summary: "After the last event that was seen", headers: { "last-event-id": "42" }, status: 200 },
  generationContent: { summary: "The first eight bytes", id, headers: { range: "bytes=0-7" }, status: 206 },
  archive: { summary: "One video", query: { ids: id }, status: 200 },
  cancelGeneration: { summary: "Stop it", id, status: 202 },
  labelGeneration: {
    summary: "A title, tags and a star",
    id,
    body: { title: "Evening", tags: ["sea", "draft"], favourite: true },
    status: 200,
  },
  trashGeneration: { summary: "Into the trash", id, status: 200 },
  restoreGeneration: { summary: "Back from it", id, status: 200 },
  resolveGeneration: { summary: "Give up on an unknown outcome", id, body: { action: "give_up" }, status: 200 },
  plan: { summary: "From the words alone", body: { prompt: "slow dolly in, waves roll" }, status: 200 },
  inspect: { summary: "A picture", body: { image }, status: 200 },
  quote: { summary: "Six seconds with every model", body: { image, duration_seconds: 6 }, status: 200 },
  listModels: { summary: "All models", status: 200 },
  upload: { summary: "The picture as the body", status: 201 },
  fetchUpload: { summary: "A picture on the web", body: { url: EXAMPLE_URL }, status: 201 },
  uploadContent: {
    summary: "The bytes again",
    id: "upl_6bf644f3aa7dbaf03fbb94f557765141db1cc8fe5a8e5d1ffd759971b56345fc",
    status: 200,
  },
  createWebhook: {
    summary: "Told of what succeeded or failed",
    body: { url: "https://example.com/hook", events: ["generation.succeeded", "generation.failed"] },
    status: 201,
  },
  listWebhooks: { summary: "All webhooks", status: 200 },
  makeDefaultSecret: { summary: "For the webhook_url of requests", status: 201 },
  listDeliveries: {
    summary: "What went to the webhook_url of requests",
    id: "default",
    query: { limit: 5 },
    status: 200,
  },
  redeliver: { summary: "All that failed", id: EXAMPLE_WEBHOOK, body: {}, status: 202 },
  rotateWebhookSecret: { summary: "A new secret", id: EXAMPLE_WEBHOOK, status: 200 },
  deleteWebhook: { summary: "No more messages", id: EXAMPLE_WEBHOOK, status: 200 },
  createKey: {
    summary: "For one app",
    body: { name: "the photo wall", scopes: ["read", "create"], limits: { day_usd: 5, requests_per_minute: 120 } },
    status: 201,
  },
  listKeys: { summary: "All keys", status: 200 },
  changeKey: {
    summary: "Three at once, more of them while others wait, and no daily budget any more",
    id: EXAMPLE_KEY,
    body: { limits: { generations_under_way: 3, day_usd: null }, priority: "high" },
    status: 200,
  },
  revokeKey: { summary: "No longer", id: EXAMPLE_KEY, status: 200 },
  audit: { summary: "Who settled what", query: { act: "generation.resolved", limit: 5 }, status: 200 },
  limits: { summary: "The limits", status: 200 },
  listProviders: { summary: "All providers", status: 200 },
  getProvider: { summary: "DashScope", id: "dashscope", status: 200 },
  setProvider: { summary: "A key", id: "dashscope", body: { api_key: "sk-0123456789" }, status: 200 },
  removeProvider: { summary: "Forget the key", id: "dashscope", status: 200 },
  testProvider: { summary: "Try the embedded engine", id: "local", status: 200 },
  importAog: {
    summary: "A file of AOG 0.6",
    body: {
      version: "v0.6",
      services: { "image-to-video": { service_providers: { local: "", remote: "" }, hybrid_policy: "default" } },
      service_providers: {},
    },
    status: 200,
  },
  exportAog: { summary: "This installation", status: 200 },
  getBudgets: { summary: "Both budgets", status: 200 },
  setBudgets: { summary: "5 USD a day, 100 a month", body: { day_usd: 5, month_usd: 100 }, status: 200 },
  usage: { summary: "One month", query: { from: "2026-11-01", to: "2026-11-30" }, status: 200 },
};
