import type { DestinationStream } from "pino";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const LOG_FORMATS = ["pretty", "json"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What belongs to a fact: ids, codes, counts, and a `cause` where something went wrong. Never a body, a key or a picture. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes facts: `event` is `noun.verb` ("generation.created"), everything that varies is a field. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Where the lines go; standard error by default, since standard output belongs to results. */
  readonly destination?: DestinationStream;
}

/** Fields whose value is never written, at any of the depths where clients and providers carry them. */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "token",
  "key",
  "apiKey",
  "api_key",
  "auth_key",
  "secret",
  "password",
];
const REDACTED = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** Opens the log. Lines of JSON, or coloured ones for a person who watches. */
export const createLog = async (options: LogOptions): Promise<Log> => {
  // Loaded here: a command that logs nothing does without.
  const { pino } = await import("pino");
  const destination = options.destination ?? pino.destination({ dest: 2, sync: true });
  const logger = pino(
    {
      level: options.level,
      base: null,
      messageKey: "event",
      redact: { paths: REDACTED, censor: "[redacted]" },
      serializers: { cause: describeCause, error: describeCause },
    },
    options.format === "pretty" ? await prettyStream(destination) : destination,
  );
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
  };
};

/** Loaded only when a person watches: a server under systemd has no use for colours. */
const prettyStream = async (destination: DestinationStream): Promise<DestinationStream> => {
  const { default: pretty } = await import("pino-pretty");
  return pretty({ messageKey: "event", singleLine: true, ignore: "pid,hostname", destination });
};

/** An error with its chain of causes, as plain data: pino writes only what it is handed. */
function describeCause(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = "code" in cause ? { code: cause.code } : {};
  const deeper = cause.cause === undefined ? {} : { cause: describeCause(cause.cause) };
  return { name: cause.name, message: cause.message, ...code, stack: cause.stack, ...deeper };
}

/** A log that says nothing, for tests and for commands whose output is their result. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nothing is written.
}
