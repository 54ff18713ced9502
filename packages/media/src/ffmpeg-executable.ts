import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROBE_MS = 10_000;

export interface FindFfmpegOptions {
  /** Tried first, and alone when given. */
  readonly ffmpegPath?: string;
  /** An encoder that it must have, such as `libx264`; absent for decoding. */
  readonly encoder?: string;
  readonly signal?: AbortSignal;
}

/**
 * The first ffmpeg that runs: the given one, or the one on PATH, or that of `@ffmpeg-installer/ffmpeg` where a user has
 * installed it. Undefined when there is none, or none with the encoder.
 */
export async function findFfmpeg(options: FindFfmpegOptions): Promise<string | undefined> {
  const candidates = options.ffmpegPath === undefined ? ["ffmpeg", await installedPath()] : [options.ffmpegPath];
  for (const candidate of candidates) {
    if (candidate !== undefined && (await works(candidate, options))) return candidate;
  }
  return undefined;
}

async function works(path: string, { encoder, signal }: FindFfmpegOptions): Promise<boolean> {
  const question = encoder === undefined ? ["-version"] : ["-h", `encoder=${encoder}`];
  try {
    const { stdout } = await run(path, ["-hide_banner", ...question], { timeout: PROBE_MS, ...(signal && { signal }) });
    return encoder === undefined || stdout.includes(`Encoder ${encoder}`);
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

/** Not a dependency of ours, so its name is not a literal import. */
async function installedPath(): Promise<string | undefined> {
  const name = "@ffmpeg-installer/ffmpeg";
  try {
    const installer = (await import(name)) as { default?: { path?: unknown } };
    const path = installer.default?.path;
    return typeof path === "string" ? path : undefined;
  } catch {
    return undefined;
  }
}
