/**
 * How fast the engine makes film, beside its own limit and a peer, in one run on one machine:
 *
 *   node bench/engine/speed.ts [pairs, default 5] [photo, default examples/mountain.jpg]
 *
 * Each round makes 120 frames of 720p in turn, so that all see the same machine: for a camera-only plan, a layered one
 * (drifting clouds) and both together, first its own precomputed frames into the same encoder (the limit), then the whole of
 * painting and encoding; at last ffmpeg's zoompan with the same x264 settings. Frames per second count painting and encoding,
 * as with ffmpeg's own `fps=`; what happens once a clip (decoding, analysis, textures) is printed as seconds. The last lines
 * are from path to file: the layered plan in this process, and a cold `kinora animate` over a fresh data folder, with all its
 * processes, checks and stills. Medians over the rounds; ratios are medians of the rounds' ratios.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MotionPlan } from "@kinora/contract";
import { decodeImage, type I420Frame, openEncoder, type RgbImage } from "@kinora/media";
import { analyseScene } from "../../packages/engine/src/analyse/index.ts";
import { outputSize, type PictureSize } from "../../packages/engine/src/output-size.ts";
import { renderFrames } from "../../packages/engine/src/render/render-frames.ts";
import type { SceneMaps } from "../../packages/engine/src/scene.ts";
import { X264 } from "../../packages/media/src/encode/x264-settings.ts";

const FRAMES = 120;
const FPS = 30;

const rounds = Number(process.argv[2] ?? 5);
const photo = process.argv[3] ?? fileURLToPath(new URL("../../examples/mountain.jpg", import.meta.url));

const base = {
  version: 1,
  seed: 1,
  duration_seconds: FRAMES / FPS,
  fps: FPS,
  loop: false,
  camera: { type: "static", amount: 1, ease: "inout" },
  effects: [],
  protect: [],
  strokes: [],
} as const satisfies MotionPlan;

const cameraOnly: MotionPlan = { ...base, camera: { type: "dolly_in", amount: 1, ease: "inout" } };
const clouds = { kind: "clouds", region: "sky", speed: 1, amount: 1, direction_word: "none", confidence: 1 } as const;
const layered: MotionPlan = { ...base, effects: [clouds] };
const layeredMoving: MotionPlan = { ...cameraOnly, effects: [clouds] };

interface Still {
  readonly image: RgbImage;
  readonly scene: SceneMaps;
  readonly size: PictureSize;
}

interface Timing {
  readonly fps: number;
  /** Seconds before the first frame was there. */
  readonly before: number;
}

const seconds = (): number => performance.now() / 1000;

async function film(
  frames: AsyncIterable<I420Frame> | Iterable<I420Frame>,
  size: PictureSize,
  path: string,
): Promise<Timing> {
  const start = seconds();
  const encoder = await openEncoder({ path, ...size, fps: FPS, tags: { software: "bench" }, only: "node-av" });
  let first: number | undefined;
  for await (const frame of frames) {
    first ??= seconds();
    await encoder.write(frame);
  }
  await encoder.finish();
  return { fps: FRAMES / (seconds() - (first ?? start)), before: (first ?? start) - start };
}

const render = ({ image, scene, size }: Still, plan: MotionPlan, path: string): Promise<Timing> =>
  film(renderFrames({ image, scene, plan, size, workers: Math.min(8, availableParallelism()) }), size, path);

async function precompute({ image, scene, size }: Still, plan: MotionPlan): Promise<I420Frame[]> {
  const frames: I420Frame[] = [];
  for await (const frame of renderFrames({ image, scene, plan, size, workers: availableParallelism() })) {
    frames.push({ ...frame, data: frame.data.slice() });
  }
  return frames;
}

/** Frames per second of a flat zoom by ffmpeg, or undefined where there is no ffmpeg. */
function zoompan({ width, height }: PictureSize, path: string): number | undefined {
  const zoom = `zoompan=z='1+0.12*on/${FRAMES - 1}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${FRAMES}:s=${width}x${height}:fps=${FPS},format=yuv420p`;
  const x264 = ["-c:v", "libx264", "-preset", X264.preset, "-crf", `${X264.crf}`, "-x264-params", X264.params];
  const shape = ["-threads", `${X264.threads}`, "-g", `${X264.framesPerGroup}`, "-bf", `${X264.bFrames}`];
  const start = seconds();
  try {
    execFileSync("ffmpeg", ["-v", "error", "-y", "-i", photo, "-vf", zoom, ...x264, ...shape, path]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return FRAMES / (seconds() - start);
}

/** Seconds from the photo's path to the film: decoding, analysis, preparation, painting, encoding. */
async function fromPhoto(plan: MotionPlan, path: string): Promise<number> {
  const start = seconds();
  const image = await decodeImage(photo);
  const scene = analyseScene(image, { expects: ["sky"] });
  await render({ image, scene, size: outputSize(image, "720p") }, plan, path);
  return seconds() - start;
}

const LAUNCHER = fileURLToPath(new URL("../../packages/cli/bin/kinora.js", import.meta.url));

/** Seconds of the command for a clip with drifting clouds, from shell to file. */
function command(path: string): number {
  const dataDir = mkdtempSync(join(tmpdir(), "kinora-bench-"));
  const words = ["--prompt", "the clouds drift slowly", "--duration", `${FRAMES / FPS}`, "--fps", `${FPS}`];
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

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function main(): Promise<void> {
  const decodeStart = seconds();
  const image = await decodeImage(photo);
  const analyseStart = seconds();
  const scene = analyseScene(image, { expects: ["sky"] });
  const analysed = seconds();
  const size = outputSize(image, "720p");
  const still: Still = { image, scene, size };
  const load = loadavg()[0]!.toFixed(1);
  console.log(`${cpus()[0]?.model ?? "?"} × ${availableParallelism()}, load ${load}, Node ${process.version}`);
  console.log(
    `${size.width}×${size.height}, ${FRAMES} frames, ${rounds} rounds; x264 ${X264.preset} crf ${X264.crf} ${X264.params}`,
  );
  console.log(
    `decode ${(analyseStart - decodeStart).toFixed(2)} s, analysis (first, cold) ${(analysed - analyseStart).toFixed(2)} s`,
  );

  const folder = mkdtempSync(join(tmpdir(), "kinora-bench-"));
  try {
    await compare(still, join(folder, "clip.mp4"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every plan in turn with its own frames precomputed, then ffmpeg; all of it once a round. */
async function compare(still: Still, path: string): Promise<void> {
  const plans = { "camera-only plan": cameraOnly, "layered plan (clouds)": layered, "clouds + camera": layeredMoving };
  const entries = await Promise.all(
    Object.entries(plans).map(async ([name, plan]) => ({ name, plan, ready: await precompute(still, plan) })),
  );
  const seen = entries.map(() => ({ encode: [] as number[], whole: [] as number[], before: [] as number[] }));
  const peer: number[] = [];
  const once = { photo: [] as number[], command: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { plan, ready }] of entries.entries()) {
      seen[index]!.encode.push((await film(ready, still.size, path)).fps);
      const { fps, before } = await render(still, plan, path);
      seen[index]!.whole.push(fps);
      seen[index]!.before.push(before);
    }
    once.photo.push(await fromPhoto(layered, path));
    once.command.push(command(path));
    const flat = zoompan(still.size, path);
    if (flat !== undefined) peer.push(flat);
  }
  console.log("                         encode only   whole   ratio   preparation");
  for (const [index, { name }] of entries.entries()) {
    const { encode, whole, before } = seen[index]!;
    const ratio = median(whole.map((value, round) => value / encode[round]!)).toFixed(2);
    const columns = [median(encode).toFixed(1).padStart(8), median(whole).toFixed(1).padStart(7), ratio.padStart(7)];
    console.log(`${name.padEnd(24)} ${columns.join(" ")}   ${median(before).toFixed(2)} s`);
  }
  console.log("goals for the ratio: camera-only 0.70, layered 0.45");
  const camera = seen[0]!.whole;
  if (peer.length === 0) console.log("ffmpeg zoompan           skipped: no ffmpeg on PATH");
  else {
    const ratio = median(camera.map((value, round) => value / peer[round]!)).toFixed(2);
    console.log(
      `ffmpeg zoompan (flat)             ${median(peer).toFixed(1)}; our camera-only plan is ${ratio} times as fast`,
    );
  }
  const load = loadavg()[0]!.toFixed(1);
  console.log(`from path to file: layered plan, in this process ${median(once.photo).toFixed(1)} s`);
  console.log(`from shell to file: cold kinora animate ${median(once.command).toFixed(1)} s; load now ${load}`);
  if (peer.length > 0) {
    const times = median(once.command.map((value, round) => (value * peer[round]!) / FRAMES)).toFixed(1);
    console.log(`                    ${times} times as long as ffmpeg zoompan`);
  }
}

await main();
