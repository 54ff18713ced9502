/** Clips that must fail: nothing moves, everything zooms, everything wobbles. A bench that lets one of them pass is no bench. */
import { execFileSync } from "node:child_process";
import type { Rgb } from "./lanczos.ts";
import { writeFilm, X264_ARGS } from "./video-file.ts";

export const BASELINES = ["static", "ken-burns", "wobble"] as const;
export type Baseline = (typeof BASELINES)[number];

const FPS = 30;
const SECONDS = 2;

/** Writes a baseline of a picture that has the clip's size already. */
export async function makeBaseline(baseline: Baseline, picture: Rgb, path: string): Promise<void> {
  switch (baseline) {
    case "static":
      return writeFilm(path, { ...picture, fps: FPS, pixels: "rgb24" }, repeat(picture));
    case "ken-burns":
      kenBurns(picture, path);
      return;
    case "wobble":
      return writeFilm(path, { ...picture, fps: FPS, pixels: "rgb24" }, wobble(picture));
  }
}

function* repeat({ data }: Rgb): Generator<Uint8Array> {
  for (let frame = 0; frame < FPS * SECONDS; frame += 1) yield data;
}

/** What people get from ffmpeg alone: `zoompan`, 12 % in. */
function kenBurns({ width, height, data }: Rgb, path: string): void {
  const frames = FPS * SECONDS;
  const zoom = `zoompan=z='1+0.12*on/${frames - 1}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=${width}x${height}:fps=${FPS}`;
  const input = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${width}x${height}`, "-i", "pipe:0"];
  const args = ["-v", "error", "-y", ...input, "-vf", `${zoom},scale=out_color_matrix=bt709:out_range=tv`];
  execFileSync("ffmpeg", [...args, ...X264_ARGS, path], { input: data });
}

const WOBBLE = { acrossPx: 6, downPx: 4, acrossHz: 0.5, downHz: 0.4, wavePx: 90 } as const;

/** The whole picture sways, as if under water: what an effect without a mask does. */
function* wobble({ width, height, data }: Rgb): Generator<Uint8Array> {
  for (let frame = 0; frame < FPS * SECONDS; frame += 1) {
    const turn = 2 * Math.PI * (frame / FPS);
    const out = new Uint8Array(data.length);
    for (let at = 0; at < width * height; at += 1) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const dx = WOBBLE.acrossPx * (Math.sin(turn * WOBBLE.acrossHz + y / WOBBLE.wavePx) - Math.sin(y / WOBBLE.wavePx));
      const dy = WOBBLE.downPx * (Math.sin(turn * WOBBLE.downHz + x / WOBBLE.wavePx) - Math.sin(x / WOBBLE.wavePx));
      copyBetween({ width, height, data }, [x + dx, y + dy], { out, at });
    }
    yield out;
  }
}

function copyBetween(
  { width, height, data }: Rgb,
  [x, y]: readonly [number, number],
  { out, at }: { readonly out: Uint8Array; readonly at: number },
): void {
  const [inX, inY] = [Math.min(width - 1.001, Math.max(0, x)), Math.min(height - 1.001, Math.max(0, y))];
  const [left, top] = [Math.floor(inX), Math.floor(inY)];
  const [across, down] = [inX - left, inY - top];
  for (let channel = 0; channel < 3; channel += 1) {
    const from = 3 * (top * width + left) + channel;
    const above = data[from]! * (1 - across) + data[from + 3]! * across;
    const below = data[from + 3 * width]! * (1 - across) + data[from + 3 * width + 3]! * across;
    out[3 * at + channel] = Math.round(above * (1 - down) + below * down);
  }
}
