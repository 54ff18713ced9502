import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "@kinora/contract";
import {
  type BlobRef,
  type BlobStore,
  type Clock,
  firstLogEntries,
  type Generation,
  type GenerationId,
  type GenerationStore,
  type Provider,
} from "@kinora/domain";
import { openFileBlobs } from "../../blobs/files/open-file-blobs.ts";
import { sampleGeneration } from "../../stores/generation.sample.ts";
import { type OpenedStore, openStore } from "../../stores/open-store.ts";
import type { Config } from "../../config/config.ts";
import { databaseUnderTest } from "../../../../../test/postgres/fresh-schema.ts";
import { advance } from "../advance.ts";
import { createKeyedLock } from "../../app/keyed-lock.ts";
import type { StepContext } from "../step-context.ts";
import type { VideoDesk } from "../video-desk.ts";
import type { WorkerDeps } from "../worker-deps.ts";

/** For tests: a worker's world with a clock that stands still until it is set. */
export interface WorkerBench {
  readonly store: GenerationStore;
  readonly blobs: BlobStore;
  readonly clock: { now(): number; set(ms: number): void };
  /** The wake-ups that were asked for, by generation. */
  readonly wakeUps: Map<GenerationId, number>;
  readonly logged: string[];
  readonly folder: string;
  /** All that a worker needs but its providers. */
  readonly deps: Omit<WorkerDeps, "providers">;
  /** What a process that just started would work with; `store` may be one that dies. */
  newProcess(providers: readonly Provider[], overrides?: Partial<Overrides>): StepContext;
  accept(facts?: Parameters<typeof sampleGeneration>[0]): Promise<Generation>;
  /** Advances a generation as its wake-ups come, with the clock set to each, until nothing more happens by itself. */
  settle(context: StepContext, id: GenerationId): Promise<Generation>;
  close(): Promise<void>;
}

export interface Overrides {
  readonly store: GenerationStore;
  readonly blobs: BlobStore;
  readonly videoDesk: VideoDesk;
  readonly signal: AbortSignal;
}

const MOST_STEPS = 200;

/** For tests: takes any file for a film of four seconds with one still. */
export const trustingDesk: VideoDesk = {
  asMp4: () => Promise.resolve(undefined),
  check: async (_, { folder }) => {
    const path = join(folder, "thumbnail");
    await writeFile(path, "a still");
    return {
      mediaType: "video/mp4",
      width: 960,
      height: 720,
      durationSeconds: 4,
      stills: [{ kind: "thumbnail", path, mediaType: "image/webp", width: 320, height: 240 }],
    };
  },
};

/** For tests: finds every film unusable. */
export const strictDesk: VideoDesk = {
  ...trustingDesk,
  check: () => Promise.reject(new Failure("result_unusable", { detail: "It is cut short." })),
};

const bytesOf = async function* (text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
};

type Accept = WorkerBench["accept"];

const acceptInto = (store: GenerationStore, still: BlobRef): Accept => {
  const image = { ...still, mediaType: "image/png", width: 4, height: 3, meanColor: "#010203" };
  return async (facts = {}) => {
    const generation = sampleGeneration({ provider: "scripted", billing: "on_success", image, ...facts });
    await store.insert(generation, firstLogEntries(generation), undefined);
    return generation;
  };
};

const settleWith =
  ({ store, clock }: Pick<WorkerBench, "store" | "clock">): WorkerBench["settle"] =>
  async (context, id) => {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const at = await advance(context, id);
      if (at === undefined) break;
      clock.set(Math.max(clock.now(), at));
    }
    const generation = await store.read(id);
    if (generation === undefined) throw new Error("the generation is gone");
    return generation;
  };

/** For tests: words that differ each time, the same on every run. */
const countedTokens = (): (() => string) => {
  let tokens = 0;
  return () => {
    tokens += 1;
    return `token-${tokens}`;
  };
};

const steppedClock = (startMs: number): WorkerBench["clock"] => {
  let nowMs = startMs;
  return { now: () => nowMs, set: (ms) => void (nowMs = ms) };
};

const openRecords = (config: Pick<Config, "dataDir" | "databaseUrl">, clock: Clock): Promise<OpenedStore> =>
  openStore({ config, clock, standingBy: () => undefined, signal: new AbortController().signal });

export const openWorkerBench = async (): Promise<WorkerBench> => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-worker-"));
  const clock = steppedClock(1_000);
  const database = await databaseUnderTest();
  const records = await openRecords({ dataDir: folder, databaseUrl: database?.url }, clock);
  const { store } = records;
  const blobs = await openFileBlobs(join(folder, "blobs"));
  const wakeUps = new Map<GenerationId, number>();
  const logged: string[] = [];
  const deps = {
    store,
    blobs,
    clock,
    rng: () => 0,
    newToken: countedTokens(),
    videoDesk: trustingDesk,
    folder: join(folder, "incoming"),
    log: { info: (fact: string) => void logged.push(fact), warn: (fact: string) => void logged.push(fact) },
    scheduler: {
      schedule: (id: GenerationId, at: number) => void wakeUps.set(id, at),
      start: () => undefined,
      stop: () => Promise.resolve(),
    },
  };
  return {
    store,
    blobs,
    clock,
    wakeUps,
    logged,
    folder,
    deps,
    newProcess: (providers, { signal = new AbortController().signal, ...overrides } = {}) => ({
      deps: { ...deps, providers, ...overrides },
      memory: { oneByOne: createKeyedLock(), progressWrittenAt: new Map(), absentLooks: new Map() },
      signal,
    }),
    accept: acceptInto(store, await blobs.put(bytesOf("a still"))),
    settle: settleWith({ store, clock }),
    close: async () => {
      await records.close();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
