import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openRaw } from "../images/open-image.ts";
import { withTempDir } from "../testing/moving-pattern.ts";
import { writeAvi } from "../testing/write-avi.ts";
import { checkVideo } from "./check-video.ts";
import { makeMp4 } from "./make-mp4.ts";
import { openDecoder } from "./open-decoder.ts";
import { openFilmSource } from "./open-film-source.ts";

const HIDDEN = fileURLToPath(new URL("__fixtures__/hidden-frames.webm", import.meta.url));
const decoder = await openDecoder();

/** As the film's child process does it, without the process. */
const converted = async (path: string, dir: string) => {
  const source = await openFilmSource(path, { decoder, limits: undefined });
  if (source === undefined) throw new Error("There is no decoder.");
  const outPath = join(dir, "out.mp4");
  const made = await makeMp4(source, { outPath });
  return { made, facts: await checkVideo(outPath) };
};

/** Six grey frames, each lighter than the one before. */
const writeGif = async (path: string, delay: readonly number[]): Promise<void> => {
  const frame = (index: number): Buffer => Buffer.alloc(33 * 20 * 3, 20 + 30 * index);
  const rows = Buffer.concat(delay.map((_, index) => frame(index)));
  const roll = openRaw(rows, { width: 33, height: 20 * delay.length, channels: 3, pageHeight: 20 });
  await writeFile(path, await roll.gif({ delay: [...delay] }).toBuffer());
};

test("an animated picture keeps its length, and loses the last column of an odd width", () =>
  withTempDir(async (dir) => {
    await writeGif(join(dir, "a.gif"), [100, 100, 200, 100, 100, 100]);
    const { made, facts } = await converted(join(dir, "a.gif"), dir);
    expect(made).toMatchObject({ width: 32, height: 20, fps: 10, frameCount: 7, isMuted: false });
    expect(facts).toMatchObject({ mediaType: "video/mp4", durationSeconds: 0.7 });
  }));

describe.skipIf(decoder === undefined)("where films are decoded", () => {
  test("frames of a WebM that are never shown are not in the MP4", () =>
    withTempDir(async (dir) => {
      const { made, facts } = await converted(HIDDEN, dir);
      expect(facts.durationSeconds).toBeCloseTo(made.frameCount / made.fps, 1);
    }));

  test("an AVI keeps its rate and its length", () =>
    withTempDir(async (dir) => {
      const path = join(dir, "a.avi");
      await writeAvi(path, {
        width: 64,
        height: 48,
        fps: 16,
        colors: Array.from({ length: 17 }, (): [number, number, number] => [200, 30, 30]),
      });
      const { made } = await converted(path, dir);
      expect(made).toMatchObject({ width: 64, height: 48, fps: 16, frameCount: 17 });
    }));
});
