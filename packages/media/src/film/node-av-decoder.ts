import type { CodecContext, FormatContext, Frame, Packet, Stream } from "node-av/lib";
import { loadNodeAv, type NodeAv } from "../node-av-library.ts";
import type { RgbImage } from "../pixels.ts";
import { unusable } from "./check-video.ts";
import type { DecodedFrame, DecodeRequest, FilmDecoder } from "./film-decoder.ts";
import { disposing } from "../disposing.ts";

const THREADS = 2;
/** A strange file may name others, or addresses: nothing but itself is opened, and only as what it was checked to be. */
const READ_ONLY_THIS_FILE = { protocol_whitelist: "file", format_whitelist: "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm" };

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

async function* decode(av: NodeAv, request: DecodeRequest): AsyncGenerator<DecodedFrame, void> {
  const { width, height } = request;
  const reader = await openReader(av, request.path);
  let last: Frame | null = null;
  try {
    let index = -1;
    for await (const frame of frames(reader, request.signal)) {
      index += 1;
      last?.free();
      last = frame.clone();
      if (request.isWanted(index)) yield { index, image: await toRgb(av, { frame, width, height }) };
    }
    if (last !== null) yield { index, image: await toRgb(av, { frame: last, width, height }) };
  } finally {
    last?.free();
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
    context.threadCount = THREADS;
    check(av, await context.open2(decoder), "its decoder cannot be opened");
    return { av, format, stream, context };
  } catch (error) {
    await format.closeInput();
    throw error;
  }
}

/** All frames in the order of showing; each is lent until the next is asked for. */
async function* frames(reader: Reader, signal: AbortSignal | undefined): AsyncGenerator<Frame, void> {
  const { av, context } = reader;
  const frame = new av.Frame();
  try {
    frame.alloc();
    let shown = 0;
    for await (const packet of packets(reader)) {
      signal?.throwIfAborted();
      check(av, await context.sendPacket(packet), `it cannot be decoded after frame ${shown}`);
      while (await receive(reader, { frame, shown })) {
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
async function receive({ av, context }: Reader, { frame, shown }: { frame: Frame; shown: number }): Promise<boolean> {
  const received = await context.receiveFrame(frame);
  if (received === av.AVERROR_EAGAIN || received === av.AVERROR_EOF) return false;
  check(av, received, `frame ${shown + 1} cannot be decoded`);
  if (frame.decodeErrorFlags !== 0) throw unusable(`frame ${shown + 1} is damaged`);
  return true;
}

/** The picture packets, then null, which asks the decoder for what it still holds. */
async function* packets({ av, format, stream }: Reader): AsyncGenerator<Packet | null, void> {
  const packet = new av.Packet();
  try {
    packet.alloc();
    for (;;) {
      const read = await format.readFrame(packet);
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
async function toRgb(
  av: NodeAv,
  { frame, width, height }: { frame: Frame; width: number; height: number },
): Promise<RgbImage> {
  if (frame.colorSpace === av.AVCOL_SPC_UNSPECIFIED) {
    frame.colorSpace = frame.height > SD_MAX_HEIGHT ? av.AVCOL_SPC_BT709 : av.AVCOL_SPC_SMPTE170M;
  }
  return disposing(new av.Frame(), async (rgb) => {
    rgb.alloc();
    rgb.width = width;
    rgb.height = height;
    rgb.format = av.AV_PIX_FMT_RGB24;
    rgb.colorRange = av.AVCOL_RANGE_JPEG;
    check(av, rgb.getBuffer(1), "there is no memory for its frames");
    await disposing(new av.SoftwareScaleContext(), async (scaler) => {
      scaler.allocContext();
      scaler.setOption("sws_flags", "bicubic+accurate_rnd+full_chroma_int");
      check(av, await scaler.scaleFrame(rgb, frame), "its pixels cannot be converted");
    });
    return { width, height, data: rgb.toBuffer() };
  });
}

function check(av: NodeAv, code: number, what: string): void {
  if (code < 0) throw unusable(`${what} (${new av.FFmpegError(code).message})`);
}
