import { writeFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { H264MP4Encoder } from "h264-mp4-encoder";
import type { RawEncoder, RawEncoderRequest } from "./raw-encoder.ts";

/**
 * On a photograph panned at 1 px/frame (1280 × 720): QP 18 gives 46 dB at 260 kB/s, QP 20 44 dB, QP 24 41 dB. Speed 10,
 * the fastest, loses nothing against 4 and takes half the time.
 */
const QUANTIZATION_PARAMETER = 18;
const SPEED = 10;
const FRAMES_PER_GROUP = 60;

/**
 * H.264 Baseline by minih264 in WebAssembly: about half the speed of x264 and without its finest detail, but there on
 * every machine and free of the GPL. The film is held in memory until `finish`.
 */
export async function openWasmEncoder(request: RawEncoderRequest): Promise<RawEncoder> {
  if (request.codec !== "h264" || request.container !== "mp4") throw new Error("it writes H.264 in MP4 only");
  const encoder = await createEncoder();
  encoder.width = request.width;
  encoder.height = request.height;
  encoder.frameRate = request.fps;
  encoder.quantizationParameter = QUANTIZATION_PARAMETER;
  encoder.speed = SPEED;
  encoder.groupOfPictures = FRAMES_PER_GROUP;
  encoder.outputFilename = nextFileName();
  let state: "new" | "open" | "closed" = "new";
  /** The library aborts its whole module when an encoder goes that has begun no film, or has not ended it. */
  const end = (): Uint8Array | undefined => {
    if (state !== "open") return undefined;
    state = "closed";
    encoder.finalize();
    const film = encoder.FS.readFile(encoder.outputFilename);
    encoder.FS.unlink(encoder.outputFilename);
    encoder.delete();
    return film;
  };
  return {
    name: "wasm",
    write: async (frame) => {
      if (state === "new") encoder.initialize();
      state = "open";
      encoder.addFrameYuv(frame.data);
      await nextTurn(); // a frame takes tens of milliseconds: let others have a turn
    },
    finish: async () => {
      const film = end();
      if (film === undefined) throw new Error("There is no film to finish.");
      await writeFile(request.path, film);
    },
    discard: () =>
      Promise.resolve()
        .then(end)
        .then(
          () => undefined,
          () => undefined, // a module that has aborted cannot be tidied
        ),
  };
}

let filesMade = 0;
/** All encoders of the process share one file system. */
const nextFileName = (): string => `film-${(filesMade += 1)}.mp4`;

/**
 * Loads the module. Emscripten's start-up hangs handlers on the process (on an unhandled rejection it would abort): they
 * are taken off again.
 */
async function createEncoder(): Promise<H264MP4Encoder> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = new Set(events.flatMap((event) => process.listeners(event as "uncaughtException")));
  const { default: library } = await import("h264-mp4-encoder"); // CommonJS whose names Node cannot see
  const encoder = await library.createH264MP4Encoder();
  for (const event of events) {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!before.has(listener)) process.removeListener(event, listener);
    }
  }
  return encoder;
}
