/** What a person looks at: a contact sheet of a clip, and one of its rows through time. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import sharp from "sharp";
import type { ClipFacts } from "./decode.ts";

const run = promisify(execFile);
const SHEET_TILES = 8;
const WEBP_QUALITY = 82;

async function filtered(path: string, filter: string): Promise<string> {
  const args = [
    "-v",
    "error",
    "-i",
    path,
    "-vf",
    filter,
    "-frames:v",
    "1",
    "-f",
    "image2pipe",
    "-c:v",
    "png",
    "pipe:1",
  ];
  const { stdout } = await run("ffmpeg", args, { encoding: "buffer", maxBuffer: 1 << 28 });
  const webp = await sharp(stdout).webp({ quality: WEBP_QUALITY }).toBuffer();
  return `data:image/webp;base64,${webp.toString("base64")}`;
}

/** Eight frames over the whole clip, as a data URL. */
export function contactSheet(path: string, { frames, width, height }: ClipFacts): Promise<string> {
  const every = Math.max(1, Math.floor(frames / SHEET_TILES));
  const columns = width > height ? 4 : 8;
  const tile = `${columns}x${SHEET_TILES / columns}`;
  return filtered(path, `select='not(mod(n\\,${every}))',scale=${Math.round(1600 / columns / 2) * 2}:-2,tile=${tile}`);
}

/** One row of pixels, `at` of the height down, frame under frame: what stands still is upright, steady drift is slanted, judder is ragged. */
export function timeSlice(path: string, { frames, width, height }: ClipFacts, at: number): Promise<string> {
  const row = Math.min(height - 1, Math.round(at * height));
  return filtered(
    path,
    `format=rgb24,crop=${width}:1:0:${row}:exact=1,tile=1x${frames},scale=${width}:${2 * frames}:flags=neighbor`,
  );
}
