import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rgbToI420 } from "../bt709-pixels.ts";
import { openEncoder, type EncoderRequest } from "../encode/open-encoder.ts";
import type { I420Frame, RgbImage } from "../pixels.ts";

/** For the tests of this package: a folder that is gone when `use` has ended, however it ends. */
export async function withTempDir<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "kinora-media-"));
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export const plainImage = (width: number, height: number, color: readonly [number, number, number]): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => color[at % 3] ?? 0),
});

/** Soft waves that drift two pixels a frame, with a red left and a blue right half. */
export function movingPattern(width: number, height: number, index: number): I420Frame {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wave = 40 * Math.sin((x + y - 2 * index) / 9);
      const at = (y * width + x) * 3;
      data[at] = (x < width / 2 ? 180 : 60) + wave;
      data[at + 1] = 100 + wave;
      data[at + 2] = (x < width / 2 ? 60 : 180) + wave;
    }
  }
  return rgbToI420({ width, height, data });
}

interface TestFilm extends Omit<EncoderRequest, "path" | "tags"> {
  readonly frames: number;
}

/** Writes the pattern as a film and returns the name of the encoder that made it. */
export async function writeTestFilm(path: string, film: TestFilm): Promise<string> {
  const { frames, ...shape } = film;
  const encoder = await openEncoder({
    ...shape,
    path,
    tags: { software: "Kinora 1.2.3", comment: "model kinora-local" },
  });
  for (let index = 0; index < frames; index++) {
    await encoder.write(movingPattern(film.width, film.height, index));
  }
  await encoder.finish();
  return encoder.name;
}
