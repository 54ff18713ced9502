/**
 * Many generations running upstream at once on one node:
 *
 *   npm run bench:inflight -- [--generations 10000] [--hold 120] [--films 300]
 *
 * `kinora serve` over a fresh data folder, with ten accounts at the fake upstream (test/fake-upstream), whose tasks run until
 * all of them are there and were polled for `--hold` seconds; then they end, `--films` of them with a film, the others with
 * a failure (each film is checked in a process of its own, for about half a second of processor time, which is not what is
 * measured here). Told of the server's process: resident memory, event-loop delay (sampled every 10 ms), polls a
 * second. Reads /proc: Linux only. Exit 1 when a bound is missed.
 */
import { readFileSync } from "node:fs";
import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type GenerationView, isSettled } from "@kinora/contract";
import sharp from "sharp";
import { openWorkbench, startServer } from "../../test/e2e/kinora-process.ts";
import { openFakeUpstream } from "../../test/fake-upstream/index.ts";

const ACCOUNTS = 10;
/** packages/providers/src/fal: what one account may ask in a second. */
const READS_PER_SECOND = 10;
const BOUNDS = { residentMb: 500, p99Ms: 50 };
const CALLERS = 24;
const A_DAY_MS = 86_400_000;

const { values } = parseArgs({
  options: {
    generations: { type: "string", default: "10000" },
    hold: { type: "string", default: "120" },
    films: { type: "string", default: "300" },
  },
});
const total = Number(values.generations);
const holdSeconds = Number(values.hold);
const films = Math.min(total, Number(values.films));

const fake = await openFakeUpstream({ queueMs: 0, runMs: A_DAY_MS / 2 });
const accounts = Array.from({ length: ACCOUNTS }, (_, index) => `account${index}`);
const probe = fileURLToPath(new URL("probe-loop.js", import.meta.url));
const bench = await openWorkbench({
  ...Object.fromEntries(accounts.map((name) => [`KINORA_${name.toUpperCase()}_API_KEY`, fake.key])),
  KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
  KINORA_LOG_LEVEL: "error",
});
const probeDir = join(bench.folder, "probe");
await mkdir(probeDir);
await mkdir(bench.dataDir);
await writeFile(
  join(bench.dataDir, "kinora.json"),
  JSON.stringify({
    providers: Object.fromEntries(
      accounts.map((name) => [
        name,
        { kind: "fal", base_url: fake.urlOf("fal"), max_running: Math.ceil(total / ACCOUNTS) },
      ]),
    ),
  }),
);
process.env["NODE_OPTIONS"] = `--import=${probe}`;
process.env["KINORA_BENCH_PROBE_DIR"] = probeDir;

interface Probed {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** The most polls that were sent in one second. */
  readonly mostPolls: number;
}

const residentMb = (pid: number, line: "VmRSS" | "VmHWM"): number => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, "mu").exec(status)?.[1]) * 1024) / 1e6;
};

const probed = async (pid: number): Promise<Probed> => {
  process.kill(pid, "SIGUSR2");
  await sleep(500);
  return JSON.parse(readFileSync(join(probeDir, `${pid}.json`), "utf8")) as Probed;
};

const told: string[] = [];
const missed: string[] = [];
let mostPollsInASecond = 0;
const tell = async (phase: string, seconds: number, pid: number): Promise<void> => {
  const { p50, p99, max, mostPolls } = await probed(pid);
  mostPollsInASecond = Math.max(mostPollsInASecond, mostPolls);
  const resident = residentMb(pid, "VmRSS");
  told.push(
    [
      phase.padEnd(10),
      seconds.toFixed(0).padStart(7),
      resident.toFixed(0).padStart(9),
      p50.toFixed(1).padStart(8),
      p99.toFixed(1).padStart(8),
      max.toFixed(0).padStart(8),
    ].join(" "),
  );
  console.log(told.at(-1));
  if (p99 > BOUNDS.p99Ms) missed.push(`event-loop delay while ${phase}: ${p99.toFixed(0)} ms`);
};

try {
  const still = (
    await sharp({ create: { width: 480, height: 360, channels: 3, background: "#456" } })
      .jpeg({ quality: 60 })
      .toBuffer()
  ).toString("base64");
  const server = await startServer(bench);
  console.log(`${total} generations, ${ACCOUNTS} accounts`);
  console.log("phase      seconds   RSS, MB  p50, ms  p99, ms  max, ms");

  const create = async (number: number): Promise<void> => {
    const response = await fetch(`${server.url}/api/v1/generations`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `inflight-${number}` },
      body: JSON.stringify({
        image: { base64: still },
        model: `${accounts[number % ACCOUNTS] ?? ""}/fal-ai/wan/v2.6/image-to-video`,
        prompt: `clouds marker:g${number}`,
      }),
    });
    if (!response.ok) throw new Error(await response.text());
    await response.arrayBuffer();
  };

  fake.rules([{ on: "submit", times: total - films, does: { kind: "fate", fate: "fails" } }]);
  let begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (next < total) await create(next++);
    }),
  );
  while (fake.tasks().length < total) await sleep(200);
  await tell("coming", (performance.now() - begun) / 1000, server.pid);

  begun = performance.now();
  const pollsBefore = fake.report.requests.poll ?? 0;
  await sleep(holdSeconds * 1000);
  await tell("held", holdSeconds, server.pid);
  const polls = (fake.report.requests.poll ?? 0) - pollsBefore;

  begun = performance.now();
  fake.setTiming({ runMs: 0 });
  const isOver = async (): Promise<boolean> => {
    for (const status of ["queued", "submitting", "running", "collecting"]) {
      const answer = await fetch(`${server.url}/api/v1/generations?limit=1&status=${status}`);
      if (((await answer.json()) as { data: unknown[] }).data.length > 0) return false;
    }
    return true;
  };
  while (!(await isOver())) await sleep(1000);
  await tell("ending", (performance.now() - begun) / 1000, server.pid);

  const ends = new Map<string, number>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await (await fetch(`${server.url}/api/v1/generations?limit=100${query}`)).json()) as {
      data: GenerationView[];
      next_cursor: string | null;
    };
    for (const { status } of page.data) ends.set(status, (ends.get(status) ?? 0) + 1);
    if (!page.data.every(({ status }) => isSettled(status))) missed.push("a generation did not end");
    cursor = page.next_cursor;
  }
  const most = residentMb(server.pid, "VmHWM");
  if (most > BOUNDS.residentMb) missed.push(`resident memory: ${most.toFixed(0)} MB`);
  if (mostPollsInASecond > ACCOUNTS * READS_PER_SECOND * 1.1) missed.push("more polls than the accounts may");
  console.log(`most memory ${most.toFixed(0)} MB (at most ${BOUNDS.residentMb})`);
  console.log(
    `polls while held: ${(polls / holdSeconds).toFixed(0)} a second; at most ${mostPollsInASecond} in one, whenever (allowed ${ACCOUNTS * READS_PER_SECOND})`,
  );
  console.log(`ended: ${[...ends].map(([status, count]) => `${count} ${status}`).join(", ")}`);
} finally {
  await bench[Symbol.asyncDispose]();
  await fake.close();
}
for (const bound of missed) console.log(`MISSED ${bound}`);
process.exitCode = missed.length === 0 ? 0 : 1;
