import type { AnalyzerModels, JsonObject } from "@kinora/contract";
import type { ContentWay, S3Place } from "./blob-place.ts";
import type { LogFormat, LogLevel } from "../telemetry/log.ts";

/** Everything that can be set from outside, read once, checked, with the defaults filled in. */
export interface Config {
  /** Undefined: both loopback addresses, 127.0.0.1 and ::1. */
  readonly host: string | undefined;
  /** 0: any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Base of the URLs handed to clients, without a final slash; undefined: as the request came. */
  readonly publicUrl: string | undefined;
  /** Whether a key is needed. */
  readonly auth: "on" | "off";
  /** Absolute folders from which a request may name a path. */
  readonly allowedPaths: readonly string[];
  /** `host:port` entries that user-supplied URLs may reach although private. */
  readonly allowPrivateHosts: readonly string[];
  readonly defaultModel: string;
  /** What `prefer: "best"` goes by, the best first, where somebody ranked models; names as in requests. */
  readonly bestModels: readonly string[];
  /** Whether the embedded engine may stand in for a model whose provider is not set up. */
  readonly fallback: "local" | "off";
  readonly aogWaitSeconds: number;
  /** KINORA_MASTER_KEY: a secret. Undefined: a key file in the data folder. */
  readonly masterKey: string | undefined;
  /** Providers that somebody set up. Their keys are secrets. */
  readonly providers: readonly ProviderEntry[];
  /** How many operations may run at once, by provider id, where it was set. */
  readonly maxRunning: Readonly<Record<string, number>>;
  /** Learned models that look at stills for the embedded engine; only `kinora.json` names them. */
  readonly analyzers: AnalyzerModels;
  /** A PostgreSQL database for the records, with its password: a secret. Undefined: SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Where stored files lie; undefined: in the data folder. */
  readonly blobs: S3Place | undefined;
  /** How the bytes of artifacts reach clients where the storage has addresses of its own. */
  readonly content: ContentWay;
  readonly retention: Retention;
  /** With less free on the disk of the data folder no new work is begun. */
  readonly minFreeDiskMib: number;
  /** How many generations may wait at the most. */
  readonly maxQueued: number;
  /** Overrides every provider's own interval. */
  readonly pollEveryMs: number | undefined;
  /** What child processes that decode and encode get of the environment: where programs and compiled modules are, and nothing secret. */
  readonly toolEnvironment: Readonly<Record<string, string>>;
  readonly log: { readonly level: LogLevel; readonly format: LogFormat };
}

/** How long what has ended is kept, in days after its end; for ever where nothing is said. */
export interface Retention {
  readonly succeededDays: number | undefined;
  /** Failed, cancelled, expired. */
  readonly othersDays: number | undefined;
}

/** One provider that somebody set up. */
export interface ProviderEntry {
  readonly id: string;
  /** Which adapter speaks to it: its id where nothing else is said. */
  readonly kind: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  /** Whatever else its entry in `kinora.json` holds. */
  readonly options: JsonObject;
}

/** The machine and the process as configuration sees them. */
export interface Place {
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  readonly workingDir: string;
  readonly tempDir: string;
  /** Whether a person watches standard error. */
  readonly isTerminal: boolean;
  /** Where Node keeps compiled modules, when the launcher asked it to: child processes start in half the time with it. */
  readonly compileCacheDir?: string;
}

/** Command line flags, by setting; what was not given is absent. */
export type Flags = Readonly<Partial<Record<SettingName, string>>>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names as in `kinora.json`; the variable of `data_dir` is KINORA_DATA_DIR, and so on. */
export type SettingName =
  | "host"
  | "port"
  | "data_dir"
  | "public_url"
  | "auth"
  | "allowed_paths"
  | "allow_private_hosts"
  | "default_model"
  | "best_models"
  | "fallback"
  | "aog_wait_seconds"
  | "poll_every_ms"
  | "log_level"
  | "log_format"
  | "database_url"
  | "blob_url"
  | "content"
  | "keep_days"
  | "keep_failed_days"
  | "min_free_disk_mib"
  | "max_queued";
