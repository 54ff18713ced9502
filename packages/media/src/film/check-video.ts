import { Failure } from "@kinora/contract";
import type * as Mediabunny from "mediabunny";
import { disposing } from "../disposing.ts";
import { demuxer } from "./demuxer.ts";
import { readFilmHead } from "./sniff-film.ts";

export interface VideoLimits {
  /** Default 2 GiB. */
  readonly maxBytes?: number;
  /** Default one hour. */
  readonly maxSeconds?: number;
  /** Of one frame. Default 8192 × 4320. */
  readonly maxPixels?: number;
}

const DEFAULT_LIMITS = { maxBytes: 2 ** 31, maxSeconds: 3600, maxPixels: 8192 * 4320 } satisfies VideoLimits;

/** What is not said, at its default. */
export const limitsOf = (limits: VideoLimits = {}): Required<VideoLimits> => ({ ...DEFAULT_LIMITS, ...limits });

export interface CheckVideoOptions {
  readonly limits?: VideoLimits;
  readonly signal?: AbortSignal;
}

/** By what is inside, not by name. */
export type FilmMediaType = "video/mp4" | "video/quicktime" | "video/webm";

export interface VideoFacts {
  readonly mediaType: FilmMediaType;
  /** As shown: after rotation. */
  readonly width: number;
  readonly height: number;
  /** Clockwise degrees by which the stored frames must be turned. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Mean frames per second, to three decimals. */
  readonly fps: number;
  /** Such as "avc", "hevc", "vp9", "av1". */
  readonly videoCodec: string;
  readonly hasAudio: boolean;
  readonly bytes: number;
  /** True when every frame has been decoded too, not only found. */
  readonly decoded: boolean;
}

const { EncodedPacketSink, FilePathSource, Input, MP4, QTFF, WEBM } = demuxer;
const FORMATS = [MP4, QTFF, WEBM];
const MAX_FRAMES_PER_SECOND = 1000;
/** Headers round, and count a B-frame's delay as time: this much less than promised is still whole. */
const MAX_MISSING_SECONDS = 0.5;
const MAX_MISSING_SHARE = 0.1;
const WEBM_TICK_SECONDS = 0.001;

/**
 * The facts of a finished film, read in plain TypeScript: every packet of the picture track is found and read, nothing is
 * decoded. Throws Failure `result_unusable` with the reason: empty, not a film, without pictures, cut short, too long.
 * A forged sample table can keep the demuxer busy for ever, without a turn for timers or the signal: a stranger's file
 * belongs into `inspectVideoInChild`, whose time limit ends that.
 */
export async function checkVideo(path: string, options: CheckVideoOptions = {}): Promise<VideoFacts> {
  const { signal } = options;
  const limits = limitsOf(options.limits);
  const bytes = await requireFilm(path, limits.maxBytes);
  const source = new FilePathSource(path, { handleUnhandledError: () => undefined });
  try {
    const facts = await disposing(new Input({ source, formats: FORMATS }), (input) =>
      readFacts(input, { limits, signal }),
    );
    return { ...facts, bytes, decoded: false };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Failure) throw error;
    throw unusable(`it is damaged or cut short (${error instanceof Error ? error.message : String(error)})`, error);
  }
}

async function readFacts(
  input: Mediabunny.Input,
  { limits, signal }: { limits: Required<VideoLimits>; signal: AbortSignal | undefined },
): Promise<Omit<VideoFacts, "bytes" | "decoded">> {
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw unusable("it has no picture track");
  const mediaType = mediaTypeOf(await input.getMimeType());
  const size = await requireSize(track, limits.maxPixels);
  const span = await readPackets(track, { maxSeconds: limits.maxSeconds, signal });
  return {
    mediaType,
    ...size,
    rotation: await track.getRotation(),
    ...span,
    fps: mediaType === "video/webm" ? withoutTicks(span) : span.fps,
    videoCodec: await requireCodec(track),
    hasAudio: (await input.getPrimaryAudioTrack()) !== null,
  };
}

/** Throws unless the first bytes are of an MP4, QuickTime or WebM file; says what they are instead. */
async function requireFilm(path: string, maxBytes: number): Promise<number> {
  const { head, bytes, format } = await readFilmHead(path);
  if (bytes === 0) throw unusable("it is empty");
  if (bytes > maxBytes) throw unusable(`it has ${bytes} bytes, more than the ${maxBytes} that are taken`);
  if (format !== "mp4" && format !== "webm") throw unusable(guess(new TextDecoder("latin1").decode(head)));
  return bytes;
}

function guess(head: string): string {
  const text = head.trimStart().toLowerCase();
  if (text.startsWith("<!doctype html") || text.startsWith("<html")) return "it is a web page";
  if (text.startsWith("{") || text.startsWith("[")) return "it is JSON";
  if (text.startsWith("<?xml") || text.startsWith("<error"))
    return "it is XML, perhaps an error of the storage service";
  const isText = !Array.from(text).some((letter) => letter < " " && !"\t\r\n".includes(letter));
  return isText ? "it is text" : "it is neither MP4 nor WebM";
}

interface PacketSpan {
  readonly frameCount: number;
  readonly durationSeconds: number;
  readonly fps: number;
}

interface PacketReading {
  readonly maxSeconds: number;
  readonly signal: AbortSignal | undefined;
}

async function readPackets(track: Mediabunny.InputVideoTrack, reading: PacketReading): Promise<PacketSpan> {
  const sink = new EncodedPacketSink(track);
  const { start, end, frameCount } = await measureIndex(sink, reading);
  const present = await countPresent(sink, reading);
  if (present < frameCount) throw unusable(`it is cut short: ${present} of ${frameCount} frames are there`);
  const promised = (await track.getDurationFromMetadata()) ?? end;
  if (promised - end > Math.max(MAX_MISSING_SECONDS, promised * MAX_MISSING_SHARE)) {
    throw unusable(`it is cut short: ${round(end)} of ${round(promised)} seconds are there`);
  }
  const seconds = end - start;
  return { frameCount, durationSeconds: round(seconds), fps: round(frameCount / seconds) };
}

/** WebM counts time in milliseconds, so that a rate seems a little off: a whole number within that error is the rate. */
function withoutTicks({ fps, durationSeconds }: PacketSpan): number {
  const error = (2 * WEBM_TICK_SECONDS * fps) / durationSeconds;
  return Math.abs(fps - Math.round(fps)) <= error ? Math.round(fps) : fps;
}

/** What the container says about its packets, without their data. */
async function measureIndex(
  sink: Mediabunny.EncodedPacketSink,
  { maxSeconds, signal }: PacketReading,
): Promise<{ start: number; end: number; frameCount: number }> {
  let [frameCount, start, end] = [0, Infinity, -Infinity];
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    signal?.throwIfAborted();
    frameCount += 1;
    start = Math.min(start, packet.timestamp);
    end = Math.max(end, packet.timestamp + packet.duration);
    if (end - start > maxSeconds) throw unusable(`it runs longer than ${maxSeconds} seconds`);
    if (frameCount > maxSeconds * MAX_FRAMES_PER_SECOND) throw unusable("it has more frames than its time can hold");
  }
  if (frameCount === 0) throw unusable("it has no frames");
  if (end <= start) throw unusable("it lasts no time");
  return { start, end, frameCount };
}

/** Reads all packets; mediabunny stops quietly at the first that the file does not hold in full. */
async function countPresent(sink: Mediabunny.EncodedPacketSink, { signal }: PacketReading): Promise<number> {
  let present = 0;
  for await (const packet of sink.packets()) {
    signal?.throwIfAborted();
    if (packet.data.byteLength === 0) throw unusable(`frame ${present + 1} has no data`);
    present += 1;
  }
  return present;
}

async function requireSize(
  track: Mediabunny.InputVideoTrack,
  maxPixels: number,
): Promise<{ width: number; height: number }> {
  const width = await track.getDisplayWidth();
  const height = await track.getDisplayHeight();
  if (!(width >= 1 && height >= 1)) throw unusable("its frames have no size");
  requireFewPixels({ width, height }, maxPixels);
  return { width, height };
}

export function requireFewPixels({ width, height }: { width: number; height: number }, maxPixels: number): void {
  if (width * height > maxPixels) throw unusable(`its frames are ${width} × ${height}, more pixels than are taken`);
}

async function requireCodec(track: Mediabunny.InputVideoTrack): Promise<string> {
  const codec = await track.getCodec();
  if (codec === null) throw unusable("its picture track is of an unknown codec");
  return codec;
}

function mediaTypeOf(mimeType: string): FilmMediaType {
  if (mimeType.startsWith("video/webm")) return "video/webm";
  return mimeType.startsWith("video/quicktime") ? "video/quicktime" : "video/mp4";
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

export function unusable(reason: string, cause?: unknown): Failure {
  return new Failure("result_unusable", { detail: `The file is not a usable film: ${reason}.`, cause });
}
