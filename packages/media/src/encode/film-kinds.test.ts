import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FFEncoderCodec } from "node-av/constants";
import { describe, expect, test } from "vitest";
import { findFfmpeg } from "../ffmpeg-executable.ts";
import { checkVideo } from "../film/check-video.ts";
import { parseBoxes } from "../mp4/box.ts";
import { loadNodeAv } from "../node-av-library.ts";
import { ffprobe, hasFfprobe } from "../testing/ffprobe.ts";
import { movingPattern, withTempDir, writeTestFilm } from "../testing/moving-pattern.ts";
import { CODEC_SETTINGS } from "./codec-settings.ts";
import { openEncoder } from "./open-encoder.ts";
import type { EncoderName, VideoCodec, VideoContainer } from "./raw-encoder.ts";

const canProbe = await hasFfprobe();
/** Not a multiple of 16: the encoder has to crop. */
const SHAPE = { width: 180, height: 100, fps: 24, frames: 18 };

const KINDS = [
  ["hevc", "mp4", { codec_name: "hevc", codec_tag_string: "hvc1", profile: "Main", nb_frames: "18" }],
  ["av1", "mp4", { codec_name: "av1", codec_tag_string: "av01", nb_frames: "18" }],
  ["av1", "webm", { codec_name: "av1" }],
  ["vp9", "webm", { codec_name: "vp9" }],
] as const satisfies readonly (readonly [VideoCodec, VideoContainer, object])[];

const canMake = async (only: EncoderName, codec: VideoCodec): Promise<boolean> => {
  const { library } = CODEC_SETTINGS[codec];
  if (only === "ffmpeg") return (await findFfmpeg({ encoder: library })) !== undefined;
  const av = await loadNodeAv().catch(() => undefined);
  return (av?.Codec.findEncoderByName(library as FFEncoderCodec) ?? null) !== null;
};

async function convincesFfprobe(path: string, said: object): Promise<void> {
  const { stream, tags } = await ffprobe(path);
  expect(stream).toMatchObject({
    ...said,
    pix_fmt: "yuv420p",
    color_range: "tv",
    color_space: "bt709",
    color_transfer: "bt709",
    color_primaries: "bt709",
    r_frame_rate: "24/1",
    avg_frame_rate: "24/1",
    nb_read_frames: "18",
  });
  expect(Object.values(tags)).toEqual(expect.arrayContaining(["Kinora 1.2.3", "model kinora-local"]));
}

describe.each(["node-av", "ffmpeg"] as const)("by %s", (only) => {
  describe.each(KINDS)("%s in %s", async (codec, container, said) => {
    const here = test.skipIf(!(await canMake(only, codec)));
    const kind = { codec, container };

    here(
      "has exactly the frames, rate and duration that it was given, the same bytes again, and convinces ffprobe",
      () =>
        withTempDir(async (dir) => {
          const [first, second] = [join(dir, "first"), join(dir, "second")];
          expect(await writeTestFilm(first, { ...SHAPE, only, kind })).toBe(only);
          await writeTestFilm(second, { ...SHAPE, only, kind });
          expect(await checkVideo(first)).toMatchObject({
            mediaType: `video/${container}`,
            width: 180,
            height: 100,
            frameCount: 18,
            durationSeconds: 0.75,
            fps: 24,
            videoCodec: codec,
          });
          expect((await readFile(first)).equals(await readFile(second))).toBe(true);
          if (canProbe) await convincesFfprobe(first, said);
          if (container === "webm") return;
          expect(parseBoxes(await readFile(first)).map(({ type }) => type)).toEqual(["ftyp", "moov", "mdat"]);
        }),
    );
  });
});

test.each([
  ["h264", "webm"],
  ["hevc", "webm"],
  ["vp9", "mp4"],
] as const)("%s in %s is refused before anything starts", async (codec, container) => {
  const opening = openEncoder({ width: 64, height: 64, fps: 24, path: "/nowhere/film", kind: { codec, container } });
  await expect(opening).rejects.toMatchObject({
    code: "bad_option",
    message: expect.stringContaining(`${codec} does not go into ${container}: there it can be `) as string,
  });
});

test("AV1 of few pixels, at which its encoder hangs, is refused before anything starts", async () => {
  const kind = { codec: "av1", container: "mp4" } as const;
  await expect(openEncoder({ width: 16, height: 640, fps: 24, path: "/nowhere/film", kind })).rejects.toMatchObject({
    code: "bad_option",
    message: "av1 needs sides of at least 64 pixels, and this film has 16 × 640: choose another codec.",
  });
});

test("a codec that no encoder here makes is refused with those that are made", async () => {
  const kind = { codec: "vp9", container: "webm" } as const;
  const opening = openEncoder({ width: 64, height: 64, fps: 24, path: "/nowhere/film", kind, only: "wasm" });
  await expect(opening).rejects.toMatchObject({
    code: "no_encoder",
    message: expect.stringMatching(
      /^This machine cannot make vp9 \(wasm: it writes H\.264 in MP4 only\)\. It can make h264\b/u,
    ) as string,
  });
});

test.each(["mp4", "webm"] as const)("without tags an %s says nothing of who made it and how", (container) =>
  withTempDir(async (dir) => {
    const path = join(dir, "film");
    const kind = { codec: container === "mp4" ? "h264" : "vp9", container } as const;
    if (container === "webm" && !(await canMake("node-av", "vp9"))) return;
    const encoder = await openEncoder({ width: 64, height: 64, fps: 24, path, kind });
    await encoder.write(movingPattern(64, 64, 0));
    await encoder.finish();
    const bytes = (await readFile(path)).toString("latin1");
    expect(bytes).not.toMatch(/udta|SOFTWARE|COMMENT|Kinora/u);
  }),
);
