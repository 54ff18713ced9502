import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether an outside judge is on this machine. */
export async function hasFfprobe(): Promise<boolean> {
  return run("ffprobe", ["-version"]).then(
    () => true,
    () => false,
  );
}

interface Probe {
  readonly stream: Readonly<Record<string, string | number>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What ffprobe says of the picture stream and the file's tags, every frame decoded and counted. */
export async function ffprobe(path: string): Promise<Probe> {
  const args = [
    "-v",
    "error",
    "-count_frames",
    "-select_streams",
    "v:0",
    "-show_streams",
    "-show_format",
    "-of",
    "json",
  ];
  const { stdout, stderr } = await run("ffprobe", [...args, path]);
  if (stderr !== "") throw new Error(`ffprobe complains: ${stderr}`);
  const { streams, format } = JSON.parse(stdout) as {
    streams: Record<string, string | number>[];
    format: { tags: Record<string, string> };
  };
  return { stream: streams[0] ?? {}, tags: format.tags };
}

/** Seconds that each frame is shown, in order. */
export async function frameDurations(path: string): Promise<number[]> {
  const args = [
    "-v",
    "error",
    "-select_streams",
    "v:0",
    "-show_entries",
    "packet=duration_time",
    "-of",
    "csv=p=0",
    path,
  ];
  const { stdout } = await run("ffprobe", args);
  return stdout.trim().split("\n").map(Number);
}
