/**
 * From the shell to the finished file: a cold `kinora animate` over a fresh data folder, beside ffmpeg's zoompan on the same
 * photo, with the same encoder settings and with x264's superfast as it comes (the bound of `speed.ts`), and where the time goes.
 *
 *   node bench/engine/cold.ts [rounds, default 5] [photo, default examples/mountain.jpg]
 *
 * Each round makes a 4 s clip at 720p in turn with ffmpeg, with a camera move alone and with drifting clouds, so that all see
 * the same machine. Walls and ratios are medians over the rounds; the phases are medians too, so they need not add up. Node's
 * compiled modules are warm (one run before the first round): after an update of Kinora the first run takes longer.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MOVING_CAMERA_ARGS } from "../../packages/media/src/encode/x264-settings.ts";
import { checkImage } from "../../packages/media/src/index.ts";
import { outputSize, type PictureSize } from "@kinora/contract";
import { zoompan as superfastZoompan } from "./speed/commands.ts";

const fileHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const rounds = Number(process.argv[2] ?? 5);
const photo = process.argv[3] ?? fileHere("../../examples/mountain.jpg");
const PROMPTS = { camera: "slow dolly in", clouds: "the clouds drift slowly" };
const FRAMES = 120;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/** Milliseconds of a flat zoom by ffmpeg with the engine's settings of the encoder. */
function zoompan({ width, height }: PictureSize, folder: string): () => number {
  const zoom = `zoompan=z='1+0.12*on/${FRAMES - 1}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${FRAMES}:s=${width}x${height}:fps=30,format=yuv420p`;
  const args = ["-v", "error", "-y", "-i", photo, "-vf", zoom, ...MOVING_CAMERA_ARGS, join(folder, "zoompan.mp4")];
  return () => timed(() => execFileSync("ffmpeg", args));
}

type Marks = Readonly<Record<string, number>>;

interface Run {
  readonly wall: number;
  /** Milliseconds since the process began, in the order in which they came. */
  readonly marks: Marks;
}

/** One cold command, over a data folder that it makes. */
function animate(prompt: string, folder: string): Run {
  const dataDir = mkdtempSync(join(folder, "data-"));
  const trace = join(dataDir, "trace.json");
  const words = ["animate", photo, "--prompt", prompt, "-o", join(folder, "clip.mp4"), "--data-dir", dataDir];
  const command = ["--import", fileHere("cold-trace.ts"), fileHere("../../packages/cli/bin/kinora.js"), ...words];
  const env = { ...process.env, COLD_TRACE: trace };
  const wall = timed(() => execFileSync(process.execPath, command, { stdio: "pipe", env }));
  return { wall, marks: JSON.parse(readFileSync(trace, "utf8")) as Marks };
}

const PHASES = [
  ["engine started", "Node, the command line, the configuration, the data folder's lock"],
  ["gateway open", "database, HTTP server"],
  ["accepted", "picture taken in, generation on the disk"],
  ["planned", "analysis and plan, so far as not done before"],
  ["first frame", "textures, encoder, painters"],
  ["rendered", "painting and encoding"],
  ["checked", "the film decoded and checked, its stills"],
  ["end", "files kept, film handed over, closed"],
] as const;

function printPhases(name: string, runs: readonly Run[]): void {
  console.log(`\n${name}: milliseconds of each phase`);
  let before = "";
  for (const [mark, what] of PHASES) {
    const since = median(runs.map(({ marks }) => (marks[mark] ?? NaN) - (before === "" ? 0 : (marks[before] ?? NaN))));
    console.log(`${since.toFixed(0).padStart(6)}  ${mark.padEnd(15)} ${what}`);
    before = mark;
  }
}

async function main(): Promise<void> {
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  console.log(
    `${cpus()[0]?.model ?? "?"} × ${availableParallelism()}, load ${load}, Node ${process.version}, ${rounds} rounds`,
  );
  const folder = mkdtempSync(join(tmpdir(), "kinora-cold-"));
  try {
    const size = outputSize(await checkImage(photo, { maxBytes: Infinity, maxPixels: 1e9 }), "720p");
    const peer = zoompan(size, folder);
    animate(PROMPTS.camera, folder);
    const seen = { zoompan: [] as number[], superfast: [] as number[], camera: [] as Run[], clouds: [] as Run[] };
    for (let round = 0; round < rounds; round += 1) {
      seen.zoompan.push(peer());
      seen.superfast.push(1000 * (superfastZoompan(photo, size, join(folder, "superfast.mp4")) ?? NaN));
      seen.camera.push(animate(PROMPTS.camera, folder));
      seen.clouds.push(animate(PROMPTS.clouds, folder));
    }
    console.log(`ffmpeg zoompan, the engine's settings ${(median(seen.zoompan) / 1000).toFixed(2)} s`);
    console.log(`ffmpeg zoompan, superfast as it comes ${(median(seen.superfast) / 1000).toFixed(2)} s`);
    for (const name of ["camera", "clouds"] as const) {
      const ratio = (peers: readonly number[]): string =>
        median(seen[name].map(({ wall }, round) => wall / (peers[round] ?? NaN))).toFixed(2);
      const wall = (median(seen[name].map((run) => run.wall)) / 1000).toFixed(2);
      console.log(
        `kinora animate ${name} ${wall} s: ${ratio(seen.zoompan)} and ${ratio(seen.superfast)} times as long`,
      );
    }
    for (const name of ["camera", "clouds"] as const) printPhases(name, seen[name]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
