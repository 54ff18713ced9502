import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Resolution } from "@kinora/contract";
import { runInEngineChild } from "@kinora/engine";
import { checkVideo } from "@kinora/media";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { frameDurations, hasFfprobe } from "../../packages/media/src/testing/ffprobe.ts";

const canProbe = await hasFfprobe();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-shapes-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Size = readonly [width: number, height: number];

/** A smooth picture of four colours: nothing to wait for. */
const still = async ([width, height]: Size): Promise<string> => {
  const corners = Uint8Array.from([200, 90, 40, 60, 120, 200, 90, 160, 70, 30, 40, 60]);
  const path = join(folder, `${width}x${height}.png`);
  const image = sharp(corners, { raw: { width: 2, height: 2, channels: 3 } }).resize(width, height, { fit: "fill" });
  await writeFile(path, await image.png().toBuffer());
  return path;
};

test.each<
  readonly [string, Size, { resolution: Resolution; fps: number; seconds: number; preview?: true }, Size, number]
>([
  ["portrait", [300, 400], { resolution: "480p", fps: 24, seconds: 1 }, [480, 640], 24],
  ["square", [300, 300], { resolution: "480p", fps: 25, seconds: 1.2 }, [480, 480], 30],
  ["a panorama of 8:1", [1600, 200], { resolution: "480p", fps: 30, seconds: 1 }, [1536, 192], 30],
  ["a tower of 1:8", [200, 1600], { resolution: "480p", fps: 50, seconds: 1 }, [192, 1536], 50],
  ["16:9 at 60 frames a second", [1280, 720], { resolution: "720p", fps: 60, seconds: 1 }, [1280, 720], 60],
  ["as large as twice the picture", [451, 301], { resolution: "1080p", fps: 24, seconds: 1 }, [902, 602], 24],
  ["4K", [1920, 1080], { resolution: "2160p", fps: 24, seconds: 1 }, [3840, 2160], 24],
  ["15 seconds", [64, 48], { resolution: "480p", fps: 24, seconds: 15 }, [128, 96], 360],
  ["a preview", [1280, 720], { resolution: "1080p", fps: 24, seconds: 1, preview: true }, [640, 360], 24],
  ["the smallest picture", [16, 16], { resolution: "480p", fps: 24, seconds: 1 }, [32, 32], 24],
])(
  "%s: whole, even, and every frame as long as the other",
  async (...[, size, { resolution, fps, seconds, preview }, made, frames]) => {
    const outputPath = join(folder, `${size.join("x")}-${fps}-${resolution}.mp4`);
    const wish = { prompt: "slow zoom in", motion: undefined, seed: 1, durationSeconds: seconds, fps, loop: false };
    const order = {
      ...wish,
      resolution,
      preview: preview ?? false,
      software: "test",
      stillPath: await still(size),
      outputPath,
    };
    await runInEngineChild({ kind: "render", order }, { signal: new AbortController().signal });
    expect(await checkVideo(outputPath)).toMatchObject({
      width: made[0],
      height: made[1],
      frameCount: frames,
      durationSeconds: frames / fps,
      fps,
    });
    if (canProbe) expect(new Set(await frameDurations(outputPath))).toEqual(new Set([Number((1 / fps).toFixed(6))]));
  },
);
