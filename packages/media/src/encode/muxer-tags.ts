import type { RawEncoderRequest } from "./raw-encoder.ts";

/** What FFmpeg's muxer writes into a WebM about it (an MP4 gets its tags later). Matroska's own place for a
 * program's name is filled by the muxer. */
export const muxerTags = ({ container, tags }: RawEncoderRequest): Record<string, string> => {
  if (container !== "webm" || tags === undefined) return {};
  return {
    SOFTWARE: tags.software,
    ...(tags.title === undefined ? {} : { title: tags.title }),
    ...(tags.comment === undefined ? {} : { comment: tags.comment }),
  };
};
