import { Failure } from "@kinora/contract";
import type { AVFormatFlag, FFEncoderCodec } from "node-av/constants";
import type { CodecContext, FormatContext, Packet, Stream } from "node-av/lib";
import { loadNodeAv, type NodeAv } from "../node-av-library.ts";
import type { I420Frame } from "../pixels.ts";
import { CODEC_SETTINGS, ENCODER_THREADS, settingsFor } from "./codec-settings.ts";
import { muxerTags } from "./muxer-tags.ts";
import type { RawEncoder, RawEncoderRequest } from "./raw-encoder.ts";
import { disposing } from "../disposing.ts";

/** A film by FFmpeg's libraries inside this process; encoding runs on libuv's threads, so `write` does not block the event loop. */
export async function openNodeAvEncoder(request: RawEncoderRequest): Promise<RawEncoder> {
  const av = await loadNodeAv();
  const context = await openCodec(av, request);
  const output = await openOutput(av, { context, request });
  const packet = new av.Packet();
  packet.alloc();
  const film: Film = { av, request, context, packet, ...output, frames: 0 };
  let busy: Promise<void> = Promise.resolve();
  const run = (work: () => Promise<void>): Promise<void> => {
    const result = work();
    busy = result.catch(() => undefined);
    return result;
  };
  return {
    name: "node-av",
    write: (frame) => run(() => encodeFrame(film, frame)),
    finish: () => run(() => finishFilm(film)),
    discard: async () => {
      await busy; // its memory may not be freed under a running call
      await close(film).catch(() => undefined);
    },
  };
}

interface Film {
  readonly av: NodeAv;
  readonly request: RawEncoderRequest;
  readonly context: CodecContext;
  readonly format: FormatContext;
  readonly stream: Stream;
  readonly packet: Packet;
  frames: number;
  isClosed?: boolean;
}

async function openCodec(av: NodeAv, request: RawEncoderRequest): Promise<CodecContext> {
  const { width, height, fps } = request;
  const { library, options, framesPerGroup, bFrames } = settingsFor(request);
  const codec = av.Codec.findEncoderByName(library as FFEncoderCodec);
  if (codec === null) throw new Error(`node-av was built without ${library}`);
  const context = new av.CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.pixelFormat = av.AV_PIX_FMT_YUV420P;
  context.sampleAspectRatio = new av.Rational(1, 1);
  context.timeBase = new av.Rational(1, fps);
  context.framerate = new av.Rational(fps, 1);
  context.gopSize = framesPerGroup;
  if (bFrames !== undefined) context.maxBFrames = bFrames;
  context.threadCount = ENCODER_THREADS;
  context.colorRange = av.AVCOL_RANGE_MPEG;
  context.colorPrimaries = av.AVCOL_PRI_BT709;
  context.colorTrc = av.AVCOL_TRC_BT709;
  context.colorSpace = av.AVCOL_SPC_BT709;
  context.chromaLocation = av.AVCHROMA_LOC_LEFT;
  context.setFlags(av.AV_CODEC_FLAG_GLOBAL_HEADER); // MP4 keeps the parameter sets in its header
  const opened = await disposing(av.Dictionary.fromObject({ ...options }), (settings) =>
    context.open2(codec, settings),
  );
  if (opened < 0) context.freeContext();
  check(av, opened);
  return context;
}

async function openOutput(
  av: NodeAv,
  { context, request }: { context: CodecContext; request: RawEncoderRequest },
): Promise<{ format: FormatContext; stream: Stream }> {
  const { container, path, codec, fps } = request;
  const { mp4Tag } = CODEC_SETTINGS[codec];
  const format = new av.FormatContext();
  check(av, format.allocOutputContext2(null, container, path));
  format.flags = (format.flags | av.AVFMT_FLAG_BITEXACT) as AVFormatFlag; // no dates, no chance
  format.metadata = av.Dictionary.fromObject(muxerTags(request));
  const stream = format.newStream();
  check(av, stream.codecpar.fromContext(context));
  if (container === "mp4" && mp4Tag !== undefined) stream.codecpar.codecTag = mp4Tag;
  stream.timeBase = new av.Rational(1, fps);
  stream.avgFrameRate = new av.Rational(fps, 1);
  check(av, await format.openOutput());
  check(av, await format.writeHeader(null)); // this replaces stream.timeBase
  return { format, stream };
}

async function encodeFrame(film: Film, frame: I420Frame): Promise<void> {
  const { av, context, request } = film;
  const { width, height, data } = frame;
  const native = av.Frame.fromVideoBuffer(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    width,
    height,
    format: av.AV_PIX_FMT_YUV420P,
    pts: BigInt(film.frames),
    timeBase: { num: 1, den: request.fps },
  });
  film.frames += 1;
  await disposing(native, async () => {
    check(av, await context.sendFrame(native));
    await drain(film);
  });
}

async function drain({ av, context, format, stream, packet, request }: Film): Promise<void> {
  for (;;) {
    const received = await context.receivePacket(packet);
    if (received === av.AVERROR_EAGAIN || received === av.AVERROR_EOF) return;
    check(av, received);
    packet.streamIndex = stream.index;
    packet.duration = 1n; // encoders leave it 0, and the last frame would vanish from the film's duration
    packet.rescaleTs({ num: 1, den: request.fps }, stream.timeBase);
    check(av, await format.interleavedWriteFrame(packet));
    packet.unref();
  }
}

async function finishFilm(film: Film): Promise<void> {
  check(film.av, await film.context.sendFrame(null));
  await drain(film);
  check(film.av, await film.format.writeTrailer());
  await close(film);
}

async function close(film: Film): Promise<void> {
  if (film.isClosed === true) return;
  film.isClosed = true;
  await film.format.closeOutput();
  film.format.freeContext();
  film.context.freeContext();
  film.packet.free();
}

function check(av: NodeAv, code: number): void {
  if (code >= 0) return;
  const words = new av.FFmpegError(code).message;
  throw new Failure("engine_failed", { detail: `The video encoder (node-av) failed: ${words}.` });
}
