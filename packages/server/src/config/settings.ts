import { z } from "zod";
import { blobPlaceSchema, CONTENT_WAYS } from "./blob-place.ts";
import { LOG_FORMATS, LOG_LEVELS } from "../telemetry/log.ts";
import type { SettingName } from "./config.ts";

/** How one setting is read from text (a flag, a variable) or from JSON (`kinora.json`). */
interface Setting {
  readonly schema: z.ZodType;
  /** What to do when it is wrong, as a sentence. */
  readonly remedy: string;
}

const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/u).transform(Number)]).pipe(z.int());
const listSplitBy = (separator: string): z.ZodType<string[]> =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(separator))])
    .transform((parts) => parts.map((part) => part.trim()).filter((part) => part !== ""));

const days = wholeNumber.pipe(z.number().min(1).max(36_500));
const DAYS_REMEDY = "Give a whole number of days, 1 or more; unset, nothing is put away by itself.";
const hostName = z.string().regex(/^[a-z0-9:._-]+$/iu);
const webUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol))
  .transform((text) => text.replace(/\/+$/u, ""));
const hostAndPort = z.string().regex(/^.+:\d{1,5}$/u);

/** Every setting but the data folder, which `dataFolderOf` reads. */
export const SETTINGS = {
  host: { schema: hostName, remedy: "Give an address or a host name, such as 0.0.0.0." },
  port: {
    schema: wholeNumber.pipe(z.number().max(65_535)),
    remedy: "Give a whole number from 0 (any free port) to 65535.",
  },
  public_url: { schema: webUrl, remedy: "Give the address that clients use, such as https://video.example.com." },
  auth: { schema: z.enum(["auto", "on", "off"]), remedy: "Give auto, on or off." },
  allowed_paths: { schema: listSplitBy(":"), remedy: "Give absolute folders, separated by colons." },
  allow_private_hosts: {
    schema: listSplitBy(",").pipe(z.array(hostAndPort)),
    remedy: "Give host:port entries, separated by commas, such as gpu.lan:8188.",
  },
  default_model: { schema: z.string().max(256), remedy: "Give auto, or the name of a model." },
  best_models: { schema: listSplitBy(","), remedy: "Give names of models, the best first, separated by commas." },
  fallback: { schema: z.enum(["local", "off"]), remedy: "Give local or off." },
  aog_wait_seconds: {
    schema: wholeNumber.pipe(z.number().min(1).max(604_800)),
    remedy: "Give a whole number of seconds, from 1 to 604800 (a week).",
  },
  poll_every_ms: {
    schema: wholeNumber.pipe(z.number().min(1)),
    remedy: "Give a whole number of milliseconds, 1 or more.",
  },
  log_level: { schema: z.enum(LOG_LEVELS), remedy: `Give one of ${LOG_LEVELS.join(", ")}.` },
  log_format: { schema: z.enum(LOG_FORMATS), remedy: "Give pretty or json." },
  database_url: {
    schema: z.string().refine((text) => URL.canParse(text) && /^postgres(?:ql)?:$/u.test(new URL(text).protocol)),
    remedy: "Give postgres://user:password@host:5432/database; unset, records lie in the data folder, in SQLite.",
  },
  blob_url: {
    schema: blobPlaceSchema,
    remedy:
      "Give s3://bucket/prefix?endpoint=http://host:port&region=name; keys come as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Unset, files lie in the data folder.",
  },
  keep_days: { schema: days, remedy: DAYS_REMEDY },
  keep_failed_days: { schema: days, remedy: DAYS_REMEDY },
  min_free_disk_mib: { schema: wholeNumber, remedy: "Give a whole number of mebibytes; 0 never refuses work." },
  max_queued: {
    schema: wholeNumber.pipe(z.number().min(1)),
    remedy: "Give how many generations may wait, 1 or more.",
  },
  content: { schema: z.enum(CONTENT_WAYS), remedy: "Give stream or redirect." },
} as const satisfies Record<Exclude<SettingName, "data_dir">, Setting>;

export type Settings = { readonly [Name in keyof typeof SETTINGS]?: z.output<(typeof SETTINGS)[Name]["schema"]> };

export const SETTING_NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];

export const variableOf = (name: SettingName): string => `KINORA_${name.toUpperCase()}`;
