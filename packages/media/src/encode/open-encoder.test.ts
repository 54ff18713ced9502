import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkVideo } from "../film/check-video.ts";
import { findFfmpeg } from "../ffmpeg-executable.ts";
import { parseBoxes } from "../mp4/box.ts";
import { loadNodeAv } from "../node-av-library.ts";
import { ffprobe, frameDurations, hasFfprobe } from "../testing/ffprobe.ts";
import { movingPattern, withTempDir, writeTestFilm } from "../testing/moving-pattern.ts";
import { openEncoder } from "./open-encoder.ts";
import type { EncoderName } from "./raw-encoder.ts";

const isThere: Record<EncoderName, boolean> = {
  "node-av": await loadNodeAv().then(
    () => true,
    () => false,
  ),
  ffmpeg: (await findFfmpeg({ encoder: "libx264" })) !== undefined,
  wasm: true,
};
const canProbe = await hasFfprobe();
const tags = { software: "Kinora 1.2.3" };
/** Not a multiple of 16: the encoder has to crop. */
const SHAPE = { width: 180, height: 100, fps: 24, frames: 36 };

describe.each(["node-av", "ffmpeg"] as const)("x264 by %s", (only) => {
  test.skipIf(!isThere[only]).each([
    ["a still scene", "still", "rc=cqp mbtree=0 qp=18 ip_ratio=1.40"],
    ["a still loop, whose first frame is finer yet,", "still loop", "rc=cqp mbtree=0 qp=17 ip_ratio=2.00"],
  ] as const)("gives every frame of %s the same quantiser", (_, scene, settings) =>
    withTempDir(async (dir) => {
      const path = join(dir, "film.mp4");
      await writeTestFilm(path, { ...SHAPE, frames: 4, only, scene });
      // x264 writes its settings into the stream.
      expect((await readFile(path)).toString("latin1")).toContain(settings);
    }),
  );
});

/** And finds no date in it. */
async function convincesFfprobe(path: string, only: EncoderName): Promise<void> {
  const { stream, tags: said } = await ffprobe(path);
  expect(stream).toMatchObject({
    codec_name: "h264",
    profile: only === "wasm" ? "Baseline" : "High",
    pix_fmt: "yuv420p",
    width: 180,
    height: 100,
    color_range: "tv",
    color_space: "bt709",
    color_transfer: "bt709",
    color_primaries: "bt709",
    r_frame_rate: "24/1",
    avg_frame_rate: "24/1",
    nb_frames: "36",
    nb_read_frames: "36",
    duration: "1.500000",
    start_time: "0.000000",
  });
  expect(said).toMatchObject({ encoder: "Kinora 1.2.3", comment: "model kinora-local" });
  expect(said).not.toHaveProperty("creation_time");
  expect(new Set(await frameDurations(path))).toEqual(new Set([0.041667]));
}

describe.each(["node-av", "ffmpeg", "wasm"] as const)("the %s encoder", (only) => {
  const here = test.skipIf(!isThere[only]);

  here("makes a film of exactly the frames, rate and duration that it was given, moov before mdat", () =>
    withTempDir(async (dir) => {
      const path = join(dir, "film.mp4");
      expect(await writeTestFilm(path, { ...SHAPE, only })).toBe(only);
      expect(await checkVideo(path)).toMatchObject({
        mediaType: "video/mp4",
        width: 180,
        height: 100,
        frameCount: 36,
        durationSeconds: 1.5,
        fps: 24,
        videoCodec: "avc",
      });
      expect(await readdir(dir)).toEqual(["film.mp4"]);
      expect(parseBoxes(await readFile(path)).map(({ type }) => type)).toEqual(["ftyp", "moov", "mdat"]);
      if (canProbe) await convincesFfprobe(path, only);
    }),
  );

  here("gives the same bytes for the same frames", () =>
    withTempDir(async (dir) => {
      const [first, second] = [join(dir, "first.mp4"), join(dir, "second.mp4")];
      await writeTestFilm(first, { ...SHAPE, frames: 12, only });
      await writeTestFilm(second, { ...SHAPE, frames: 12, only });
      expect((await readFile(first)).equals(await readFile(second))).toBe(true);
    }),
  );

  here("leaves no file after an abort in the middle, and says the caller's reason", () =>
    withTempDir(async (dir) => {
      const leaving = new AbortController();
      const path = join(dir, "film.mp4");
      const encoder = await openEncoder({ width: 64, height: 64, fps: 24, path, tags, only, signal: leaving.signal });
      await encoder.write(movingPattern(64, 64, 0));
      leaving.abort(new Error("the client left"));
      await expect(encoder.write(movingPattern(64, 64, 1))).rejects.toThrow("the client left");
      await expect(encoder.finish()).rejects.toThrow("the client left");
      await encoder.abort();
      expect(await readdir(dir)).toEqual([]);
    }),
  );

  here("leaves no file after an abort while it finishes", () =>
    withTempDir(async (dir) => {
      const encoder = await openEncoder({ width: 64, height: 64, fps: 24, path: join(dir, "film.mp4"), tags, only });
      await encoder.write(movingPattern(64, 64, 0));
      const finishing = encoder.finish();
      const refused = expect(finishing).rejects.toThrow();
      await encoder.abort();
      await refused;
      expect(await readdir(dir)).toEqual([]);
    }),
  );

  here("takes frames that lie in shared memory", () =>
    withTempDir(async (dir) => {
      const { data, ...size } = movingPattern(64, 64, 0);
      const shared = new Uint8Array(new SharedArrayBuffer(data.length + 8), 8, data.length);
      shared.set(data);
      const encoder = await openEncoder({ ...size, fps: 24, path: join(dir, "film.mp4"), tags, only });
      await encoder.write({ ...size, data: shared });
      await encoder.finish();
      expect(await checkVideo(join(dir, "film.mp4"))).toMatchObject({ frameCount: 1 });
    }),
  );

  here("refuses a frame of another size, and ends", () =>
    withTempDir(async (dir) => {
      const encoder = await openEncoder({ width: 64, height: 64, fps: 24, path: join(dir, "film.mp4"), tags, only });
      await expect(encoder.write(movingPattern(32, 64, 0))).rejects.toMatchObject({ code: "engine_failed" });
      expect(await readdir(dir)).toEqual([]);
    }),
  );

  here("refuses to finish a film without frames", () =>
    withTempDir(async (dir) => {
      const encoder = await openEncoder({ width: 64, height: 64, fps: 24, path: join(dir, "film.mp4"), tags, only });
      await expect(encoder.finish()).rejects.toMatchObject({ code: "engine_failed" });
      expect(await readdir(dir)).toEqual([]);
    }),
  );
});

test.each([
  [{ width: 65, height: 64, fps: 24 }, "even"],
  [{ width: 0, height: 64, fps: 24 }, "even"],
  [{ width: 64, height: 64, fps: 23.976 }, "whole number"],
  [{ width: 64, height: 64, fps: 0 }, "whole number"],
])("%o is refused before anything starts", async (shape, word) => {
  const opening = openEncoder({ ...shape, path: "/nowhere/film.mp4", tags });
  await expect(opening).rejects.toMatchObject({ code: "bad_option", message: expect.stringContaining(word) as string });
});

test("the wasm encoder leaves no handlers on the process", () =>
  withTempDir(async (dir) => {
    const before = process.listenerCount("unhandledRejection");
    const encoder = await openEncoder({
      width: 64,
      height: 64,
      fps: 24,
      path: join(dir, "film.mp4"),
      tags,
      only: "wasm",
    });
    await encoder.abort();
    expect(process.listenerCount("unhandledRejection")).toBe(before);
  }));

test("two wasm films at once do not mix", () =>
  withTempDir(async (dir) => {
    const paths = [join(dir, "a.mp4"), join(dir, "b.mp4"), join(dir, "alone.mp4")] as const;
    const film = { width: 64, height: 64, fps: 24, frames: 10, only: "wasm" } as const;
    await Promise.all([writeTestFilm(paths[0], film), writeTestFilm(paths[1], { ...film, frames: 20 })]);
    await writeTestFilm(paths[2], film);
    expect((await readFile(paths[0])).equals(await readFile(paths[2]))).toBe(true);
  }));

test("an ffmpeg that is not there is named in the failure", () =>
  withTempDir(async (dir) => {
    const opening = openEncoder({
      width: 64,
      height: 64,
      fps: 24,
      path: join(dir, "film.mp4"),
      tags,
      only: "ffmpeg" as const,
      ffmpegPath: join(dir, "no-such-ffmpeg"),
    });
    await expect(opening).rejects.toMatchObject({
      code: "no_encoder",
      message: expect.stringContaining("ffmpeg: there is no ffmpeg with libx264") as string,
    });
  }));

test.skipIf(process.platform === "win32")("what a dying ffmpeg says reaches the failure, and its file goes", () =>
  withTempDir(async (dir) => {
    const ffmpegPath = join(dir, "ffmpeg");
    const script = '#!/bin/sh\ncase "$*" in *encoder=libx264*) echo Encoder libx264; exit 0;; esac\n';
    await writeFile(ffmpegPath, `${script}echo no space left on device >&2\nexit 1\n`);
    await chmod(ffmpegPath, 0o755);
    const path = join(dir, "film.mp4");
    const encoder = await openEncoder({ width: 64, height: 64, fps: 24, path, tags, only: "ffmpeg", ffmpegPath });
    const writing = (async () => {
      for (let index = 0; index < 100; index++) await encoder.write(movingPattern(64, 64, index));
      await encoder.finish();
    })();
    await expect(writing).rejects.toMatchObject({
      code: "engine_failed",
      message: "The video encoder (ffmpeg) stopped: no space left on device.",
    });
    expect(await readdir(dir)).toEqual(["ffmpeg"]);
  }),
);
