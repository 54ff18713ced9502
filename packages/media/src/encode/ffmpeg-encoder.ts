import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Failure } from "@kinora/contract";
import type { I420Frame } from "../pixels.ts";
import { type CodecSettings, ENCODER_THREADS, settingsFor } from "./codec-settings.ts";
import { muxerTags } from "./muxer-tags.ts";
import type { RawEncoder, RawEncoderRequest } from "./raw-encoder.ts";

/** The end of what ffmpeg says, which is where the error is. */
const STDERR_CHARS = 2000;

/** A film by an ffmpeg executable, frames going through its standard input. `executable` comes from `findFfmpeg`. */
export function openFfmpegEncoder(executable: string, request: RawEncoderRequest): RawEncoder {
  const child = spawn(executable, ffmpegArguments(request), { stdio: ["pipe", "pipe", "pipe"], shell: false });
  const ended = watch(child);
  return {
    name: "ffmpeg",
    write: async (frame) => {
      if (!(await push(child, frame))) await ended.then(throwEarly);
    },
    finish: async () => {
      child.stdin.end();
      const { code, words } = await ended;
      if (code !== 0) throw stopped(words);
    },
    discard: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function ffmpegArguments(request: RawEncoderRequest): string[] {
  const { path, width, height, fps, codec, container } = request;
  const { library, options, framesPerGroup, bFrames, mp4Tag } = settingsFor(request);
  const colour = ["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"];
  const settings = Object.entries(codec === "h264" ? withColour(options) : options);
  return [
    ...["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"],
    ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${width}x${height}`, "-framerate", `${fps}`],
    ...[...colour, "-i", "pipe:0", "-an", "-map_metadata", "-1"],
    ...["-c:v", library, ...settings.flatMap(([name, value]) => [`-${name}${name === "b" ? ":v" : ""}`, `${value}`])],
    ...["-g", `${framesPerGroup}`, "-threads", `${ENCODER_THREADS}`],
    ...(bFrames === undefined ? [] : ["-bf", `${bFrames}`]),
    ...["-pix_fmt", "yuv420p", ...colour, "-chroma_sample_location", "left"],
    ...(container === "mp4" && mp4Tag !== undefined ? ["-tag:v", mp4Tag] : []),
    ...Object.entries(muxerTags(request)).flatMap(([name, value]) => ["-metadata", `${name}=${value}`]),
    ...["-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", container, `file:${path}`],
  ];
}

/** Old builds of ffmpeg do not hand these on to x264. */
const withColour = (options: CodecSettings["options"]): CodecSettings["options"] => ({
  ...options,
  "x264-params": `${options["x264-params"]}:range=tv:colorprim=bt709:transfer=bt709:colormatrix=bt709:chromaloc=0`,
});

interface Ended {
  readonly code: number | null;
  readonly words: string;
}

/** Resolves, never rejects, when the process is gone, also when it could not start. */
function watch(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-STDERR_CHARS);
  });
  child.stdout.resume();
  child.stdin.on("error", () => undefined); // EPIPE; the exit and stderr tell why
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve({ code: null, words: error.message });
    });
    child.once("close", (code) => {
      resolve({ code, words: words.trim() });
    });
  });
}

/** True once the frame has left our memory; false when ffmpeg no longer reads. */
async function push(child: ChildProcessWithoutNullStreams, frame: I420Frame): Promise<boolean> {
  if (child.stdin.destroyed) return false;
  return new Promise((resolve) => {
    child.stdin.write(frame.data, (error) => {
      resolve(error === null || error === undefined);
    });
  });
}

function throwEarly({ words }: Ended): never {
  throw stopped(words);
}

function stopped(words: string): Failure {
  const reason = words === "" ? "it was ended from outside" : words;
  return new Failure("engine_failed", { detail: `The video encoder (ffmpeg) stopped: ${reason}.` });
}
