import { expect, test } from "vitest";
import { filmOptionsOf } from "./film-options.ts";

test.each([
  [undefined, { codec: "h264", container: "mp4", metadata: true }],
  [{ codec: "hevc" }, { codec: "hevc", container: "mp4", metadata: true }],
  [{ codec: "av1" }, { codec: "av1", container: "mp4", metadata: true }],
  [
    { codec: "av1", container: "webm" },
    { codec: "av1", container: "webm", metadata: true },
  ],
  [{ container: "webm" }, { codec: "vp9", container: "webm", metadata: true }],
  [{ codec: "vp9" }, { codec: "vp9", container: "webm", metadata: true }],
  [{ metadata: false }, { codec: "h264", container: "mp4", metadata: false }],
])("%j makes %j", (provider_options, film) => {
  expect(filmOptionsOf(provider_options === undefined ? {} : { provider_options })).toEqual(film);
});

test.each([
  [{ codec: "h264", container: "webm" }, "h264 does not go into webm; there it can be vp9 or av1."],
  [{ codec: "vp9", container: "mp4" }, "vp9 does not go into mp4; there it can be h264 or hevc or av1."],
  [{ codec: "mpeg2" }, "the embedded engine takes codec (h264, hevc, av1, vp9)"],
  [{ bitrate: 5 }, "container (mp4, webm) and metadata (true, false)"],
  [{ metadata: "no" }, "metadata: Invalid input"],
])("%j is refused with what there is", (provider_options, sentence) => {
  expect(() => filmOptionsOf({ provider_options })).toThrow(sentence);
});
