import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CancelAnswer, GenerationOptions, JsonValue, ModelCapabilities } from "@kinora/contract";
import type {
  FailureRecord,
  PollOutcome,
  Provider,
  ProviderContext,
  ReconcileOutcome,
  SubmitOutcome,
  SubmitPlan,
} from "@kinora/domain";
import { encodeStill, type StillFormat } from "@kinora/media";
import { expect } from "vitest";
import {
  FAKE_KEY,
  type FakeTask,
  type FakeUpstream,
  openFakeUpstream,
} from "../../../../../test/fake-upstream/index.ts";
import type { ProviderSettings, ProviderWorld } from "../provider-settings.ts";
import type { HttpFixture } from "./http-fixture.ts";

/** For tests: one vendor, one provider that talks to it, and everything that the provider ever said. */
export interface HttpBench {
  readonly fake: FakeUpstream;
  readonly provider: Provider;
  readonly folder: string;
  /** Outcomes, errors and log lines, as texts: no secret may be in them. */
  readonly said: string[];
  /** The same provider as a new process would open it, or one that is set up otherwise. */
  open(changes?: Partial<ProviderSettings>): Provider;
  plan(changes?: Partial<SubmitPlan>): SubmitPlan;
  /** A still of that size as a plan holds it; a plain picture. */
  still(width: number, height: number, format?: StillFormat): Promise<SubmitPlan["still"]>;
  submit(changes?: Partial<SubmitPlan>, signal?: AbortSignal): Promise<SubmitOutcome>;
  /** Submits, and gives the operation; throws when it is not accepted. */
  accepted(changes?: Partial<SubmitPlan>): Promise<JsonValue>;
  /** As the worker does: what is postponed is asked again when it may be. */
  poll(operation: JsonValue, signal?: AbortSignal): Promise<Exclude<PollOutcome, { kind: "postponed" }>>;
  /** What not every provider can do: these fail where it cannot. */
  cancel(operation: JsonValue): Promise<CancelAnswer>;
  reconcile(plan?: SubmitPlan): Promise<ReconcileOutcome>;
  check(provider?: Provider): Promise<FailureRecord | undefined>;
  download(result: JsonValue, toPath: string, signal?: AbortSignal): Promise<void>;
  /** The model that most tests ask for. */
  model(): ModelCapabilities;
  /** The task that the newest submit made. */
  task(): FakeTask;
  /** Lets the vendor come to the end of every task. */
  finish(): void;
  /** Notes what is said, or thrown. */
  hear<T>(promise: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Gives the bench of the test that runs. */
export type BenchOf = () => HttpBench;

export const MARKER = "contract";
export const QUEUE_MS = 60_000;
const RUN_MS = 60_000;

export const contextOf = (signal: AbortSignal = new AbortController().signal): ProviderContext => ({
  signal,
  wake: () => undefined,
});

/** Pictures that were encoded before: the same in every test. */
const encoded = new Map<string, Promise<Uint8Array>>();

const plainStill = (width: number, height: number, format: StillFormat): Promise<Uint8Array> => {
  const name = `${width}x${height}.${format}`;
  const data = new Uint8Array(width * height * 3).fill(90);
  const bytes = encoded.get(name) ?? encodeStill({ width, height, data }, { format });
  encoded.set(name, bytes);
  return bytes;
};

const errorText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return [
    error.message,
    error.stack ?? "",
    JSON.stringify(error),
    error.cause === undefined ? "" : errorText(error.cause),
  ].join("\n");
};

export const openHttpBench = async (fixture: HttpFixture): Promise<HttpBench> => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-provider-"));
  const fake = await openFakeUpstream({ queueMs: QUEUE_MS, runMs: RUN_MS });
  const said: string[] = [];
  const opened: Provider[] = [];
  const open = (changes: Partial<ProviderSettings> = {}): Provider => {
    const provider = fixture.kind.open(settingsFor(fixture, fake, changes), worldFor(fake, folder, said));
    opened.push(provider);
    return provider;
  };
  const provider = open();
  const hear = async <T>(promise: Promise<T>): Promise<T> => {
    try {
      const value = await promise;
      said.push(value === undefined ? "" : JSON.stringify(value));
      return value;
    } catch (error) {
      said.push(errorText(error));
      throw error;
    }
  };
  const still: HttpBench["still"] = async (width, height, format = "jpeg") => {
    const bytes = await plainStill(width, height, format);
    const path = join(folder, `${width}x${height}.${format}`);
    await writeFile(path, bytes);
    const ref = {
      sha256: "aa",
      bytes: bytes.byteLength,
      mediaType: `image/${format}`,
      width,
      height,
      meanColor: "#404040",
    };
    return { ref, path };
  };
  const usual = await still(800, 600);
  const plan = (changes: Partial<SubmitPlan> = {}): SubmitPlan => ({ ...planFor(fixture.model, usual), ...changes });
  const submit: HttpBench["submit"] = (changes, signal) => hear(provider.submit(plan(changes), contextOf(signal)));
  return {
    fake,
    provider,
    folder,
    said,
    open,
    plan,
    still,
    hear,
    submit,
    accepted: async (changes) => {
      const outcome = await submit(changes);
      expect(outcome, JSON.stringify(outcome)).toMatchObject({ kind: "accepted" });
      return outcome.kind === "accepted" ? outcome.operation : null;
    },
    poll: async (operation, signal) => {
      for (;;) {
        const outcome = await hear(provider.poll(operation, contextOf(signal)));
        if (outcome.kind !== "postponed") return outcome;
        await sleep(outcome.afterMs);
      }
    },
    cancel: (operation) => hear(present(provider.cancel?.(operation, contextOf()))),
    reconcile: (asked = plan()) => hear(present(provider.reconcile?.(asked, contextOf()))),
    check: (asked = provider) => hear(present(asked.check?.(contextOf()))),
    download: (result, toPath, signal) => hear(provider.download(result, toPath, contextOf(signal))),
    model: () => modelOf(provider, fixture.model),
    task: () => {
      const task = fake.tasks().at(-1);
      if (task === undefined) throw new Error("the vendor has no task");
      return task;
    },
    finish: () => fake.advance(QUEUE_MS + RUN_MS),
    close: async () => {
      for (const one of opened) await one.close?.();
      await fake.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const present = async <T>(answer: Promise<T> | undefined): Promise<T> => {
  if (answer === undefined) throw new Error("the provider has no such action");
  return answer;
};

const modelOf = (provider: Provider, name: string): ModelCapabilities => {
  const model = provider.models.find(({ id }) => id === name) ?? provider.modelNamed?.(name);
  if (model === undefined) throw new Error(`there is no model ${name}`);
  return model;
};

const settingsFor = (
  fixture: HttpFixture,
  fake: FakeUpstream,
  changes: Partial<ProviderSettings>,
): ProviderSettings => ({
  id: fixture.kind.kind,
  kind: fixture.kind.kind,
  apiKey: FAKE_KEY,
  baseUrl: `${fake.urlOf(fixture.dialect)}${fixture.basePath ?? ""}`,
  maxRunning: undefined,
  options: {},
  ...fixture.settings,
  ...changes,
});

const worldFor = (fake: FakeUpstream, folder: string, said: string[]): ProviderWorld => ({
  clock: { now: () => Date.now() },
  rng: () => 0.5,
  allowedPrivateHosts: [fake.filesHost],
  // Polls come as a test makes them.
  pollEveryMs: 1,
  folder,
  warn: (fact, fields) => void said.push(`${fact} ${JSON.stringify(fields)}`),
});

const planFor = (model: string, still: SubmitPlan["still"]): SubmitPlan => ({
  generationId: "gen_1",
  attemptId: "0192f3a1-7c3e-7d6a-9b1e-0123456789ab",
  intendedAt: Date.now(),
  sendBefore: Date.now() + 10_000,
  strict: false,
  model,
  prompt: `clouds drift slowly marker:${MARKER}`,
  options: {} satisfies GenerationOptions,
  still,
});
