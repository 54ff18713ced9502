import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { hasFfprobe } from "../testing/ffprobe.ts";
import { withTempDir, writeTestFilm } from "../testing/moving-pattern.ts";
import { openEncoder } from "./open-encoder.ts";

// As on a machine for which node-av has no binary.
vi.mock("node-av/lib", () => {
  throw new Error("Cannot find module '@seydx/node-av-linux-musl'");
});

const FILM = { width: 64, height: 48, fps: 12, frames: 3 };

test.skipIf(!(await hasFfprobe()))("without node-av an ffmpeg on PATH makes the film", () =>
  withTempDir(async (dir) => expect(await writeTestFilm(join(dir, "film.mp4"), FILM)).toBe("ffmpeg")),
);

test("without node-av and ffmpeg the wasm encoder makes the film", () =>
  withTempDir(async (dir) => {
    const path = join(dir, "film.mp4");
    expect(await writeTestFilm(path, { ...FILM, ffmpegPath: join(dir, "no-ffmpeg") })).toBe("wasm");
    expect(await readdir(dir)).toEqual(["film.mp4"]);
  }));

test("asking for node-av alone says why it is not there", async () => {
  const opening = openEncoder({ ...FILM, path: "/nowhere/film.mp4", tags: { software: "Kinora" }, only: "node-av" });
  await expect(opening).rejects.toMatchObject({ code: "no_encoder" });
});
