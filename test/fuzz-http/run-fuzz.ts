import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Chance, chanceFrom } from "../../bench/engine/fuzz/chance.ts";
import { openWorkbench, startServer, type Workbench } from "../e2e/kinora-process.ts";
import { type Credentials, makeRequest } from "./make-request.ts";
import { type Outcome, send } from "./send.ts";

export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  readonly auth: "on" | "off";
  /** No request is begun after this many milliseconds. */
  readonly withinMs: number;
}

/** What a run has shown. */
export interface FuzzReport {
  readonly auth: "on" | "off";
  readonly sent: number;
  readonly seconds: number;
  /** How many answers of each status, or of what else happened. */
  readonly ends: Readonly<Record<string, number>>;
  /** Each as a sentence; empty when all is well. */
  readonly faults: readonly string[];
  /** Resident memory of the server, in MiB; undefined where the system does not tell. */
  readonly rssMiB: { readonly warm: number; readonly most: number; readonly end: number } | undefined;
  readonly openFiles: { readonly warm: number; readonly end: number } | undefined;
}

const AT_ONCE = 24;
/** Requests after which the server is warm: what it loads lazily is loaded. */
const WARM_AFTER = 1000;
const LOOK_EVERY = 500;
/** More than this over the warm server would grow without bound in a day. */
const MOST_GROWTH_MIB = 400;
const MOST_MORE_FILES = 64;

/** 503 is declared: the server is full, or stopping. */
const faultOf = (label: string, outcome: Outcome): string | undefined => {
  switch (outcome.kind) {
    case "hung":
      return `no answer: ${label}`;
    case "refused":
      return `no connection (${outcome.why}): ${label}`;
    case "status":
      return outcome.status >= 500 && outcome.status !== 503
        ? `${outcome.status} ${outcome.code ?? ""}: ${label}`
        : undefined;
    case "closed":
    case "dropped":
      return undefined;
  }
};

interface Looks {
  readonly rss: () => number | undefined;
  readonly files: () => number | undefined;
}

const MIB_IN_KIB = 1024;

const lookAt = (pid: number): Looks => ({
  rss: () => {
    try {
      const kib = /^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return kib === undefined ? undefined : Math.round(Number(kib) / MIB_IN_KIB);
    } catch {
      return undefined;
    }
  },
  files: () => {
    try {
      return readdirSync(`/proc/${pid}/fd`).length;
    } catch {
      return undefined;
    }
  },
});

const credentialsOf = async (bench: Workbench): Promise<Credentials> => {
  const { token } = JSON.parse(await readFile(join(bench.dataDir, "owner.json"), "utf8")) as { token: string };
  const right = `Bearer ${token}`;
  return [right, right, undefined, "Bearer sk-made-up", "Basic eDp5", "Bearer ", `Bearer ${"x".repeat(9000)}`];
};

interface Tally {
  sent: number;
  readonly ends: Record<string, number>;
  readonly faults: string[];
  readonly rss: number[];
  files: number | undefined;
}

interface Run {
  readonly options: FuzzOptions;
  readonly port: number;
  readonly chance: Chance;
  readonly credentials: Credentials;
  readonly looks: Looks;
  readonly tally: Tally;
}

const note = ({ tally, looks }: Run, label: string, outcome: Outcome): void => {
  const end = outcome.kind === "status" ? String(outcome.status) : outcome.kind;
  tally.ends[end] = (tally.ends[end] ?? 0) + 1;
  const fault = faultOf(label, outcome);
  if (fault !== undefined) tally.faults.push(fault);
  const done = Object.values(tally.ends).reduce((sum, count) => sum + count, 0);
  if (done < WARM_AFTER || done % LOOK_EVERY !== 0) return;
  const rss = looks.rss();
  if (rss !== undefined) tally.rss.push(rss);
  tally.files ??= looks.files();
};

const sendAll = async (run: Run): Promise<void> => {
  const { options, tally, chance, credentials, port } = run;
  const until = performance.now() + options.withinMs;
  const sender = async (): Promise<void> => {
    // A server that is gone answers nothing: some faults are enough to say so.
    while (tally.sent < options.count && performance.now() < until && tally.faults.length < 50) {
      tally.sent += 1;
      const request = makeRequest(chance, credentials);
      note(run, request.label, await send(port, request));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
};

const growthOf = ({ rss, files }: Tally, looks: Looks): Pick<FuzzReport, "rssMiB" | "openFiles"> => {
  const [warm] = rss;
  const [endRss, endFiles] = [looks.rss(), looks.files()];
  return {
    rssMiB: warm === undefined || endRss === undefined ? undefined : { warm, most: Math.max(...rss), end: endRss },
    openFiles: files === undefined || endFiles === undefined ? undefined : { warm: files, end: endFiles },
  };
};

const growthFaults = ({ rssMiB, openFiles }: Pick<FuzzReport, "rssMiB" | "openFiles">): string[] => [
  ...(rssMiB !== undefined && rssMiB.most - rssMiB.warm > MOST_GROWTH_MIB
    ? [`memory grew from ${rssMiB.warm} to ${rssMiB.most} MiB`]
    : []),
  ...(openFiles !== undefined && openFiles.end - openFiles.warm > MOST_MORE_FILES
    ? [`open files grew from ${openFiles.warm} to ${openFiles.end}`]
    : []),
];

/** A real `kinora serve`, and as many strange requests as are asked for. */
export const runFuzz = async (options: FuzzOptions): Promise<FuzzReport> => {
  await using bench = await openWorkbench({
    KINORA_AUTH: options.auth,
    KINORA_LOG_FORMAT: "json",
    KINORA_LOG_LEVEL: "error",
  });
  const server = await startServer(bench);
  const looks = lookAt(server.pid);
  const tally: Tally = { sent: 0, ends: {}, faults: [], rss: [], files: undefined };
  const port = Number(new URL(server.url).port);
  const credentials = await credentialsOf(bench);
  const begin = performance.now();
  await sendAll({ options, port, chance: chanceFrom(options.seed), credentials, looks, tally });
  const seconds = (performance.now() - begin) / 1000;
  const health = await fetch(`${server.url}/health`, { signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
  const growth = growthOf(tally, looks);
  server.child.kill("SIGTERM");
  const end = await server.end;
  const faults = [
    ...tally.faults,
    ...growthFaults(growth),
    ...(health?.status === 200 ? [] : ["the server does not answer /health afterwards"]),
    ...(end === 0 ? [] : [`the server ended with ${end}: ${server.said.stderr.slice(-2000)}`]),
    ...server.said.stderr
      .split("\n")
      .filter((line) => line.includes("request.failed"))
      .slice(0, 10),
  ];
  return { auth: options.auth, sent: tally.sent, seconds, ends: tally.ends, faults, ...growth };
};
