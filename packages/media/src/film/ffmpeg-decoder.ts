import { spawn } from "node:child_process";
import { once } from "node:events";
import { findFfmpeg, type FindFfmpegOptions } from "../ffmpeg-executable.ts";
import { resizeImage } from "../images/resize-image.ts";
import { unusable } from "./check-video.ts";
import type { DecodedFrame, DecodeRequest, FilmDecoder } from "./film-decoder.ts";

const STDERR_CHARS = 2000;

/** Undefined where there is no ffmpeg. */
export async function openFfmpegDecoder(options: Omit<FindFfmpegOptions, "encoder">): Promise<FilmDecoder | undefined> {
  const executable = await findFfmpeg(options);
  if (executable === undefined) return undefined;
  return { name: "ffmpeg", decode: (request) => decode(executable, request) };
}

/** Every frame comes through the pipe as RGB; only the wanted ones are kept, in the size that is asked. */
async function* decode(executable: string, request: DecodeRequest): AsyncGenerator<DecodedFrame, void> {
  const { storedSize, sizeOf, signal } = request;
  const { width, height } = storedSize;
  const child = spawn(executable, decodeArguments(request), { stdio: ["ignore", "pipe", "pipe"], shell: false });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-STDERR_CHARS);
  });
  const closed = once(child, "close");
  closed.catch(() => undefined);
  try {
    let index = -1;
    let last: Uint8Array | undefined;
    for await (const data of cut(child.stdout, width * height * 3)) {
      signal?.throwIfAborted();
      index += 1;
      last = data;
      const size = sizeOf(index);
      if (size !== undefined) yield { index, image: await resizeImage({ width, height, data }, size) };
    }
    const [code] = (await closed) as [number | null];
    if (code !== 0 || words !== "") throw unusable(`it cannot be decoded (${words.trim().split("\n")[0] ?? ""})`);
    if (last !== undefined) yield { index, image: { width, height, data: last } };
  } finally {
    child.kill("SIGKILL");
  }
}

/** `-xerror` ends at the first damage. A film that does not say its matrix is taken as BT.601, ffmpeg's own guess. */
function decodeArguments({ path, storedSize: { width, height } }: DecodeRequest): string[] {
  const scale = `scale=${width}:${height}:flags=bicubic+accurate_rnd+full_chroma_int`;
  return [
    ...["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-xerror", "-noautorotate"],
    ...["-protocol_whitelist", "file,pipe", "-i", `file:${path}`, "-map", "0:v:0", "-an", "-sn"],
    ...["-vsync", "passthrough", "-vf", scale, "-pix_fmt", "rgb24", "-threads", "2", "-f", "rawvideo", "pipe:1"],
  ];
}

/** The stream in pieces of exactly `size` bytes; a rest is dropped. */
async function* cut(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Uint8Array, void> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(size - filled, chunk.length - at);
      piece.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < size) continue;
      yield piece;
      piece = new Uint8Array(size);
      filled = 0;
    }
  }
}
