import { availableParallelism } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { CodecContext, FormatContext, Frame, Packet, SoftwareScaleContext, Stream } from "node-av/lib";
import { loadNodeAv, type NodeAv } from "../node-av-library.ts";
import type { RgbImage } from "../pixels.ts";
import { unusable } from "./check-video.ts";
import type { DecodedFrame, DecodeRequest, FilmDecoder, FrameSize } from "./film-decoder.ts";
import { disposing } from "../disposing.ts";

const MOST_THREADS = 4;
/** After so many frames timers get a turn: the calls below hold the event loop for a frame's time each. */
const FRAMES_BETWEEN_TURNS = 4;
/** A strange file may name others, or addresses: nothing but itself is opened, and only as what it was checked to be. */
const READ_ONLY_THIS_FILE = {
  protocol_whitelist: "file",
  format_whitelist: "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi",
};

/** Throws where node-av is not installed or does not load. */
export async function openNodeAvDecoder(): Promise<FilmDecoder> {
  const av = await loadNodeAv();
  return { name: "node-av", decode: (request) => decode(av, request) };
}

interface Reader {
  readonly av: NodeAv;
  readonly format: FormatContext;
  readonly stream: Stream;
  readonly context: CodecContext;
}

async function* decode(av: NodeAv, { path, storedSize, sizeOf, signal }: DecodeRequest): AsyncGenerator<DecodedFrame> {
  const reader = await openReader(av, path);
  const scaler = new av.SoftwareScaleContext();
  scaler.allocContext();
  scaler.setOption("sws_flags", "bicubic+accurate_rnd+full_chroma_int");
  const last = new av.Frame();
  last.alloc();
  try {
    let index = -1;
    for (const frame of frames(reader)) {
      index += 1;
      last.unref();
      check(av, last.ref(frame), "there is no memory for its frames");
      const size = sizeOf(index);
      if (size !== undefined) yield { index, image: toRgb(av, frame, { scaler, size }) };
      if (index % FRAMES_BETWEEN_TURNS === 0) await nextTurn();
      signal?.throwIfAborted();
    }
    if (index >= 0) yield { index, image: toRgb(av, last, { scaler, size: storedSize }) };
  } finally {
    last.free();
    scaler.freeContext();
    reader.context.freeContext();
    await reader.format.closeInput();
  }
}

async function openReader(av: NodeAv, path: string): Promise<Reader> {
  const format = new av.FormatContext();
  const opened = await disposing(av.Dictionary.fromObject(READ_ONLY_THIS_FILE), (options) =>
    format.openInput(`file:${path}`, null, options),
  );
  check(av, opened, "its container cannot be opened");
  try {
    check(av, await format.findStreamInfo(), "its streams cannot be read");
    const { streamIndex, decoder } = format.findBestStream(av.AVMEDIA_TYPE_VIDEO, -1, -1, true);
    const stream = format.streams[streamIndex];
    if (stream === undefined || decoder === null) throw unusable("there is no decoder for its picture track");
    const context = new av.CodecContext();
    context.allocContext3(decoder);
    check(av, context.parametersToContext(stream.codecpar), "its picture track cannot be read");
    context.pktTimebase = stream.timeBase;
    context.threadCount = Math.min(MOST_THREADS, availableParallelism());
    check(av, await context.open2(decoder), "its decoder cannot be opened");
    return { av, format, stream, context };
  } catch (error) {
    await format.closeInput();
    throw error;
  }
}

/**
 * All frames in the order of showing; each is lent until the next is asked for. The calls are synchronous: a promise for
 * each costs as much as decoding a small frame does, and who decodes is a process of its own.
 */
function* frames(reader: Reader): Generator<Frame, void> {
  const { av, context } = reader;
  const frame = new av.Frame();
  try {
    frame.alloc();
    let shown = 0;
    for (const packet of packets(reader)) {
      check(av, context.sendPacketSync(packet), `it cannot be decoded after frame ${shown}`);
      while (receive(reader, { frame, shown })) {
        shown += 1;
        yield frame;
        frame.unref();
      }
    }
  } finally {
    frame.free();
  }
}

/** Whether the decoder had one more frame ready. */
function receive({ av, context }: Reader, { frame, shown }: { frame: Frame; shown: number }): boolean {
  const received = context.receiveFrameSync(frame);
  if (received === av.AVERROR_EAGAIN || received === av.AVERROR_EOF) return false;
  check(av, received, `frame ${shown + 1} cannot be decoded`);
  if (frame.decodeErrorFlags !== 0) throw unusable(`frame ${shown + 1} is damaged`);
  return true;
}

/** The picture packets, then null, which asks the decoder for what it still holds. */
function* packets({ av, format, stream }: Reader): Generator<Packet | null, void> {
  const packet = new av.Packet();
  try {
    packet.alloc();
    for (;;) {
      const read = format.readFrameSync(packet);
      if (read === av.AVERROR_EOF) break;
      check(av, read, "its container is damaged");
      if (packet.streamIndex === stream.index) yield packet;
      packet.unref();
    }
    yield null;
  } finally {
    packet.free();
  }
}

/** Films above this height that do not say their matrix are BT.709, others BT.601, as players take them. */
const SD_MAX_HEIGHT = 576;

/** Any size, pixel format and matrix to full-range RGB, by swscale, which reads all three from the frame's own tags. */
function toRgb(
  av: NodeAv,
  frame: Frame,
  { scaler, size }: { scaler: SoftwareScaleContext; size: FrameSize },
): RgbImage {
  if (frame.colorSpace === av.AVCOL_SPC_UNSPECIFIED) {
    frame.colorSpace = frame.height > SD_MAX_HEIGHT ? av.AVCOL_SPC_BT709 : av.AVCOL_SPC_SMPTE170M;
  }
  const { width, height } = size;
  const rgb = new av.Frame();
  try {
    rgb.alloc();
    rgb.width = width;
    rgb.height = height;
    rgb.format = av.AV_PIX_FMT_RGB24;
    rgb.colorRange = av.AVCOL_RANGE_JPEG;
    check(av, rgb.getBuffer(1), "there is no memory for its frames");
    check(av, scaler.scaleFrameSync(rgb, frame), "its pixels cannot be converted");
    return { width, height, data: rgb.toBuffer() };
  } finally {
    rgb.free();
  }
}

function check(av: NodeAv, code: number, what: string): void {
  if (code < 0) throw unusable(`${what} (${new av.FFmpegError(code).message})`);
}
