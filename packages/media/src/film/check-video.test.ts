import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { writeTestFilm } from "../testing/moving-pattern.ts";
import { checkVideo } from "./check-video.ts";

let dir = "";
let film = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "kinora-check-"));
  film = join(dir, "film.mp4");
  await writeTestFilm(film, { width: 64, height: 48, fps: 12, frames: 24 });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const failureOf = async (bytes: Uint8Array): Promise<unknown> => {
  const path = join(dir, "strange.mp4");
  await writeFile(path, bytes);
  return checkVideo(path).then(
    () => "no failure",
    (error: unknown) => error,
  );
};

test("a whole film's facts are read without a decoder", async () =>
  expect(await checkVideo(film)).toEqual({
    mediaType: "video/mp4",
    width: 64,
    height: 48,
    rotation: 0,
    durationSeconds: 2,
    frameCount: 24,
    fps: 12,
    videoCodec: "avc",
    hasAudio: false,
    bytes: (await readFile(film)).length,
    decoded: false,
  }));

test.each([
  ["an empty file", "", "it is empty"],
  ["a web page", "\n<!DOCTYPE html><html>Not found</html>", "it is a web page"],
  ["an error as JSON", '{"error":"expired"}', "it is JSON"],
  ["a storage service's error", "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "it is XML"],
  ["text", "Your video will be ready soon.\n", "it is text"],
  ["a JPEG", "\xff\xd8\xff\xe0\0\x10JFIF\0", "neither MP4 nor WebM"],
  ["a file type box and nothing else", "\0\0\0\x10ftypisom\0\0\0\0", "no picture track"],
])("%s named .mp4 is not a usable film", async (...[, text, reason]) => {
  const failure = await failureOf(Buffer.from(text, "latin1"));
  expect(failure).toMatchObject({ code: "result_unusable" });
  expect((failure as Error).message).toContain(reason);
});

test.each([0.02, 0.5, 0.9, 0.999])("a film of which only %d arrived is not usable", async (share) => {
  const bytes = await readFile(film);
  const failure = await failureOf(bytes.subarray(0, Math.floor(bytes.length * share)));
  expect(failure).toMatchObject({ code: "result_unusable" });
});

test("a cut film's failure counts the frames that are there", async () => {
  const bytes = await readFile(film);
  expect(((await failureOf(bytes.subarray(0, bytes.length - 1))) as Error).message).toContain(
    "cut short: 23 of 24 frames",
  );
});

test("a film without end is refused by its length", async () =>
  expect(checkVideo(film, { limits: { maxSeconds: 1 } })).rejects.toThrow("runs longer than 1 seconds"));

test("a film of too many bytes is refused", async () =>
  expect(checkVideo(film, { limits: { maxBytes: 100 } })).rejects.toMatchObject({ code: "result_unusable" }));

test("frames of too many pixels are refused", async () =>
  expect(checkVideo(film, { limits: { maxPixels: 64 * 48 - 1 } })).rejects.toThrow(
    "64 × 48, more pixels than are taken",
  ));

test("an abort is answered with the caller's reason", async () =>
  expect(checkVideo(film, { signal: AbortSignal.abort(new Error("the client left")) })).rejects.toThrow(
    "the client left",
  ));
