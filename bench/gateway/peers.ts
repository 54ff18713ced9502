/**
 * What a request costs at the gateway, beside gateways that only pass it on:
 *
 *   npm run bench:gateway -- [--seconds 5] [--rounds 3]
 *
 * `kinora serve` with keys on and SQLite at synchronous = FULL: a durable create (POST /api/v1/generations; on the disk before
 * it is answered), a status (GET of one) and 5 MiB of content, at 1 and 32 connections, in turn with a bare Node proxy, nginx
 * and @portkey-ai/gateway, which pass the same bytes on to one upstream that answers at once. Medians over the rounds. The
 * created generations wait for one of the fake upstream that never ends, so no rendering takes the machine from them.
 * Bounds: p50 at one connection <= 2 ms; twice Portkey's requests a second at 32; content >= 0.8 of the bare proxy's.
 */
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClient } from "@kinora/sdk";
import autocannon from "autocannon";
import sharp from "sharp";
import { openWorkbench, startServer } from "../../test/e2e/kinora-process.ts";
import { openFakeUpstream } from "../../test/fake-upstream/index.ts";
import { openPeers, type Peer } from "./peers/open-peers.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, rounds: { type: "string", default: "3" } },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

interface Task {
  readonly name: string;
  readonly connections: number;
  readonly request: (who: Side) => { method: "GET" | "POST"; path: string; body?: string };
}

/** Somebody who is measured, and the paths that it has. */
interface Side extends Peer {
  readonly create: { readonly path: string; readonly body: string };
  readonly status: string;
  readonly content: string;
}

interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  readonly megabytes: number;
}

const create = ({ create: { path, body } }: Side) => ({ method: "POST", path, body }) as const;
const status = (side: Side) => ({ method: "GET", path: side.status }) as const;
const content = (side: Side) => ({ method: "GET", path: side.content }) as const;
const TASKS: readonly Task[] = [
  { name: "create, 1 connection", connections: 1, request: create },
  { name: "create, 32 connections", connections: 32, request: create },
  { name: "status, 1 connection", connections: 1, request: status },
  { name: "status, 32 connections", connections: 32, request: status },
  { name: "5 MiB of content, 4 connections", connections: 4, request: content },
];

/** Latencies come in whole milliseconds from autocannon: with one connection the mean is the wall time over the requests. */
const measure = async (side: Side, { connections, request }: Task): Promise<Figures> => {
  const { method, path, body } = request(side);
  const given = body === undefined ? {} : { body };
  const headers = { "content-type": "application/json", ...side.headers };
  const result = await autocannon({
    url: `${side.url}${path}`,
    method,
    connections,
    duration: seconds,
    headers,
    ...given,
  });
  if (result.non2xx + result.errors + result.timeouts > 0) {
    throw new Error(
      `${side.name}: ${result.non2xx} refused, ${result.errors} errors, ${result.timeouts} without answer`,
    );
  }
  const perSecond = result.requests.total / result.duration;
  const p50Ms = connections === 1 ? Math.max(result.latency.p50, 1000 / perSecond) : result.latency.p50;
  return { p50Ms, p99Ms: result.latency.p99, perSecond, megabytes: result.throughput.average / 1e6 };
};

/** The owner's token, as other commands on this data folder read it. */
const tokenOf = (dataDir: string): string =>
  (JSON.parse(readFileSync(join(dataDir, "owner.json"), "utf8")) as { token: string }).token;

/** autocannon makes text of what it reads, which for a film takes longer than its sending: here the bytes are only counted. */
const drain = async (side: Side, { connections, request }: Task): Promise<Figures> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tookMs: number[] = [];
  let bytes = 0;
  const begun = performance.now();
  const one = async (): Promise<void> => {
    const from = performance.now();
    const sent = get(`${side.url}${request(side).path}`, { agent, headers: side.headers });
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    if (answer.statusCode !== 200) throw new Error(`${side.name} answered ${answer.statusCode}`);
    answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
    await once(answer, "end");
    tookMs.push(performance.now() - from);
  };
  const keepOn = async (): Promise<void> => {
    while (performance.now() - begun < seconds * 1000) await one();
  };
  await Promise.all(Array.from({ length: connections }, keepOn));
  const wall = (performance.now() - begun) / 1000;
  agent.destroy();
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), perSecond: sorted.length / wall, megabytes: bytes / wall / 1e6 };
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

const missed: string[] = [];

/** What Kinora has to keep to, beside the others. */
const hold = (task: Task, of: (name: string, figure: (one: Figures) => number) => number): void => {
  if (task.connections === 1 && of("kinora", (one) => one.p50Ms) > 2) missed.push(`${task.name}: p50 over 2 ms`);
  if (task.connections === 32) {
    const share = of("kinora", (one) => one.perSecond) / of("@portkey-ai/gateway", (one) => one.perSecond);
    console.log(`kinora: ${share.toFixed(2)} times Portkey's requests a second`);
    if (share < 2) missed.push(`${task.name}: ${share.toFixed(2)} of Portkey's, at least 2 wanted`);
  }
  if (task.request === content) {
    const share = of("kinora", (one) => one.megabytes) / of("bare Node proxy", (one) => one.megabytes);
    console.log(`kinora: ${share.toFixed(2)} of the bare proxy's bytes a second`);
    if (share < 0.8) missed.push(`${task.name}: ${share.toFixed(2)} of the bare proxy's, at least 0.8 wanted`);
  }
};

/** All sides in turn, round by round, so that all see the same machine. */
const compare = async (task: Task, sides: readonly Side[]): Promise<void> => {
  const seen = new Map(sides.map((side) => [side.name, [] as Figures[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) seen.get(side.name)?.push(await (task.request === content ? drain : measure)(side, task));
  }
  const of = (name: string, figure: (one: Figures) => number): number =>
    median((seen.get(name) ?? []).map((one) => figure(one)));
  console.log(`\n${task.name}`);
  for (const name of seen.keys()) {
    const cells = [
      `p50 ${of(name, (one) => one.p50Ms)
        .toFixed(2)
        .padStart(7)} ms`,
      `p99 ${of(name, (one) => one.p99Ms)
        .toFixed(0)
        .padStart(4)} ms`,
      `${of(name, (one) => one.perSecond)
        .toFixed(0)
        .padStart(7)} a second`,
      `${of(name, (one) => one.megabytes)
        .toFixed(1)
        .padStart(7)} MB a second`,
    ];
    console.log([name.padEnd(22), ...cells].join("  "));
  }
  hold(task, of);
};

const folder = mkdtempSync(join(tmpdir(), "kinora-peers-"));
const fake = await openFakeUpstream({ queueMs: 0, runMs: 86_400_000 });
const bench = await openWorkbench({
  KINORA_AUTH: "on",
  KINORA_LOG_LEVEL: "error",
  // One generation is under way there for ever, and all others wait for it.
  DASHSCOPE_API_KEY: fake.key,
  DASHSCOPE_BASE_URL: fake.urlOf("dashscope"),
  KINORA_DASHSCOPE_MAX_RUNNING: "1",
});
try {
  using peers = await openPeers(folder);
  const server = await startServer(bench);

  const admin = createClient({ baseUrl: server.url, token: tokenOf(bench.dataDir) });
  const { key } = await admin.createKey({ name: "bench" });
  const client = createClient({ baseUrl: server.url, token: key });
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#456" } })
    .jpeg()
    .toBuffer();
  const { id: upload } = await client.upload(new Blob([picture]));
  const model = "wan2.6-i2v";
  const made = await client.createGeneration({ image: { upload }, model });
  // A picture of 5 MiB that is fetched back: what is sent are stored bytes, as a film's are.
  const noise = Buffer.from(Array.from({ length: 1320 * 1320 * 3 }, (_, index) => (index * 2_654_435_761) >>> 24));
  const large = await sharp(noise, { raw: { width: 1320, height: 1320, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { id: film } = await client.upload(new Blob([large]));
  const body = JSON.stringify({ image: { upload }, model, prompt: "the clouds drift slowly" });
  const kinora: Side = {
    name: "kinora",
    url: server.url,
    headers: { authorization: `Bearer ${key}` },
    create: { path: "/api/v1/generations", body },
    status: `/api/v1/generations/${made.id}`,
    content: `/api/v1/uploads/${film}/content`,
  };
  const passing = {
    create: { path: "/v1/videos", body },
    status: "/v1/videos/video_1",
    content: "/v1/videos/video_1/content",
  };
  const sides: Side[] = [kinora, ...peers.all.map((peer) => ({ ...peer, ...passing }))];
  console.log(
    `${cpus()[0]?.model ?? "?"} × ${availableParallelism()}, load ${loadavg()[0]?.toFixed(1) ?? "?"}, Node ${process.version}, ${rounds} rounds of ${seconds} s; large content ${(large.length / 2 ** 20).toFixed(1)} MiB`,
  );
  for (const task of TASKS) await compare(task, sides);
  for (const bound of missed) console.log(`MISSED ${bound}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await bench[Symbol.asyncDispose]();
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
}
