import { asError } from "./as-error.ts";

/** What stands in the place of a secret. */
const REDACTED = "[redacted]";

/** Headers whose values are secrets, whoever sends them. */
const SECRET_HEADER =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|x-(?:.*-)?(?:token|secret|signature)|(?:.*-)?api-?key)$/iu;

/** Names of query parameters, JSON members and form fields that carry keys or signatures. */
const SECRET_NAME =
  "(?:[a-z0-9_-]*(?:api[_-]?key|access[_-]?key(?:[_-]?id)?|auth[_-]?key|token|secret|password|signature|credential)|sig|key|auth)";

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Authorization: Bearer …, Basic …, Key … (fal), Token …
  [/\b(bearer|basic|key|token)\s+[A-Za-z0-9._~+/:=-]{8,}/giu, `$1 ${REDACTED}`],
  // https://user:password@host
  [/(\/\/)[^\s/?#@]{1,512}@/gu, `$1${REDACTED}@`],
  // ?X-Amz-Signature=…, &key=…
  [new RegExp(`([?&;]${SECRET_NAME}=)[^&#\\s"'<>]+`, "giu"), `$1${REDACTED}`],
  // "api_key": "…"
  [new RegExp(`("${SECRET_NAME}"\\s*:\\s*")[^"]+`, "giu"), `$1${REDACTED}`],
  // Keys that announce themselves.
  [/\b(?:sk|whsec|r8|hf|ghp)[-_][A-Za-z0-9_-]{8,}/gu, REDACTED],
];

/** Takes secrets out of what is shown to people or written to logs. */
export interface Redactor {
  text(text: string): string;
  /** The same headers, with lower-case names. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  /** An error that says the same without secrets; its cause is kept in the same way. */
  error(error: unknown): Error;
}

/**
 * A redactor that knows `secrets` word for word (also percent-encoded and in base64), and recognises the usual places of
 * others: Authorization values, users in URLs, signed query parameters, JSON members named like keys.
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = secrets.filter((secret) => secret !== "").flatMap(spellings);
  // The longest first, so that a secret that contains another leaves no rest.
  const ordered = [...new Set(known)].sort((a, b) => b.length - a.length);
  const text = (input: string): string => {
    const withoutKnown = ordered.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), input);
    return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), withoutKnown);
  };
  const redactHeader = ([name, value]: [string, string]): [string, string] => [
    name.toLowerCase(),
    SECRET_HEADER.test(name) ? REDACTED : text(value),
  ];
  return {
    text,
    headers: (headers) => Object.fromEntries(Object.entries(headers).map(redactHeader)),
    error: (error) => redactError(error, text),
  };
}

const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64"),
];

/** A copy, for the original's other fields (a request, a URL, headers) would be shown too. */
function redactError(thrown: unknown, text: (input: string) => string): Error {
  const error = asError(thrown);
  const cause = error.cause instanceof Error ? { cause: redactError(error.cause, text) } : {};
  const copy = new Error(text(error.message), cause);
  copy.name = error.name;
  if (error.stack !== undefined) copy.stack = text(error.stack);
  if ("code" in error && typeof error.code === "string") Object.assign(copy, { code: error.code });
  return copy;
}
