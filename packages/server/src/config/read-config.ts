import { posix, win32 } from "node:path";
import { type AnalyzerModels, Failure, jsonObjectSchema, type JsonObject, type JsonValue } from "@kinora/contract";
import { z } from "zod";
import type { Config, Environment, Flags, Place, ProviderEntry } from "./config.ts";
import { MASTER_KEY_MIN_CHARS } from "../secrets/master-key.ts";
import { readAnalyzers } from "./analyzer-entries.ts";
import { dataFolderOf } from "./data-folder.ts";
import { readProviders } from "./read-providers.ts";
import { isLoopbackHost } from "./loopback-host.ts";
import { SETTING_NAMES, SETTINGS, variableOf, type Settings } from "./settings.ts";

export interface ConfigSources {
  readonly flags: Flags;
  readonly env: Environment;
  /** What `kinora.json` holds; an empty object where there is none. */
  readonly file: JsonObject;
  readonly place: Place;
}

const DEFAULTS = {
  port: 16_688,
  auth: "auto",
  allow_private_hosts: [],
  default_model: "auto",
  best_models: [],
  fallback: "local",
  aog_wait_seconds: 3600,
  content: "stream",
  min_free_disk_mib: 200,
  max_queued: 100_000,
  log_level: "info",
} as const satisfies Settings;

/**
 * Flag before environment before `kinora.json` before default. Pure. Throws Failure `bad_option` with a sentence for each
 * wrong value, naming the variable and the remedy.
 */
export const readConfig = (sources: ConfigSources): Config => {
  const { settings, faults } = readSettings(sources);
  const maxRunning = readMaxRunning(sources, faults);
  const providers = readProviders(sources, faults);
  const analyzers = readAnalyzers(sources.file, dataFolderOf(sources.flags, sources.env, sources.place), faults);
  faults.push(...unknownEntries(sources.file), ...masterKeyFaults(sources));
  if (faults.length > 0) throw new Failure("bad_option", { detail: faults.join(" ") });
  return withDefaults({ settings, providers, maxRunning, analyzers }, sources);
};

interface ReadValues {
  readonly settings: Settings;
  readonly providers: readonly ProviderEntry[];
  readonly maxRunning: Record<string, number>;
  readonly analyzers: AnalyzerModels;
}

function withDefaults({ settings, providers, maxRunning, analyzers }: ReadValues, sources: ConfigSources): Config {
  const { place } = sources;
  const onLoopback = isLoopbackHost(settings.host);
  const given = { ...DEFAULTS, log_format: place.isTerminal ? "pretty" : "json", ...settings } as const;
  return {
    host: settings.host,
    port: given.port,
    dataDir: dataFolderOf(sources.flags, sources.env, place),
    publicUrl: settings.public_url,
    auth: given.auth === "auto" ? (onLoopback ? "off" : "on") : given.auth,
    allowedPaths: absoluteFolders(settings.allowed_paths ?? (onLoopback ? ownFolders(place) : []), place),
    allowPrivateHosts: given.allow_private_hosts,
    defaultModel: given.default_model,
    bestModels: given.best_models,
    fallback: given.fallback,
    aogWaitSeconds: given.aog_wait_seconds,
    providers,
    masterKey: masterKeyIn(sources),
    maxRunning,
    analyzers,
    databaseUrl: settings.database_url,
    blobs: settings.blob_url,
    content: given.content,
    retention: { succeededDays: settings.keep_days, othersDays: settings.keep_failed_days },
    minFreeDiskMib: given.min_free_disk_mib,
    maxQueued: given.max_queued,
    pollEveryMs: settings.poll_every_ms,
    toolEnvironment: withoutAbsent({ PATH: sources.env["PATH"], NODE_COMPILE_CACHE: place.compileCacheDir }),
    log: { level: given.log_level, format: given.log_format },
  };
}

const withoutAbsent = (variables: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const ownFolders = ({ homeDir, workingDir, tempDir }: Place): string[] => [homeDir, workingDir, tempDir];

const absoluteFolders = (folders: readonly string[], { platform, workingDir }: Place): string[] =>
  folders.map((folder) => (platform === "win32" ? win32 : posix).resolve(workingDir, folder));

function readSettings({ flags, env, file }: ConfigSources): { settings: Settings; faults: string[] } {
  const faults: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const { schema, remedy } = SETTINGS[name];
    const value = flags[name] ?? env[variableOf(name)] ?? file[name];
    if (value === undefined || (value === "" && !MAY_BE_EMPTY.has(name))) continue;
    const parsed = schema.safeParse(value);
    if (parsed.success) settings[name] = parsed.data;
    else faults.push(`${variableOf(name)} cannot be ${quote(value)}. ${remedy}`);
  }
  return { settings, faults };
}

/** Where an empty text means "none"; elsewhere it means "not set", as compose files write it. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(["allowed_paths", "allow_private_hosts"]);

/** What a person wrote, shortened; a password in an address is left out. */
const quote = (value: JsonValue): string =>
  JSON.stringify(value)
    .replace(/\/\/[^\s"]*@/u, "//[redacted]@")
    .slice(0, 120);

const masterKeyIn = ({ env }: Pick<ConfigSources, "env">): string | undefined => {
  const text = env["KINORA_MASTER_KEY"]?.trim();
  return text === "" ? undefined : text;
};

/** Its value is a secret: no fault quotes it. */
const masterKeyFaults = (sources: ConfigSources): string[] =>
  (masterKeyIn(sources)?.length ?? Infinity) >= MASTER_KEY_MIN_CHARS
    ? []
    : [
        `KINORA_MASTER_KEY is too short: give at least ${MASTER_KEY_MIN_CHARS} characters of chance, such as openssl rand -base64 32 makes.`,
      ];

const MAX_RUNNING_VARIABLE = /^KINORA_([A-Z0-9_]+)_MAX_RUNNING$/u;
const runningSchema = z.union([z.number(), z.string().regex(/^\d+$/u).transform(Number)]).pipe(z.int().min(1));

/** `KINORA_LOCAL_MAX_RUNNING`, or `{"providers": {"local": {"max_running": 2}}}`; keyed by the provider's id. */
function readMaxRunning({ env, file }: ConfigSources, faults: string[]): Record<string, number> {
  const providers = jsonObjectSchema.safeParse(file["providers"] ?? {});
  if (!providers.success) faults.push('"providers" in kinora.json must be an object: {"local": {"max_running": 2}}.');
  const inFile = Object.entries(providers.data ?? {}).flatMap(([id, entry]) => {
    const value = jsonObjectSchema.safeParse(entry).data?.["max_running"];
    return value === undefined ? [] : [{ id, value, name: `providers.${id}.max_running in kinora.json` }];
  });
  const inEnv = Object.entries(env).flatMap(([name, value]) => {
    const id = MAX_RUNNING_VARIABLE.exec(name)?.[1]?.toLowerCase().replaceAll("_", "-");
    return id === undefined || value === undefined || value === "" ? [] : [{ id, value, name }];
  });
  const found: Record<string, number> = {};
  for (const { id, value, name } of [...inFile, ...inEnv]) {
    const parsed = runningSchema.safeParse(value);
    if (parsed.success) found[id] = parsed.data;
    else faults.push(`${name} cannot be ${quote(value)}. Give a whole number, 1 or more.`);
  }
  return found;
}

function unknownEntries(file: JsonObject): string[] {
  const known = new Set<string>([...SETTING_NAMES, "providers", "analyzers"]);
  return Object.keys(file)
    .filter((name) => !known.has(name))
    .map((name) => `kinora.json has an entry ${quote(name)} that means nothing: it knows ${[...known].join(", ")}.`);
}
