/** Clips as an outsider reads them: by the ffmpeg and ffprobe executables, never by the engine's own code. */
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { Plane } from "./plane.ts";

const run = promisify(execFile);

export interface ClipFacts {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly seconds: number;
  /** Every frame is shown equally long. */
  readonly constantRate: boolean;
}

interface Probe {
  readonly streams: readonly { width: number; height: number; avg_frame_rate: string }[];
  readonly packets: readonly { duration_time: string }[];
  readonly format: { duration: string };
}

/** A tenth of a millisecond: containers round times to their own ticks. */
const SAME_SECONDS = 1e-4;

export async function probeClip(path: string): Promise<ClipFacts> {
  const what = "stream=width,height,avg_frame_rate:packet=duration_time:format=duration";
  const args = ["-v", "error", "-select_streams", "v:0", "-show_entries", what, "-of", "json", path];
  const { stdout } = await run("ffprobe", args, { maxBuffer: 1 << 26 });
  const { streams, packets, format } = JSON.parse(stdout) as Probe;
  const stream = streams[0];
  if (stream === undefined) throw new Error(`${path} has no picture stream.`);
  const [above = 0, below = 1] = stream.avg_frame_rate.split("/").map(Number);
  const shown = packets.map((packet) => Number(packet.duration_time));
  return {
    width: stream.width,
    height: stream.height,
    fps: above / below,
    frames: packets.length,
    seconds: Number(format.duration),
    constantRate: Math.max(...shown) - Math.min(...shown) < SAME_SECONDS,
  };
}

async function rawFrames(args: readonly string[]): Promise<Buffer> {
  const child = spawn("ffmpeg", ["-v", "error", ...args, "pipe:1"], { stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  let words = "";
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0) throw new Error(`ffmpeg ended with ${code ?? "a signal"}: ${words}`);
  return Buffer.concat(chunks);
}

/** Every frame's luma at the clip's own size, 0 to 255. */
export async function decodeLuma(path: string, { width, height }: ClipFacts): Promise<Plane[]> {
  const bytes = await rawFrames(["-i", path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray"]);
  const size = width * height;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => ({
    width,
    height,
    data: new Uint8Array(bytes.buffer, bytes.byteOffset + index * size, size),
  }));
}

/** One frame as interleaved R, G, B. Chroma is interpolated and rounded with care: swscale's quick ways cost up to 1 dB. */
export async function decodeRgb(path: string, index: number): Promise<Uint8Array> {
  const pick = `select=eq(n\\,${index}),scale=sws_flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp`;
  return rawFrames(["-i", path, "-vf", pick, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24"]);
}
