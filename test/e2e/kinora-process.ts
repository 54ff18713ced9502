import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { databaseUnderTest } from "../postgres/fresh-schema.ts";

const LAUNCHER = fileURLToPath(new URL("../../packages/cli/bin/kinora.js", import.meta.url));
export const MOUNTAIN = fileURLToPath(new URL("../../examples/mountain.jpg", import.meta.url));

/** A clip that takes the embedded engine long enough to be caught at it. */
export const LONG_CLIP = ["--duration", "6", "--resolution", "1080p"] as const;
/** The quickest clip there is. */
export const SHORT_CLIP = ["--duration", "1", "--resolution", "480p"] as const;

/** The real command in a process of its own. */
export interface KinoraProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly pid: number;
  readonly said: { stdout: string; stderr: string };
  /** The exit code, or the signal that ended it. */
  readonly end: Promise<number | NodeJS.Signals>;
  /** Resolves when stdout or stderr has matched. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** A folder for one test, and the processes that work on it; all of them are gone afterwards. */
export interface Workbench extends AsyncDisposable {
  readonly folder: string;
  readonly dataDir: string;
  readonly start: (...args: string[]) => KinoraProcess;
  readonly startWith: (given: Given, ...args: string[]) => KinoraProcess;
}

/** What a command is given besides its arguments. */
export interface Given {
  /** All of its standard input; nothing otherwise. */
  readonly stdin?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** `variables` are added to the environment of each process. */
export const openWorkbench = async (variables: Readonly<Record<string, string>> = {}): Promise<Workbench> => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-e2e-"));
  const dataDir = join(folder, "data");
  const database = await databaseUnderTest();
  const records: Record<string, string> = database === undefined ? {} : { KINORA_DATABASE_URL: database.url };
  const started: KinoraProcess[] = [];
  const startWith = ({ stdin, variables: more }: Given, ...args: string[]): KinoraProcess => {
    const kinora = startKinora(args, { folder, dataDir, stdin, variables: { ...records, ...variables, ...more } });
    started.push(kinora);
    return kinora;
  };
  const start = (...args: string[]): KinoraProcess => startWith({}, ...args);
  // Whatever ends the process that started them: an interrupt, a fault.
  const onExit = (): void => {
    for (const { child } of started) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", onExit);
  const end = async (): Promise<void> => {
    process.off("exit", onExit);
    for (const { child } of started) child.kill("SIGKILL");
    await Promise.all(started.map((kinora) => kinora.end));
    await database?.drop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  return { folder, dataDir, start, startWith, [Symbol.asyncDispose]: end };
};

interface At {
  readonly folder: string;
  readonly dataDir: string;
  readonly stdin: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

const startKinora = (args: readonly string[], at: At): KinoraProcess => {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd: at.folder,
    env: { ...process.env, KINORA_DATA_DIR: at.dataDir, KINORA_SERVER: "", ...at.variables },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined).end(at.stdin);
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => (said[stream] += text));
  }
  const end = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said.stdout) ?? pattern.exec(said.stderr);
      if (found !== null) return found;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`It ended and never said ${String(pattern)}: ${said.stdout}${said.stderr}`);
      }
      await Promise.race([once(child.stdout, "data"), once(child.stderr, "data"), end]);
    }
  };
  return { child, pid: child.pid ?? 0, said, end, says };
};

/** Starts `serve` and gives its address. */
export const startServer = async (bench: Workbench): Promise<KinoraProcess & { url: string }> => {
  const kinora = bench.start("serve", "--port", "0");
  const [, url = ""] = await kinora.says(/at (http:\S+)\/ and/u);
  return { ...kinora, url };
};

export const hasProcessTree = existsSync("/proc/self/task");

/** Every living process below this one (Linux). */
export const descendantsOf = (pid: number): number[] => {
  const children = childrenOf(pid);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
};

const childrenOf = (pid: number): number[] => {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
};

export const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended; only its parent has not looked yet.
    return !/^\d+ \(.*\) Z/u.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};
