import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { i420ToRgb } from "../bt709-pixels.ts";
import { decodeImage } from "../images/decode-image.ts";
import { openImage } from "../images/open-image.ts";
import type { RgbImage } from "../pixels.ts";
import { movingPattern, withTempDir, writeTestFilm } from "../testing/moving-pattern.ts";
import { checkVideo } from "./check-video.ts";
import type { FilmDecoder } from "./film-decoder.ts";
import { makeAnimated } from "./make-animated.ts";
import { makeStills } from "./make-stills.ts";
import { openDecoder } from "./open-decoder.ts";

const WIDTH = 160;
const HEIGHT = 96;

function meanError(a: RgbImage, b: RgbImage): number {
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - (b.data[at] ?? 0)), 0) / a.data.length;
}

async function withFilm<T>(use: (path: string) => Promise<T>): Promise<T> {
  return withTempDir(async (dir) => {
    const path = join(dir, "film.mp4");
    await writeTestFilm(path, { width: WIDTH, height: HEIGHT, fps: 12, frames: 24 });
    return use(path);
  });
}

describe.each(["node-av", "ffmpeg"] as const)("with the %s decoder", async (name) => {
  const found = await openDecoder({ decoders: [name] });
  const here = test.skipIf(found === undefined);
  const decoder = found as FilmDecoder;

  here("the last frame is the last frame, in the film's size and colours", () =>
    withFilm(async (path) => {
      const { lastFrame } = await makeStills(path, { facts: await checkVideo(path), decoder });
      const picture = await decodeImage(lastFrame.bytes);
      expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT]);
      const last = meanError(picture, i420ToRgb(movingPattern(WIDTH, HEIGHT, 23)));
      const oneBefore = meanError(picture, i420ToRgb(movingPattern(WIDTH, HEIGHT, 22)));
      expect(last).toBeLessThan(3);
      expect(oneBefore).toBeGreaterThan(2 * last);
    }),
  );

  here("the thumbnail is a WebP of the first frame", () =>
    withFilm(async (path) => {
      const { thumbnail } = await makeStills(path, { facts: await checkVideo(path), decoder });
      expect((await openImage(thumbnail.bytes, {}).metadata()).format).toBe("webp");
      expect(meanError(await decodeImage(thumbnail.bytes), i420ToRgb(movingPattern(WIDTH, HEIGHT, 0)))).toBeLessThan(6);
    }),
  );

  here("the spritesheet has the size that its layout says", () =>
    withFilm(async (path) => {
      const { spritesheet, spritesheetLayout } = await makeStills(path, { facts: await checkVideo(path), decoder });
      expect(spritesheetLayout).toEqual({ columns: 5, rows: 2, tiles: 10, tileWidth: 160, tileHeight: 96 });
      expect(await decodeImage(spritesheet.bytes)).toMatchObject({ width: 800, height: 192 });
    }),
  );

  here("a film whose packets are garbage in a whole container is not usable", () =>
    withFilm(async (path) => {
      const bytes = await readFile(path);
      bytes.fill(0xa5, bytes.indexOf("mdat") + 4);
      await writeFile(path, bytes);
      const facts = await checkVideo(path);
      expect(facts.frameCount).toBe(24);
      await expect(makeStills(path, { facts, decoder })).rejects.toMatchObject({ code: "result_unusable" });
    }),
  );

  here("an abort ends the decoding with the caller's reason", () =>
    withFilm(async (path) => {
      const facts = await checkVideo(path);
      const signal = AbortSignal.abort(new Error("the client left"));
      await expect(makeStills(path, { facts, decoder, signal })).rejects.toThrow("the client left");
    }),
  );

  here.each(["webp", "gif"] as const)("an animated %s has the asked size and rate, and plays for ever", (format) =>
    withFilm(async (path) => {
      const facts = await checkVideo(path);
      const { bytes, ...size } = await makeAnimated(path, { format, widthPx: 80, fps: 5, facts, decoder });
      const told = await openImage(bytes, { animated: true }).metadata();
      expect(told).toMatchObject({ format, width: 80, pageHeight: 48, pages: 10, loop: 0 });
      expect(size).toEqual({ width: 80, height: 48 });
      expect(told.delay).toEqual(Array<number>(10).fill(200));
    }),
  );

  here("an animation is never faster or wider than its film", () =>
    withFilm(async (path) => {
      const facts = await checkVideo(path);
      const { bytes } = await makeAnimated(path, { format: "webp", widthPx: 999, fps: 50, facts, decoder });
      expect(await openImage(bytes, { animated: true }).metadata()).toMatchObject({ width: WIDTH, pages: 24 });
    }),
  );
});

test("a machine without decoders is told so by undefined", async () =>
  expect(await openDecoder({ decoders: ["ffmpeg"], ffmpegPath: "/no/such/ffmpeg" })).toBeUndefined());
