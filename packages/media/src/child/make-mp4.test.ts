import { copyFile, readdir, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openRaw } from "../images/open-image.ts";
import { decodeImage } from "../images/decode-image.ts";
import { checkVideo } from "../film/check-video.ts";
import { makeAnimated } from "../film/make-animated.ts";
import { openDecoder } from "../film/open-decoder.ts";
import type { RgbImage } from "../pixels.ts";
import { ffprobe, hasFfprobe } from "../testing/ffprobe.ts";
import { plainImage, withTempDir, writeTestFilm } from "../testing/moving-pattern.ts";
import { writeAvi } from "../testing/write-avi.ts";
import { DECODER_NAMES } from "../film/film-decoder.ts";
import type { MadeMp4 } from "../film/make-mp4.ts";
import { doFilmWork, type InspectedFilm } from "./film-work.ts";
import { makeMp4InChild } from "./in-film-child.ts";

const decoder = await openDecoder();
const canProbe = await hasFfprobe();
const HIDDEN = fileURLToPath(new URL("../film/__fixtures__/hidden-frames.webm", import.meta.url));
const RED = [200, 30, 30] as const;
const BLUE = [30, 30, 200] as const;

/** An animated picture of plain frames, each shown for so many milliseconds. */
const writeRoll = async (
  path: string,
  frames: readonly { readonly image: RgbImage; readonly milliseconds: number }[],
): Promise<void> => {
  const [{ image }] = frames as [(typeof frames)[number]];
  const { width, height } = image;
  const roll = openRaw(Buffer.concat(frames.map((frame) => frame.image.data)), {
    ...{ width, height: height * frames.length, channels: 3, pageHeight: height },
  });
  const delay = frames.map(({ milliseconds }) => milliseconds);
  await writeFile(path, await (path.endsWith(".gif") ? roll.gif({ delay }) : roll.webp({ delay })).toBuffer());
};

/** A white row wanders down: frames that are the same are written as one. */
const redThenBlue = (width: number, height: number, milliseconds: readonly number[]) =>
  milliseconds.map((length, index) => {
    const image = plainImage(width, height, index < milliseconds.length / 2 ? RED : BLUE);
    const row = width * 3;
    const at = Math.floor(height / 2) + index;
    image.data.fill(255, at * row, (at + 1) * row);
    return { image, milliseconds: length };
  });

const isNear = (image: RgbImage, color: readonly number[]): boolean =>
  color.every((value, channel) => Math.abs(value - (image.data[channel] ?? 0)) < 12);

/** What the child does, here: a process for each film would be most of the time. */
const make = (path: string, outPath: string): Promise<MadeMp4> =>
  doFilmWork({ kind: "make_mp4", path, outPath, decoders: DECODER_NAMES }) as Promise<MadeMp4>;

/** Makes the film an MP4, and proves with the usual check that the whole of it decodes. */
const converted = async (path: string, dir: string) => {
  const outPath = join(dir, "video.mp4");
  const made = await make(path, outPath);
  const inspect = { kind: "inspect", path: outPath, outDir: dir, decoders: DECODER_NAMES } as const;
  const { facts } = (await doFilmWork(inspect)) as InspectedFilm;
  const first = await decodeImage(join(dir, "thumbnail.webp"));
  const last = await decodeImage(join(dir, "last-frame.png"));
  return { made, facts, first, last };
};

test.each(["roll.gif", "roll.webp"])("%s becomes an MP4 of its rate, length and pictures", (name) =>
  withTempDir(async (dir) => {
    const path = join(dir, name);
    await writeRoll(path, redThenBlue(64, 48, [100, 100, 100, 100, 100, 100, 100, 100]));
    const { made, facts, first, last } = await converted(path, dir);
    expect(made).toEqual({ width: 64, height: 48, fps: 10, frameCount: 8, isMuted: false });
    expect(facts).toMatchObject({ mediaType: "video/mp4", videoCodec: "avc", durationSeconds: 0.8, fps: 10 });
    expect([isNear(first, RED), isNear(last, BLUE)]).toEqual([true, true]);
  }),
);

test("an odd side loses its last line of pixels", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "odd.webp");
    await writeRoll(path, redThenBlue(65, 49, [40, 40]));
    expect((await converted(path, dir)).facts).toMatchObject({ width: 64, height: 48, durationSeconds: 0.08, fps: 25 });
  }));

test("frames of different lengths are shown as long as they were", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "uneven.gif");
    await writeRoll(path, redThenBlue(32, 32, [500, 50, 50, 400]));
    expect((await converted(path, dir)).made).toMatchObject({ fps: 20, frameCount: 20 });
  }));

test.skipIf(decoder === undefined)("a WebM becomes an MP4, frame by frame", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "film.webm");
    const film = { width: 96, height: 64, fps: 16, frames: 33 };
    await writeTestFilm(path, { ...film, kind: { codec: "vp9", container: "webm" } });
    expect((await converted(path, dir)).facts).toMatchObject({
      mediaType: "video/mp4",
      videoCodec: "avc",
      frameCount: 33,
      fps: 16,
      durationSeconds: 2.063,
    });
    expect((await checkVideo(path)).mediaType).toBe("video/webm");
  }),
);

test.skipIf(decoder === undefined)("frames of a VP8 film that are never shown do not count", () =>
  withTempDir(async (dir) => {
    expect((await converted(HIDDEN, dir)).made).toMatchObject({ fps: 12, frameCount: 30 });
  }),
);

test.skipIf(decoder === undefined)("an AVI becomes an MP4", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "film.avi");
    await writeAvi(path, { width: 64, height: 48, fps: 8, colors: [RED, RED, BLUE, BLUE] });
    const { made, first, last } = await converted(path, dir);
    expect(made).toEqual({ width: 64, height: 48, fps: 8, frameCount: 4, isMuted: false });
    expect([isNear(first, RED), isNear(last, BLUE)]).toEqual([true, true]);
  }),
);

test.skipIf(!canProbe)("an outside judge finds an MP4 of evenly spaced frames", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "roll.gif");
    await writeRoll(path, redThenBlue(64, 48, [80, 80, 80, 80]));
    expect(await makeMp4InChild(path, join(dir, "video.mp4"))).toMatchObject({ fps: 25, frameCount: 8 });
    const { stream } = await ffprobe(join(dir, "video.mp4"));
    expect(stream).toMatchObject({ codec_name: "h264", r_frame_rate: "25/1", nb_read_frames: "8" });
  }),
);

test.skipIf(decoder === undefined)("without a decoder a WebM cannot be converted, and nothing is written", () =>
  withTempDir(async (dir) => {
    expect(await makeMp4InChild(HIDDEN, join(dir, "video.mp4"), { decoders: [] })).toBeUndefined();
    expect(await readdir(dir)).toEqual([]);
  }),
);

test("an animation made of a film here comes back as that film", () =>
  withTempDir(async (dir) => {
    if (decoder === undefined) return;
    await writeTestFilm(join(dir, "film.mp4"), { width: 96, height: 64, fps: 12, frames: 24 });
    const facts = await checkVideo(join(dir, "film.mp4"));
    const wish = { format: "webp", widthPx: 96, fps: 12, facts, decoder } as const;
    const { bytes } = await makeAnimated(join(dir, "film.mp4"), wish);
    await writeFile(join(dir, "film.webp"), bytes);
    expect((await converted(join(dir, "film.webp"), dir)).made).toMatchObject({ fps: 12, frameCount: 24 });
  }));

interface Spoilt {
  readonly what: string;
  readonly name: string;
  readonly write: (path: string) => Promise<void>;
  readonly why: string;
}

const halve = async (path: string): Promise<void> => truncate(path, Math.floor((await stat(path)).size / 2));

const SPOILT: readonly Spoilt[] = [
  {
    what: "a single picture",
    name: "one.webp",
    write: (path) => writeRoll(path, redThenBlue(8, 8, [40])),
    why: "it is a single picture",
  },
  {
    what: "half a GIF",
    name: "half.gif",
    write: (path) => writeRoll(path, redThenBlue(64, 48, [100, 100, 100, 100])).then(() => halve(path)),
    why: "it is cut short: it has no end",
  },
  {
    what: "half an AVI",
    name: "half.avi",
    write: (path) => writeAvi(path, { width: 64, height: 48, fps: 8, colors: [RED, BLUE] }).then(() => halve(path)),
    why: "it is cut short",
  },
  {
    what: "an AVI of nothing",
    name: "empty.avi",
    write: (path) => writeFile(path, "RIFF\0\0\0\0AVI "),
    why: "it has no picture track",
  },
  {
    what: "half a WebM",
    name: "half.webm",
    write: (path) => copyFile(HIDDEN, path).then(() => halve(path)),
    why: "it has no frames",
  },
  {
    what: "a web page",
    name: "page.webm",
    write: (path) => writeFile(path, "<html>expired</html>"),
    why: "it is no WebM, AVI, GIF or WebP",
  },
];

test.skipIf(decoder === undefined).each(SPOILT)(
  "$what is not usable, and nothing is left of it",
  ({ name, write, why }) =>
    withTempDir(async (dir) => {
      await write(join(dir, name));
      const error = await make(join(dir, name), join(dir, "video.mp4")).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "result_unusable" });
      expect(String(error)).toContain(why);
      expect(await readdir(dir)).toEqual([name]);
    }),
);

test("a film that would run for hours is not begun", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "long.gif");
    await writeRoll(path, redThenBlue(8, 8, [60_000, 60_000]));
    await expect(makeMp4InChild(path, join(dir, "video.mp4"), { limits: { maxSeconds: 60 } })).rejects.toThrow(
      "runs longer than 60 seconds",
    );
  }));

test("memory and time of the child are limited", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "roll.gif");
    await writeRoll(path, redThenBlue(64, 48, [100, 100]));
    const outPath = join(dir, "video.mp4");
    await expect(makeMp4InChild(path, outPath, { maxRssBytes: 2 ** 20 })).rejects.toThrow("more than 1 MiB");
    await expect(makeMp4InChild(path, outPath, { timeLimitMs: 1 })).rejects.toThrow("within 0.001 seconds");
  }));
