/** What a person waits for: whole commands, from the shell to the finished file; and what a rendering holds in memory. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PictureSize, Resolution } from "@kinora/contract";
import { runInEngineChild } from "@kinora/engine";
import { seconds } from "./film.ts";
import { FPS, SECONDS } from "./plans.ts";

const LAUNCHER = fileURLToPath(new URL("../../../packages/cli/bin/kinora.js", import.meta.url));

export const PROMPTS = { camera: "slow push in", clouds: "the clouds drift slowly" } as const;

/** Seconds of a cold `kinora animate` over a fresh data folder, with all its processes, checks and stills. */
export function coldCommand(photo: string, prompt: string, path: string): number {
  const dataDir = mkdtempSync(join(tmpdir(), "kinora-bench-"));
  const words = ["--prompt", prompt, "--duration", `${SECONDS}`, "--fps", `${FPS}`];
  try {
    const start = seconds();
    execFileSync(process.execPath, [LAUNCHER, "animate", photo, ...words, "-o", path, "--data-dir", dataDir], {
      stdio: "pipe",
    });
    return seconds() - start;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Seconds of a flat zoom by ffmpeg (zoompan, x264 superfast), from shell to file; undefined where there is no ffmpeg. */
export function zoompan(photo: string, { width, height }: PictureSize, path: string): number | undefined {
  const frames = FPS * SECONDS;
  const zoom = `zoompan=z='1+0.12*on/${frames - 1}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=${width}x${height}:fps=${FPS},format=yuv420p`;
  const start = seconds();
  try {
    const encode = ["-c:v", "libx264", "-preset", "superfast", path];
    execFileSync("ffmpeg", ["-v", "error", "-y", "-i", photo, "-vf", zoom, ...encode], { stdio: "pipe" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return seconds() - start;
}

const WATCH_MS = 20;

/** Resident megabytes at the most so far of each process that this one started and that still runs. Linux. */
function childPeaksMb(): number[] {
  const threads = readdirSync("/proc/self/task");
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  return children.map((pid) => {
    try {
      const kib = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return kib === undefined ? 0 : (Number(kib) * 1024) / 1e6;
    } catch {
      return 0; // it has just ended
    }
  });
}

/** Peak resident memory, MB, of the process that renders a clip; undefined where /proc does not tell. */
export async function peakMemoryMb(still: string, prompt: string, resolution: Resolution): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const folder = mkdtempSync(join(tmpdir(), "kinora-bench-"));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, ...childPeaksMb());
  }, WATCH_MS);
  try {
    const order = {
      stillPath: still,
      outputPath: join(folder, "clip.mp4"),
      prompt,
      motion: undefined,
      seed: 1,
      durationSeconds: SECONDS,
      fps: FPS,
      loop: false,
      resolution,
      software: "bench",
    };
    await runInEngineChild({ kind: "render", order }, { signal: new AbortController().signal });
    return peak;
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true, force: true });
  }
}
