/**
 * Malformed requests over the routes of targets.ts against a real `kinora serve`, with keys off and on:
 *
 *   npm run fuzz:http -- [--count 100000] [--seed 1] [--minutes 30]
 *
 * Half of the count with KINORA_AUTH off, half with it on. Exit 1 at a 5xx other than 503, an answer that does not come, a
 * server that ends, or memory and open files that grow.
 */
import { parseArgs } from "node:util";
import { runFuzz } from "./run-fuzz.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "30" },
  },
});
// What was started ends with this process (test/e2e/kinora-process.ts).
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const half = Math.ceil(Number(values.count) / 2);
for (const [index, auth] of (["off", "on"] as const).entries()) {
  const report = await runFuzz({
    auth,
    count: half,
    seed: Number(values.seed) + index,
    withinMs: (Number(values.minutes) * 60_000) / 2,
  });
  console.log(JSON.stringify(report, undefined, 2));
  if (report.faults.length > 0 || report.sent < half) process.exitCode = 1;
}
