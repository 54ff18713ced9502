import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GenerationView } from "@kinora/contract";
import type { Generation, GenerationStore } from "@kinora/domain";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWebhookSecrets, type WebhookSecrets } from "../app/webhook-secrets.ts";
import { createSealer } from "../secrets/sealer.ts";
import { after, PATHS, sampleGeneration } from "../stores/generation.sample.ts";
import { openSqliteStore } from "../stores/sqlite/open-sqlite-store.ts";
import type { PostMessage, PostOutcome } from "./post-message.ts";
import { startWebhooks, type WebhookDeps, type Webhooks } from "./start-webhooks.ts";

const DAY_MS = 86_400_000;
const START_MS = 1_700_000_000_000;

interface Posted {
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let folder: string;
let store: GenerationStore;
let secrets: WebhookSecrets;
let nowMs: number;
let posted: Posted[];
let answer: () => Promise<PostOutcome> | PostOutcome;
let running: Webhooks | undefined;

const status = (code: number): PostOutcome => ({ status: code, error: undefined });
const now = (): number => nowMs;
const tokens = function* (): Generator<string, string> {
  for (let count = 1; ; count += 1) yield `token-of-${count}`.padEnd(22, "x");
};

beforeEach(async () => {
  nowMs = START_MS;
  posted = [];
  answer = () => status(500);
  folder = await mkdtemp(join(tmpdir(), "kinora-webhooks-"));
  store = await openSqliteStore({ path: join(folder, "kinora.db"), clock: { now } });
  const sealer = createSealer({ dataDir: folder, given: undefined });
  let made = 0;
  secrets = createWebhookSecrets({ store, clock: { now }, sealer, newKey: () => Buffer.alloc(32, (made += 1)) });
});
afterEach(async () => {
  await running?.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const hook = { id: "wh_1", callerId: "caller-1", url: "https://example.com/hook", createdAt: 0, beginsAfter: 0 };
/** The receiver's side of the wire: what arrived, and what it says. */
const post: PostMessage = async (_url, message) => {
  posted.push({ at: nowMs - START_MS, ...message });
  return answer();
};
const start = (overrides: Partial<WebhookDeps> = {}): Webhooks => {
  const [silent, token] = [(): void => undefined, tokens()];
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const view = ({ id }: { id: string }): Promise<GenerationView> => Promise.resolve({ id } as GenerationView);
  running = startWebhooks({ store, view, now, log, secrets, post, newToken: () => token.next().value, ...overrides });
  return running;
};
/** An end in the log, with a webhook that wants to hear of it. */
const endOne = async (): Promise<string> => {
  const first = sampleGeneration();
  await store.insert(first, [], undefined);
  const entry = { type: "generation.succeeded", data: { status: "succeeded" as const } };
  // Each write says which version it read.
  let current: Generation = first;
  for (const event of PATHS.succeeded) {
    current = after(current, event);
    await store.save(current, event.type === "collected" ? [entry] : []);
  }
  return first.id;
};
const listen = async (): Promise<string> => {
  const secret = await secrets.make(hook.id);
  await store.saveWebhook({ ...hook, events: ["generation.succeeded"] });
  return secret;
};
const arrived = (count: number): Promise<void> => expect.poll(() => posted.length).toBe(count);
const delivery = async (): Promise<{ status: string; tries: number }> => {
  const owner = { callerId: "caller-1", webhookId: hook.id };
  const [one] = (await store.deliveries(owner, { limit: 10 })).deliveries;
  return { status: one?.status ?? "none", tries: one?.tries.length ?? 0 };
};
const idOf = ({ headers }: Posted): string | undefined => headers["webhook-id"];

test("a receiver that is down is tried for a day, further and further apart, and always with one id and one body", async () => {
  await listen();
  await endOne();
  const webhooks = start();
  const tries = [0, 5, 30, 300, 1_800, 7_200, 18_000, 28_800, 28_800].reduce<number[]>(
    (all, seconds) => [...all, (all.at(-1) ?? 0) + seconds * 1000],
    [],
  );
  for (const [index, at] of tries.entries()) {
    nowMs = START_MS + at;
    webhooks.wake();
    await arrived(index + 1);
    await expect.poll(delivery).toMatchObject({ tries: index + 1 });
  }
  expect(posted.map(({ at }) => at)).toEqual(tries);
  expect(tries.at(-1)).toBeLessThan(DAY_MS);
  expect(await delivery()).toEqual({ status: "failed", tries: 9 });
  expect(new Set(posted.map(idOf)).size).toBe(1);
  expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
  nowMs = START_MS + 3 * DAY_MS;
  webhooks.wake();
  await webhooks.stop();
  expect(posted).toHaveLength(9);
});

test("nothing is sent before it is due", async () => {
  await listen();
  await endOne();
  const webhooks = start();
  await expect.poll(delivery).toMatchObject({ tries: 1 });
  nowMs = START_MS + 4_999;
  webhooks.wake();
  await webhooks.stop();
  expect(posted).toHaveLength(1);
});

test("what was taken but could not be written down is sent again, under the same id", async () => {
  await listen();
  await endOne();
  answer = () => status(204);
  let broken = true;
  const failing = new Proxy(store, {
    get: (target, name) =>
      name === "updateDelivery" && broken
        ? () => Promise.reject(new Error("the disk is full"))
        : (Reflect.get(target, name) as unknown),
  });
  const webhooks = start({ store: failing });
  await arrived(1);
  broken = false;
  await expect
    .poll(async () => {
      webhooks.wake();
      return (await delivery()).status;
    })
    .toBe("delivered");
  expect(posted).toHaveLength(2);
  expect(idOf(posted[1]!)).toBe(idOf(posted[0]!));
});

test("what a process sent that ended before the answer is sent again by the next one, under the same id", async () => {
  await listen();
  const id = await endOne();
  answer = () => new Promise(() => undefined);
  const dying = start({
    post: (url, message, signal) =>
      Promise.race([
        post(url, message, signal),
        new Promise<PostOutcome>((resolve) => {
          signal.addEventListener("abort", () => resolve({ status: undefined, error: "The server is stopping." }));
        }),
      ]),
  });
  await arrived(1);
  await dying.stop();
  answer = () => status(200);
  start();
  await expect.poll(delivery).toEqual({ status: "delivered", tries: 1 });
  expect(posted.map(idOf)).toEqual([idOf(posted[0]!), idOf(posted[0]!)]);
  expect(JSON.parse(posted[1]!.body)).toMatchObject({ type: "generation.succeeded", data: { id } });
});

test("each secret that was made signs for a day beside the next ones, and not longer", async () => {
  nowMs = Date.now();
  const first = await listen();
  const second = await secrets.make(hook.id);
  nowMs += 1_000;
  const third = await secrets.make(hook.id);
  await endOne();
  const webhooks = start();
  await arrived(1);
  await expect.poll(delivery).toMatchObject({ tries: 1 });
  const signedBy = ({ headers, body }: Posted): string[] =>
    [first, second, third].filter((secret) => {
      const timestamp = Number(headers["webhook-timestamp"]);
      // The library refuses what is older than five minutes by its own clock.
      const fresh = Math.abs(timestamp * 1000 - Date.now()) < 60_000;
      try {
        return fresh && new Webhook(secret).verify(body, headers) !== undefined;
      } catch {
        return false;
      }
    });
  expect(signedBy(posted[0]!)).toEqual([first, second, third]);
  expect(await secrets.keys(hook.id)).toHaveLength(3);
  nowMs += DAY_MS + 1;
  expect(await secrets.keys(hook.id)).toEqual([Buffer.from(third.slice(6), "base64")]);
  await webhooks.stop();
});
