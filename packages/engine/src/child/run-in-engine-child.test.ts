import { type ChildProcess, spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { motionPlanSchema, type PlannedMotion } from "@kinora/contract";
import { encodeStill } from "@kinora/media";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { syntheticPicture } from "../testing/synthetic-scene.ts";
import type { EngineRequest } from "./engine-messages.ts";
import { runInEngineChild, startEngineChild } from "./run-in-engine-child.ts";

let dir: string;
let stillPath: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "kinora-engine-child-"));
  stillPath = join(dir, "still.png");
  await writeFile(stillPath, await encodeStill(syntheticPicture(160, 120), { format: "png", maxSidePx: 160 }));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A clip at 5 fps, 320 × 240 px: a still is enlarged at most twice. */
const renderOf = (name: string, durationSeconds = 1): EngineRequest => ({
  kind: "render",
  order: {
    stillPath,
    outputPath: join(dir, name),
    resolution: "480p",
    software: "test",
    prompt: "slow zoom in",
    motion: undefined,
    seed: 7,
    durationSeconds,
    fps: 5,
    loop: false,
  },
});
const never = () => new AbortController().signal;

/** Whether a process still runs; one that only waits for its parent to take note has ended. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== "linux") return true;
    return !/^\d+ \(.*\) Z/su.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
const ended = (pid: number): Promise<void> =>
  vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000, interval: 20 });

/** Runs `act`, and says which child processes were started meanwhile. */
async function childrenOf(act: () => Promise<unknown>): Promise<readonly number[]> {
  const pids: number[] = [];
  const note = (message: unknown): void => void pids.push((message as { process: ChildProcess }).process.pid!);
  subscribe("child_process", note);
  try {
    await act();
  } finally {
    unsubscribe("child_process", note);
  }
  return pids;
}

test("a clip is made in a process of its own, which tells its plan and its progress and is gone at the end", async () => {
  const plans: PlannedMotion[] = [];
  const news: [string, number][] = [];
  const pids = await childrenOf(() =>
    runInEngineChild(renderOf("clip.mp4"), {
      signal: never(),
      onPlanned: (planned) => plans.push(planned),
      onProgress: (stage, progress) => news.push([stage, progress]),
    }),
  );
  expect(plans.map(({ plan }) => motionPlanSchema.parse(plan).camera.type)).toEqual(["zoom_in"]);
  expect([...new Set(news.map(([stage]) => stage))]).toEqual(["reading", "analysing", "preparing", "rendering"]);
  expect(news.filter(([stage]) => stage === "rendering")).toHaveLength(5);
  expect(news.map(([, progress]) => progress)).toEqual(news.map(([, progress]) => progress).toSorted((a, b) => a - b));
  expect((await readFile(join(dir, "clip.mp4"))).subarray(4, 8).toString()).toBe("ftyp");
  expect(pids.map(isAlive)).toEqual([false]);
});

test("an abort ends the process within a second, and the call rejects with its reason", async () => {
  const stop = new AbortController();
  const reason = new Error("the person changed their mind");
  let abortedAt = 0;
  const pids = await childrenOf(async () => {
    const rendering = runInEngineChild(renderOf("never.mp4", 60), {
      signal: stop.signal,
      onProgress(stage) {
        if (stage !== "rendering" || stop.signal.aborted) return;
        abortedAt = performance.now();
        stop.abort(reason);
      },
    });
    await expect(rendering).rejects.toBe(reason);
  });
  expect(performance.now() - abortedAt).toBeLessThan(1000);
  expect(pids.map(isAlive)).toEqual([false]);
});

test("with a signal that is aborted already, no process is started", async () => {
  const pids = await childrenOf(async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(runInEngineChild({ kind: "inspect", stillPath }, { signal })).rejects.toThrow("too late");
  });
  expect(pids).toEqual([]);
});

test("a child that was started ahead does the work, and no other is started", async () => {
  const child = startEngineChild();
  const pids = await childrenOf(() => runInEngineChild({ kind: "inspect", stillPath }, { signal: never(), child }));
  expect(pids).toEqual([]);
  expect(isAlive(child.pid!)).toBe(false);
});

test("a child that looked at the picture ahead makes the same film", async () => {
  await runInEngineChild(renderOf("plain.mp4"), { signal: never() });
  const child = startEngineChild({}, { stillPath, prompt: "slow zoom in" });
  await runInEngineChild(renderOf("ahead.mp4"), { signal: never(), child });
  expect(await readFile(join(dir, "ahead.mp4"))).toEqual(await readFile(join(dir, "plain.mp4")));
});

test("a child that was started ahead and died meanwhile is replaced", async () => {
  const child = startEngineChild();
  child.kill("SIGKILL");
  await once(child, "close");
  const inspection = await runInEngineChild({ kind: "inspect", stillPath }, { signal: never(), child });
  expect(inspection.width).toBe(160);
});

test("a child that was started ahead ends with its parent, without an order too", async () => {
  const source = `
    import { startEngineChild } from ${JSON.stringify(new URL("run-in-engine-child.ts", import.meta.url).href)};
    console.log(startEngineChild().pid);
    setInterval(() => {}, 1000);`;
  await ended(await orphan(source));
});

/** Ends each of the next `times` children by a fault of its own as soon as it tells of progress. */
const crashing = (times: number): { readonly signal: AbortSignal; readonly onProgress: () => void } => {
  const running: ChildProcess[] = [];
  const note = (message: unknown): void => void running.push((message as { process: ChildProcess }).process);
  subscribe("child_process", note);
  onTestFinished(() => void unsubscribe("child_process", note));
  let left = times;
  const onProgress = (): void => {
    const child = running.at(-1);
    if (left === 0 || child?.signalCode !== null) return;
    left -= 1;
    child.kill("SIGSEGV");
  };
  return { signal: never(), onProgress };
};

test("a crash of the process makes another one do the work; a second crash is the end", async () => {
  await runInEngineChild(renderOf("crashed-once.mp4", 2), crashing(1));
  expect((await readFile(join(dir, "crashed-once.mp4"))).byteLength).toBeGreaterThan(1_000);
  await expect(runInEngineChild(renderOf("crashed-twice.mp4", 2), crashing(2))).rejects.toMatchObject({
    code: "engine_failed",
    message: "The engine's process was ended by SIGSEGV.",
  });
});

test("a still that is none is image_unreadable, as the child said it", async () => {
  const broken = join(dir, "broken.jpg");
  await writeFile(broken, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from("not a picture")]));
  const asked = runInEngineChild({ kind: "inspect", stillPath: broken }, { signal: never() });
  await expect(asked).rejects.toMatchObject({ code: "image_unreadable" });
});

test("a child that needs more memory than it may have is ended, and the sentence says what to do", async () => {
  const asked = runInEngineChild(renderOf("large.mp4", 60), { signal: never(), maxRssBytes: 1_000_000 });
  await expect(asked).rejects.toMatchObject({
    code: "engine_failed",
    message: expect.stringContaining("more memory than it may have: ask for a smaller resolution") as string,
  });
});

test("a child that takes too long is ended, and the sentence says what to do", async () => {
  const asked = runInEngineChild(renderOf("long.mp4", 60), { signal: never(), timeLimitMs: 50 });
  await expect(asked).rejects.toMatchObject({
    code: "engine_failed",
    message: expect.stringContaining("took longer than it may: ask for a shorter clip") as string,
  });
});

test("a child sees nothing of our environment", async () => {
  // Were it inherited, this would end the child before it began.
  vi.stubEnv("NODE_OPTIONS", "--import=file:///there-is-no-such-module.js");
  try {
    const wish = { prompt: "zoom out", motion: undefined, seed: 1, durationSeconds: 1, fps: 5, loop: false };
    const { plan } = await runInEngineChild({ kind: "plan", stillPath, wish }, { signal: never() });
    expect(plan.camera.type).toBe("zoom_out");
  } finally {
    vi.unstubAllEnvs();
  }
});

/** Starts a parent that starts a child and prints the child's pid; kills the parent at once, and gives that pid. */
async function orphan(parentSource: string): Promise<number> {
  const script = join(dir, "parent.ts");
  await writeFile(script, parentSource);
  const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
  const pid = Number(line);
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
  });
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  return pid;
}

test("a child whose parent is killed ends itself in the middle of its work", async () => {
  const source = `
    import { subscribe } from "node:diagnostics_channel";
    import { runInEngineChild } from ${JSON.stringify(new URL("run-in-engine-child.ts", import.meta.url).href)};
    let child;
    subscribe("child_process", (message) => { child = message.process; });
    await runInEngineChild(${JSON.stringify(renderOf("orphan.mp4", 60))}, {
      signal: new AbortController().signal,
      onProgress(stage) { if (stage === "rendering") console.log(child.pid); },
    });`;
  await ended(await orphan(source));
});

test("it does so too while its main thread is busy", async () => {
  const busy = join(dir, "busy.ts");
  await writeFile(
    busy,
    `import { Worker } from "node:worker_threads";
     const watch = new URL(${JSON.stringify(new URL("orphan-watch.ts", import.meta.url).href)});
     const looking = new Worker(watch, { workerData: { parentPid: process.ppid } });
     looking.once("online", () => process.send?.("busy", () => { for (;;); }));`,
  );
  const source = `
    import { fork } from "node:child_process";
    const child = fork(${JSON.stringify(busy)}, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.once("message", () => console.log(child.pid));`;
  await ended(await orphan(source));
});
