/**
 * How soon the gateway answers, and what it costs while nobody asks:
 *
 *   node bench/gateway/start-up.ts [starts, default 5]
 *
 * Each start is `kinora serve` over a fresh data folder on a free port, asked for /health every 10 ms from the moment that
 * its process was started. Goals: the first answer within 1000 ms, and at most 120 MB resident after 5 idle seconds. On a
 * busy machine the processor time until then says more than the clock. Reads /proc: Linux only.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../packages/cli/bin/kinora.js", import.meta.url));
const GOAL_MS = 1000;
const GOAL_MB = 120;
const IDLE_MS = 5000;
const ASK_EVERY_MS = 10;
const GIVE_UP_MS = 30_000;

const starts = Number(process.argv[2] ?? 5);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Start {
  readonly firstAnswerMs: number;
  /** Of all the process's threads, until the first answer. */
  readonly processorMs: number;
  readonly residentMb: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    await delay(ASK_EVERY_MS);
  }
  throw new Error(`No answer from ${url} (exit code ${child.exitCode ?? "none"}).`);
}

/** The kernel counts processor time in hundredths of a second. */
function processorMs(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1] ?? "";
  const [user, system] = afterName.split(" ").slice(11, 13).map(Number);
  return 10 * ((user ?? 0) + (system ?? 0));
}

function residentMb(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

async function measure(): Promise<Start> {
  const folder = mkdtempSync(join(tmpdir(), "kinora-bench-"));
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, [LAUNCHER, "serve", "--port", `${port}`, "--data-dir", folder], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  try {
    await untilAnswered(`http://127.0.0.1:${port}/health`, child);
    const firstAnswerMs = performance.now() - begin;
    const pid = child.pid ?? 0;
    const used = processorMs(pid);
    await delay(IDLE_MS);
    return { firstAnswerMs, processorMs: used, residentMb: residentMb(pid) };
  } finally {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(`Node ${process.version}, load ${(loadavg()[0] ?? 0).toFixed(1)}, ${starts} starts of kinora serve`);
await measure(); // fills the compile cache and the file cache, as every start but a machine's first finds them
const seen: Start[] = [];
for (let start = 0; start < starts; start += 1) seen.push(await measure());
const line = (name: string, values: readonly number[], goal: string): void => {
  const all = values.map((value) => value.toFixed(0)).join(" ");
  console.log(`${name} ${median(values).toFixed(0).padStart(5)} ${goal}  all: ${all}`);
};
line(
  "first answer             ",
  seen.map(({ firstAnswerMs }) => firstAnswerMs),
  `ms (goal ${GOAL_MS})`,
);
line(
  "processor time until then",
  seen.map((one) => one.processorMs),
  "ms            ",
);
line(
  "resident after 5 s idle  ",
  seen.map((one) => one.residentMb),
  `MB (goal ${GOAL_MB}) `,
);
console.log(`load now ${(loadavg()[0] ?? 0).toFixed(1)}`);
