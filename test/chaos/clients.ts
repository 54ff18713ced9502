import { setTimeout as sleep } from "node:timers/promises";
import { type GenerationView, isSettled, type JsonObject } from "@kinora/contract";
import { MOUNTAIN } from "../e2e/kinora-process.ts";

const TRY_AGAIN_AFTER_MS = 100;
const ANSWER_WITHIN_MS = 10_000;

/** What one caller asks for. */
export interface Errand {
  readonly marker: string;
  readonly dialect: string;
  readonly model: string;
  /** The models to turn to when that one refuses. */
  readonly fallbackModels: readonly string[];
  /** How long after it was accepted the caller changes its mind. */
  readonly cancelAfterMs: number | undefined;
}

/** A caller that knows nothing of deaths: it sends the same request with the same key until somebody answers. */
const insist = async (url: string, init: RequestInit = {}): Promise<Response> => {
  for (;;) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      // Read here: a server that dies in the middle of its answer has not answered.
      const body = await response.arrayBuffer();
      if (response.status !== 503) return new Response(body, response);
    } catch {
      // It is dead: the next one lives.
    }
    await sleep(TRY_AGAIN_AFTER_MS);
  }
};

/** Stores how a provider is set up. */
export const setUp = async (server: string, provider: string, change: JsonObject): Promise<void> => {
  const response = await insist(`${server}/api/v1/providers/${provider}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  if (!response.ok) throw new Error(`${provider} was not set up: ${response.status} ${await response.text()}`);
};

/** Gives the id under which the errand was accepted. */
export const create = async (
  server: string,
  { marker, model, fallbackModels, cancelAfterMs }: Errand,
): Promise<string> => {
  const response = await insist(`${server}/api/v1/generations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `key-of-${marker}` },
    body: JSON.stringify({
      image: { path: MOUNTAIN },
      model,
      fallback_models: fallbackModels,
      prompt: `the clouds drift marker:${marker}`,
    }),
  });
  if (!response.ok) throw new Error(`${marker} was refused: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as GenerationView;
  if (cancelAfterMs !== undefined) {
    await sleep(cancelAfterMs);
    await insist(`${server}/api/v1/generations/${id}/cancel`, { method: "POST" });
  }
  return id;
};

/** Every generation that the server has, by id. */
export const readAll = async (server: string): Promise<ReadonlyMap<string, GenerationView>> => {
  const views = new Map<string, GenerationView>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "limit=100" : `limit=100&cursor=${encodeURIComponent(cursor)}`;
    const page = (await (await insist(`${server}/api/v1/generations?${query}`)).json()) as {
      data: GenerationView[];
      next_cursor: string | null;
    };
    for (const view of page.data) views.set(view.id, view);
    cursor = page.next_cursor;
  }
  return views;
};

/** Waits until nothing moves any more, or the time is over. */
export const settle = async (server: string, withinMs: number): Promise<ReadonlyMap<string, GenerationView>> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const views = await readAll(server);
    if ([...views.values()].every(({ status }) => isSettled(status)) || Date.now() > end) return views;
    await sleep(500);
  }
};

/** The bytes of a generation's video. */
export const readVideo = async (server: string, id: string): Promise<Buffer> => {
  const response = await insist(`${server}/api/v1/generations/${id}/content`);
  return Buffer.from(await response.arrayBuffer());
};
