import type {
  Experimental_VideoModelV4 as VideoModelV4,
  Experimental_VideoModelV4OperationStatusResult as StatusResult,
  JSONObject,
  JSONValue,
  SharedV4Warning,
} from "@ai-sdk/provider";
import type { GenerationView } from "@kinora/contract";
import { createClient, type Client } from "../create-client.ts";
import { persist } from "../follow-generation.ts";
import { requestOf } from "./request-of.ts";

export interface KinoraSettings {
  /** Where the server is; `http://127.0.0.1:16688` unless given. */
  readonly baseURL?: string;
  readonly apiKey?: string;
  /** Stands in for the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Kinora as a provider of Vercel's AI SDK 7. */
export interface KinoraProvider {
  /** A model by its name at the server (`GET /api/v1/models`); `auto` lets the server choose. */
  video(modelId: string): VideoModelV4;
}

const responseOf = ({ model, created_at: at }: GenerationView): StatusResult["response"] => ({
  timestamp: new Date(at),
  modelId: model,
  headers: undefined,
});

/** What the AI SDK has no field for: which model it became, what it costs, what of the prompt was not done. */
const metadataOf = (view: GenerationView): { kinora: JSONObject } => ({
  kinora: {
    id: view.id,
    status: view.status,
    stage: view.stage,
    progress: view.progress,
    model: view.model,
    provider: view.provider,
    cost: view.cost,
    unmet: view.unmet,
  },
});

const warningsOf = ({ warnings }: GenerationView): SharedV4Warning[] =>
  warnings.map(({ option, message }) => ({ type: "unsupported", feature: option, details: message }));

/** An operation outlives this process, and this library's version. */
const idOf = (operation: JSONValue): string => {
  const id = typeof operation === "object" && operation !== null && "id" in operation ? operation["id"] : undefined;
  if (typeof id === "string") return id;
  throw new TypeError("This operation is none of Kinora's: give what experimental_startVideo answered, as it was.");
};

const errorOf = ({ id, status, error }: GenerationView): string => {
  if (status === "needs_review") {
    return `Nobody can know whether the provider took ${id}, so it was not sent again. Settle it (kinora generations resolve ${id}) before you start another.`;
  }
  return error?.message ?? `The generation ${id} is ${status}.`;
};

const read = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of bytes) chunks.push(new Uint8Array(chunk));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
};

/** The bytes, not the address: the AI SDK fetches no address of one's own machine, and sends no key. */
const completed = async (client: Client, view: GenerationView, signal?: AbortSignal): Promise<StatusResult> => ({
  status: "completed",
  videos: [
    {
      type: "binary",
      data: await read(await client.content(view.id, { signal })),
      mediaType: view.artifacts.find(({ kind }) => kind === "video")?.type ?? "video/mp4",
    },
  ],
  warnings: warningsOf(view),
  providerMetadata: metadataOf(view),
  response: responseOf(view),
});

const statusOf = async (client: Client, view: GenerationView, signal?: AbortSignal): Promise<StatusResult> => {
  const told = { providerMetadata: metadataOf(view), response: responseOf(view) };
  switch (view.status) {
    case "queued":
    case "submitting":
    case "running":
    case "collecting":
      return { status: "pending", warnings: warningsOf(view), ...told };
    case "succeeded":
      return completed(client, view, signal);
    case "needs_review":
    case "failed":
    case "cancelled":
    case "expired":
      return { status: "error", error: errorOf(view), ...told };
  }
};

type HeaderFields = Readonly<Record<string, string | undefined>>;

/** The caller's own key; without one the AI SDK makes one for each start, which its own retries share. */
const keyIn = (headers: HeaderFields = {}): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === "idempotency-key")?.[1];

/** A client that sends these headers too, as every call of the AI SDK may name some. */
const clientsOf =
  ({ baseURL = "http://127.0.0.1:16688", apiKey, fetch = globalThis.fetch }: KinoraSettings) =>
  (headers: HeaderFields = {}): Client =>
    createClient({
      baseUrl: baseURL,
      ...(apiKey === undefined ? {} : { token: apiKey }),
      fetch: (address, init) => {
        const all = new Headers(init?.headers);
        for (const [name, value] of Object.entries(headers)) if (value !== undefined) all.set(name, value);
        return fetch(address, { ...init, headers: all });
      },
    });

/**
 * `createKinora().video("kinora-motion-1")` for `experimental_generateVideo`, `experimental_startVideo` and
 * `experimental_getVideoStatus` of `ai` 7. A start that meets no answer is sent again under one idempotency key, so it makes
 * one generation; its operation names the generation, and is good in any process for as long as that is kept. The key is
 * random, not made of the request: two equal starts may both be meant. Who dies before the operation was kept, and starts
 * again, gets the same generation where it names a key of its own: `headers: {"idempotency-key": "order-7"}`.
 */
export const createKinora = (settings: KinoraSettings = {}): KinoraProvider => {
  const clientWith = clientsOf(settings);
  return {
    video: (modelId) => ({
      specificationVersion: "v4",
      provider: "kinora",
      modelId,
      maxVideosPerCall: 1,
      doStart: async (options) => {
        const { request, warnings } = requestOf(modelId, options);
        const signal = options.abortSignal;
        const client = clientWith(options.headers);
        const idempotencyKey = keyIn(options.headers) ?? crypto.randomUUID();
        const view = await persist(() => client.createGeneration(request, { idempotencyKey, signal }), { signal });
        return {
          operation: { id: view.id },
          warnings: [...warnings, ...warningsOf(view)],
          providerMetadata: metadataOf(view),
          response: responseOf(view),
        };
      },
      doStatus: async ({ operation, abortSignal: signal, headers }) => {
        const id = idOf(operation);
        const client = clientWith(headers);
        return statusOf(client, await persist(() => client.getGeneration(id, { signal }), { signal }), signal);
      },
    }),
  };
};
