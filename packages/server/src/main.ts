import { randomBytes, randomInt } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "@kinora/contract";
import { createIdSource, type Clock, type Provider } from "@kinora/domain";
import { type BuiltInProvidersOptions, builtInProviders, checkAnalyzer } from "@kinora/providers";
import { createDiskGuard } from "./app/admission/disk-guard.ts";
import { createQueueGuard } from "./app/admission/queue-guard.ts";
import type { AppContext } from "./app/app-context.ts";
import { createKeyedLock } from "./app/keyed-lock.ts";
import { type AnimationDesk, makeAnimationIn } from "./app/make-animation.ts";
import { openProviderSetups } from "./app/provider-setups.ts";
import type { ProviderSource } from "./app/provider-source.ts";
import { createQueueLooks } from "./app/queue-looks.ts";
import { startSweeper } from "./app/housekeeping/sweep.ts";
import { createSweepTally } from "./app/housekeeping/sweep-tally.ts";
import type { WebhookDesk } from "./app/webhook-desk.ts";
import { whenIdle } from "./app/when-idle.ts";
import { openBlobs } from "./blobs/open-blobs.ts";
import { createToClose, type ToClose } from "./close-in-reverse.ts";
import type { NamedAnalyzer } from "./config/analyzer-file.ts";
import type { Config } from "./config/config.ts";
import { withPollInterval } from "./config/poll-interval.ts";
import { systemClock } from "./config/system-clock.ts";
import { type AnswersUnderWay, createAnswersUnderWay } from "./http/answers-under-way.ts";
import { openAuditLog } from "./app/audit-log.ts";
import { openSessions } from "./app/session-desk.ts";
import { openKeyRing } from "./app/key-ring.ts";
import { createAuthorize } from "./http/authorize.ts";
import { listen, type Listener } from "./http/listen.ts";
import { claimDataFolder } from "./owner/data-folder.ts";
import type { Owner } from "./owner/owner-file.ts";
import { createTimerScheduler } from "./scheduler/timers.ts";
import { createSealer } from "./secrets/sealer.ts";
import { createLog, type Log } from "./telemetry/log.ts";
import { VERSION } from "./version.ts";
import { createAnimationDesk } from "./worker/animation-desk.ts";
import { createWorker, type Worker } from "./worker/create-worker.ts";
import { openWebhooks } from "./webhooks/open-webhooks.ts";
import { createMediaDesk } from "./worker/media-desk.ts";
import type { VideoDesk } from "./worker/video-desk.ts";
import { openStore } from "./stores/open-store.ts";

export { checkStorage } from "./blobs/check-storage.ts";

export interface KinoraOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Instead of those that come with Kinora. They are closed with it. */
  readonly providers?: ProviderSource;
  readonly videoDesk?: VideoDesk;
  readonly animationDesk?: AnimationDesk;
  /** A generation of the embedded engine that is to come at once: the processes that it needs are then started ahead. */
  readonly comingWork?: BuiltInProvidersOptions["comingWork"];
  /** Whether to wait for a database that another process has, and take over when that one ends. */
  readonly standsBy?: boolean;
  /** Ends the wait for a database, or for a data folder whose owner has not said yet where it listens. */
  readonly signal?: AbortSignal;
}

/** A gateway that runs: API and worker over one data folder, which is its own until `close`. */
export interface Kinora {
  readonly kind: "running";
  /** Where programs on this machine reach it, without a final slash. */
  readonly url: string;
  /** An admin's key, for this user's own commands. */
  readonly token: string;
  /** Resolves when another process has its records: this one must be closed. */
  readonly lost: Promise<undefined>;
  /** Resolves when every generation is final or waits for a person, and no answer is under way. */
  whenIdle(): Promise<void>;
  /** Takes no new work, answers those who wait, ends its children and gives the data folder back. What is unfinished goes on at the next start. */
  close(): Promise<void>;
}

/** Another process has the data folder: work through it. */
export interface OwnedElsewhere {
  readonly kind: "owned_elsewhere";
  readonly owner: Owner;
}

/** How many generations are looked at at once; waiting for a provider takes none of them. */
const STEPS_AT_ONCE = 16;
const CLOSE_GRACE_MS = 5000;
/** What `tools/build-studio.js` builds. */
const STUDIO_FOLDER = fileURLToPath(new URL("../../studio/dist/", import.meta.url));

/**
 * Opens a gateway over the configured data folder, or says who has it. The one place that names concrete stores,
 * schedulers and providers. Throws a Failure when it cannot listen or the data folder cannot be used.
 */
export const createKinora = async (config: Config, options: KinoraOptions = {}): Promise<Kinora | OwnedElsewhere> => {
  const opened = createToClose();
  try {
    return await openKinora(config, options, opened);
  } catch (error) {
    await opened.closeAll();
    throw error;
  }
};

const openKinora = async (
  config: Config,
  options: KinoraOptions,
  opened: ToClose,
): Promise<Kinora | OwnedElsewhere> => {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? (await createLog(config.log));
  const claim = await claimDataFolder(config.dataDir, { clock, version: VERSION, ...signalOf(options) });
  if (claim.kind === "owned_elsewhere") return claim;
  opened.defer(() => claim.release());

  const stopping = new AbortController();
  const source = providerSource(config, options, { clock, log });
  for (const provider of source.fixed) opened.defer(() => provider.close?.());
  const standBy = options.signal ?? stopping.signal;
  const standingBy = options.standsBy === true ? () => log.info("database.standing_by") : refuseToStandBy;
  const { app, lost } = await openApp(
    { config, clock, log, source, standBy, standingBy, stopping: stopping.signal },
    opened,
  );
  const environment = config.toolEnvironment;
  const videoDesk =
    options.videoDesk ?? createMediaDesk({ environment, startsAhead: options.comingWork !== undefined });
  opened.defer(() => videoDesk.close?.());
  const worker = workerOf(app, videoDesk);
  opened.defer(() => worker.stop());
  const token = newToken();
  const answers = createAnswersUnderWay();
  const animationDesk = options.animationDesk ?? createAnimationDesk(environment);
  const webhooks = openWebhooks(app, newToken);
  const { url } = await openHttp(app, { token, answers, animationDesk, webhooks: webhooks.desk }, opened);
  await worker.start();
  const telling = webhooks.start(url);
  opened.defer(() => telling.stop());
  const sweeper = startSweeper(app);
  opened.defer(() => sweeper.stop());
  await claim.announce({ url, token });
  // Closed first: who waits for an answer gets one, then the rest can end.
  opened.defer(() => stopping.abort());
  log.info("server.listening", { url, data_dir: config.dataDir });

  return {
    kind: "running",
    url,
    token,
    lost,
    whenIdle: () => whenIdle(app.store, answers),
    close: () => opened.closeAll(),
  };
};

const refuseToStandBy = (): never => {
  throw new Failure("data_folder_busy", {
    detail: "Another Kinora has the database: work through its address, with --server or KINORA_SERVER.",
  });
};

const workerOf = (app: AppContext, videoDesk: VideoDesk): Worker =>
  createWorker({
    store: app.store,
    blobs: app.blobs,
    scheduler: app.scheduler,
    disk: app.disk,
    turns: app.turns,
    get providers() {
      return app.providers;
    },
    clock: app.clock,
    log: app.log,
    videoDesk,
    rng: randomFraction,
    newToken,
    folder: join(app.config.dataDir, "work"),
  });

const signalOf = ({ signal }: KinoraOptions): { signal?: AbortSignal } => (signal === undefined ? {} : { signal });

const newToken = (): string => randomBytes(32).toString("base64url");
const randomFraction = (): number => randomInt(2 ** 32) / 2 ** 32;

type ToldBy = Pick<AppContext, "clock" | "log">;

/** Those that come with Kinora, unless others are given. */
const providerSource = (config: Config, given: KinoraOptions, toldBy: ToldBy): ProviderSource => {
  const { pollEveryMs } = config;
  const paced = (provider: Provider): Provider =>
    pollEveryMs === undefined ? provider : withPollInterval(provider, pollEveryMs);
  const { fixed, kinds, open } = given.providers ?? openBuiltIn(config, given, toldBy);
  const openPaced: ProviderSource["open"] = (entry) => {
    const provider = open(entry);
    return provider && paced(provider);
  };
  return { fixed: fixed.map(paced), kinds, open: openPaced };
};

const openBuiltIn = (config: Config, given: KinoraOptions, { clock, log }: ToldBy): ProviderSource => {
  const { dataDir, analyzers, maxRunning, pollEveryMs, toolEnvironment } = config;
  const { embedded, ...others } = builtInProviders({
    runsFolder: join(dataDir, "runs"),
    software: `Kinora ${VERSION}`,
    toolEnvironment,
    cores: availableParallelism(),
    maxRunning,
    analyzers,
    modulesDir: dataDir,
    comingWork: given.comingWork,
    world: {
      clock,
      rng: randomFraction,
      allowedPrivateHosts: config.allowPrivateHosts,
      pollEveryMs,
      folder: dataDir,
      warn: (fact, fields) => log.warn(fact, fields),
    },
  });
  return { ...others, fixed: [embedded] };
};

/**
 * Lets a learned model look at a test picture and says what size of picture it takes. Throws Failure `bad_option` with what is
 * wrong and what to do. Opens no gateway.
 */
export const tryAnalyzer = (
  { dataDir: modulesDir, toolEnvironment: environment }: Pick<Config, "dataDir" | "toolEnvironment">,
  { kind, model }: NamedAnalyzer,
  signal: AbortSignal,
): Promise<string> => checkAnalyzer(kind, model, { modulesDir, environment, signal });

interface GivenContext extends Pick<AppContext, "config" | "clock" | "log" | "stopping"> {
  readonly source: ProviderSource;
  /** Ends the wait for records that another process has. */
  readonly standBy: AbortSignal;
  readonly standingBy: () => void;
}

interface OpenedApp {
  readonly app: AppContext;
  readonly lost: Promise<undefined>;
}

async function openApp({ source, standBy, standingBy, ...given }: GivenContext, opened: ToClose): Promise<OpenedApp> {
  const { config, clock, log } = given;
  // Loaded here, because it takes long: the engine's process starts meanwhile.
  const records = await openStore({
    config,
    clock,
    signal: standBy,
    standingBy,
  });
  const { store } = records;
  opened.defer(() => records.close());
  const sealer = createSealer({ dataDir: config.dataDir, given: config.masterKey });
  const entries = config.providers;
  const turns = createKeyedLock();
  const setups = await openProviderSetups({ source, entries, store, sealer, turns, clock, log });
  opened.defer(() => setups.close());
  const blobs = await openBlobs(config, log);
  opened.defer(() => blobs.close?.());
  const incomingDir = join(config.dataDir, "incoming");
  await rm(incomingDir, { recursive: true, force: true });
  await mkdir(incomingDir, { mode: 0o700 });
  const onError = (generationId: string, cause: unknown): void =>
    log.error("generation.step_broke", { generationId, cause });
  const scheduler = createTimerScheduler({ clock, concurrency: STEPS_AT_ONCE, onError });
  const newId = createIdSource(() => randomInt(32));
  const app = {
    ...given,
    turns,
    setups,
    get providers() {
      return setups.current();
    },
    store,
    blobs,
    scheduler,
    newId,
    incomingDir,
    disk: createDiskGuard({ folder: config.dataDir, minFreeBytes: config.minFreeDiskMib * 1024 ** 2, clock, log }),
    queue: createQueueGuard({ store, limit: config.maxQueued, clock }),
    swept: createSweepTally(),
  };
  return { app: Object.assign(app, { queueLooks: createQueueLooks(app) }), lost: records.lost };
}

interface HttpParts {
  readonly token: string;
  readonly answers: AnswersUnderWay;
  readonly animationDesk: AnimationDesk;
  readonly webhooks: WebhookDesk;
}

async function openHttp(
  app: AppContext,
  { token, answers, animationDesk, webhooks }: HttpParts,
  opened: ToClose,
): Promise<Listener> {
  const { config } = app;
  const [{ createHttpServer }, { createGenerationIn }] = await Promise.all([
    import("./http/create-http-server.ts"),
    import("./app/create-generation.ts"),
  ]);
  const keys = await openKeyRing({ store: app.store, clock: app.clock, log: app.log, newToken });
  const { store, clock } = app;
  const sessions = openSessions({ store, keys, clock, newToken });
  const authorize = createAuthorize({ auth: config.auth, token, keys });
  const server = await createHttpServer({
    app,
    authorize,
    keys,
    sessions,
    audit: openAuditLog(app),
    webhooks,
    version: VERSION,
    studioFolder: STUDIO_FOLDER,
    createGeneration: createGenerationIn(app),
    makeAnimation: makeAnimationIn({ app, desk: animationDesk, newToken }),
  });
  opened.defer(() => server.close());
  const listener = await listen(
    answers.counting((request, response) => server.routing(request, response)),
    config,
  );
  opened.defer(() => listener.close(CLOSE_GRACE_MS));
  return listener;
}
