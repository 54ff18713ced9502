/**
 * Generations at a vendor that does everything wrong, while the server is killed again and again:
 *
 *   npm run chaos -- [--generations 300] [--kills 200] [--seed 1]
 *
 * A real `kinora serve` on SQLite, SIGKILL at random moments, half of them aimed within milliseconds of a submit, a poll, a
 * look at the list or a film; half of the requests name other models to fall back on. The fake upstream counts what reached it. Exit 1 when a generation was lost or submitted twice,
 * or a person is asked what could have been known.
 */
import { parseArgs } from "node:util";
import { EVERY_MISBEHAVIOUR } from "./misbehaviour.ts";
import { breachesOf, tableOf } from "./report.ts";
import { runChaos } from "./run-chaos.ts";

const { values } = parseArgs({
  options: {
    generations: { type: "string", default: "300" },
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
  },
});

/** A run of the usual size takes a quarter of an hour. */
const MOST_MS = 60 * 60_000;
const tooLong = setTimeout(() => {
  console.error("The run does not come to its end.");
  process.exit(1);
}, MOST_MS);
// What was started ends with this process (test/e2e/kinora-process.ts).
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const report = await runChaos({
  generations: Number(values.generations),
  kills: Number(values.kills),
  seed: Number(values.seed),
  rules: EVERY_MISBEHAVIOUR,
  settleWithinMs: 15 * 60_000,
  onKill: (count) => {
    if (count % 20 === 0) console.error(`${count} deaths`);
  },
});
clearTimeout(tooLong);
const breaches = breachesOf(report);
console.log(tableOf(report));
console.log(`${report.kills} kills, seed ${values.seed}, ${report.seconds.toFixed(0)} s: ${breaches.length} breaches`);
for (const breach of breaches) console.log(breach);
process.exitCode = breaches.length === 0 ? 0 : 1;
