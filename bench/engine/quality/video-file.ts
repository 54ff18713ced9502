/** Clips of the bench's own making, through the ffmpeg executable with the engine's x264 settings: same codec noise, none of our code. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { MOVING_CAMERA_ARGS } from "../../../packages/media/src/encode/x264-settings.ts";

export const X264_ARGS: readonly string[] = [
  ...MOVING_CAMERA_ARGS,
  ...[
    "-pix_fmt",
    "yuv420p",
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
    "-color_range",
    "tv",
  ],
];

/** RGB in, BT.709 limited out: ffmpeg would take BT.601 by itself. */
const TO_BT709 = "scale=out_color_matrix=bt709:out_range=tv";

export interface RawFilm {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly pixels: "gray" | "rgb24";
}

export async function writeFilm(path: string, film: RawFilm, frames: Iterable<Uint8Array>): Promise<void> {
  const { width, height, fps, pixels } = film;
  const input = ["-f", "rawvideo", "-pix_fmt", pixels, "-s", `${width}x${height}`, "-r", `${fps}`, "-i", "pipe:0"];
  const child = spawn("ffmpeg", ["-v", "error", "-y", ...input, "-vf", TO_BT709, ...X264_ARGS, path], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words += text;
  });
  const ended = once(child, "close");
  for (const frame of frames) if (!child.stdin.write(frame)) await once(child.stdin, "drain");
  child.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg ended with ${code ?? "a signal"}: ${words}`);
}
