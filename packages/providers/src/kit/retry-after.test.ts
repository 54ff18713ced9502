import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.parse("2026-11-22T20:00:00Z");

test.each([
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "0.5" }, 500],
  [{ "retry-after": "Sun, 22 Nov 2026 20:00:30 GMT" }, 30_000],
  [{ "retry-after": "Sun, 22 Nov 2026 19:00:00 GMT" }, 0],
  [{ "retry-after": "86400" }, 3_600_000],
  [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("%j asks to wait %s ms", (headers: Record<string, string>, waitMs) => {
  expect(retryAfterMs(headers, NOW)).toBe(waitMs);
});
