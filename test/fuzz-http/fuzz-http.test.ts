import { expect, test } from "vitest";
import { runFuzz } from "./run-fuzz.ts";

test.each(["off", "on"] as const)(
  "two thousand malformed requests with keys %s: no 5xx but a declared 503, no crash, no hang",
  async (auth) => {
    const report = await runFuzz({ auth, count: 2000, seed: 11, withinMs: 150_000 });
    expect(report.faults).toEqual([]);
    expect(report.sent).toBe(2000);
    // Most of it must reach the routes: a run that is only turned away at the door shows nothing.
    expect(report.ends["400"]).toBeGreaterThan(200);
  },
  240_000,
);
