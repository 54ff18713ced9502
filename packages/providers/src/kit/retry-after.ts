/** No wait that a vendor asks for is believed beyond this. */
const MOST_MS = 3_600_000;

/**
 * How long (ms) an answer asks to wait: `retry-after` in seconds or as a date (RFC 9110, 10.2.3), or `retry-after-ms`;
 * undefined when it does not say.
 */
export const retryAfterMs = (headers: Readonly<Record<string, string>>, nowMs: number): number | undefined => {
  const wait = inMilliseconds(headers["retry-after-ms"]) ?? inSecondsOrDate(headers["retry-after"], nowMs);
  return wait === undefined ? undefined : Math.min(Math.max(0, wait), MOST_MS);
};

const inMilliseconds = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+(\.\d+)?$/u.test(text) ? Number(text) : undefined;

const inSecondsOrDate = (text: string | undefined, nowMs: number): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/u.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at - nowMs;
};
