/**
 * Every kind of film that the engine makes, each made once and judged by ffprobe, which knows nothing of us:
 *
 *   node bench/engine/outputs.ts [part of a row's name]
 *
 * One line per film: what was ordered, what the file is, and WRONG where they differ. Needs ffprobe on the PATH. Exit 1 when
 * a film is wrong.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { outputSize, type Resolution } from "@kinora/contract";
import type { FilmKind } from "@kinora/media";
import sharp from "sharp";
import { runInEngineChild } from "../../packages/engine/src/index.ts";

interface Row {
  readonly kind: FilmKind;
  readonly resolution: Resolution;
  readonly seconds: number;
  readonly fps: number;
  /** The picture, cut out of a photograph. */
  readonly size: readonly [width: number, height: number];
  readonly metadata: boolean;
}

const MP4 = { codec: "h264", container: "mp4" } as const;
const HEVC = { codec: "hevc", container: "mp4" } as const;
const AV1 = { codec: "av1", container: "mp4" } as const;
const AV1_WEBM = { codec: "av1", container: "webm" } as const;
const VP9 = { codec: "vp9", container: "webm" } as const;
const [WIDE, TALL, SQUARE] = [[1600, 900] as const, [900, 1600] as const, [1000, 1000] as const];
const [PANORAMA, COLUMN, LARGE] = [[1920, 640] as const, [640, 1920] as const, [3840, 2160] as const];

const row = (kind: FilmKind, resolution: Resolution, rest: readonly [number, number, Row["size"], boolean?]): Row => {
  const [seconds, fps, size, metadata = true] = rest;
  return { kind, resolution, seconds, fps, size, metadata };
};

/** Each value of each dimension with some of the others: all of them together would be thousands. */
const ROWS: readonly Row[] = [
  row(MP4, "480p", [1, 24, WIDE]),
  row(MP4, "480p", [15, 60, SQUARE]),
  row(MP4, "720p", [4, 30, TALL]),
  row(MP4, "720p", [2, 25, PANORAMA, false]),
  row(MP4, "720p", [1, 50, COLUMN]),
  row(MP4, "1080p", [1, 60, WIDE]),
  row(MP4, "2160p", [1, 24, LARGE]),
  row(HEVC, "480p", [1, 60, PANORAMA, false]),
  row(HEVC, "720p", [1.5, 25, WIDE]),
  row(HEVC, "2160p", [1, 30, LARGE]),
  row(AV1, "480p", [2, 24, COLUMN]),
  row(AV1, "720p", [1, 50, SQUARE, false]),
  row(AV1_WEBM, "480p", [1, 30, TALL]),
  row(VP9, "480p", [1, 60, WIDE, false]),
  row(VP9, "720p", [2, 25, SQUARE]),
  row(VP9, "1080p", [1, 24, PANORAMA]),
];

const PHOTO = new URL("../../test/photos/01-mountain-clouds.jpg", import.meta.url).pathname;
const TIME_LIMIT_MS = 600_000;
const probe = promisify(execFile);

interface Stream {
  readonly codec_name: string;
  readonly width: number;
  readonly height: number;
  readonly pix_fmt: string;
  readonly color_space?: string;
  readonly color_range?: string;
  readonly avg_frame_rate: string;
  readonly nb_read_frames: string;
}

async function look(path: string): Promise<{ stream: Stream; format: string; seconds: number; text: string }> {
  const { stdout } = await probe("ffprobe", [
    ...["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", path],
  ]);
  const seen = JSON.parse(stdout) as { streams: Stream[]; format: { format_name: string; duration: string } };
  if (seen.streams.length !== 1) throw new Error(`${seen.streams.length} streams instead of one`);
  return {
    stream: seen.streams[0]!,
    format: seen.format.format_name,
    seconds: Number(seen.format.duration),
    text: stdout,
  };
}

/** What of the file differs from the order, in words; empty when nothing does. */
async function faultsOf(path: string, { kind, resolution, seconds, fps, size, metadata }: Row): Promise<string[]> {
  const { stream, format, text, seconds: length } = await look(path);
  const wanted = outputSize({ width: size[0], height: size[1] }, resolution);
  const checks: readonly (readonly [what: string, got: string, want: string])[] = [
    ["codec", stream.codec_name, kind.codec],
    ["container", String(format.includes(kind.container)), "true"],
    ["size", `${stream.width}x${stream.height}`, `${wanted.width}x${wanted.height}`],
    ["pixels", stream.pix_fmt, "yuv420p"],
    ["colours", `${stream.color_space} ${stream.color_range}`, "bt709 tv"],
    ["rate", stream.avg_frame_rate, `${fps}/1`],
    ["frames", stream.nb_read_frames, String(Math.round(seconds * fps))],
    ["length", length.toFixed(1), (Math.round(seconds * fps) / fps).toFixed(1)],
    ["metadata", String(/seed/iu.test(text)), String(metadata)],
  ];
  return checks.filter(([, got, want]) => got !== want).map(([what, got, want]) => `${what} ${got}, not ${want}`);
}

const part = process.argv[2] ?? "";
const folder = await mkdtemp(join(tmpdir(), "kinora-outputs-"));
let wrong = 0;
try {
  for (const [index, made] of ROWS.entries()) {
    const { kind, resolution, seconds, fps, size, metadata } = made;
    const name = `${kind.codec} ${kind.container} ${resolution} ${seconds} s ${fps}/s of ${size.join("×")}`;
    if (!name.includes(part)) continue;
    const [stillPath, outputPath] = [join(folder, "still.jpg"), join(folder, `film-${index}.${kind.container}`)];
    await sharp(PHOTO).resize(size[0], size[1], { fit: "cover" }).jpeg().toFile(stillPath);
    const order = {
      ...{
        stillPath,
        outputPath,
        prompt: "the clouds drift",
        motion: undefined,
        seed: 7,
        loop: false,
        resolution,
        fps,
      },
      ...{ durationSeconds: seconds, software: "outputs", film: { ...kind, metadata } },
    };
    const start = performance.now();
    const faults = await runInEngineChild(
      { kind: "render", order },
      { signal: new AbortController().signal, timeLimitMs: TIME_LIMIT_MS },
    ).then(
      () => faultsOf(outputPath, made),
      (error: unknown) => [String(error)],
    );
    wrong += faults.length > 0 ? 1 : 0;
    const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    console.log(
      `${name.padEnd(52)} ${took.padEnd(8)} ${faults.length === 0 ? "right" : `WRONG: ${faults.join("; ")}`}`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`${wrong} wrong`);
process.exitCode = wrong > 0 ? 1 : 0;
