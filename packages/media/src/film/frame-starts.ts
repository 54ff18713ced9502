import { disposing } from "../disposing.ts";
import { demuxer } from "./demuxer.ts";

const { EncodedPacketSink, FilePathSource, Input, WEBM } = demuxer;

/** When each frame of a WebM is first shown (seconds), in order. Its packets were found by `checkVideo` before. */
export async function readFrameStarts(path: string): Promise<number[]> {
  const source = new FilePathSource(path, { handleUnhandledError: () => undefined });
  return disposing(new Input({ source, formats: [WEBM] }), async (input) => {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) return [];
    const isVp8 = (await track.getCodec()) === "vp8";
    const starts: number[] = [];
    for await (const { data, timestamp } of new EncodedPacketSink(track).packets()) {
      if (!isVp8 || isShown(data)) starts.push(timestamp);
    }
    return starts.sort((one, other) => one - other);
  });
}

/** The bit show_frame of a VP8 frame (RFC 6386, 9.1): those without it are only there for others to refer to. */
const isShown = (frame: Uint8Array): boolean => ((frame[0] ?? 0) & 0b1_0000) !== 0;
