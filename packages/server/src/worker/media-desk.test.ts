import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openEncoder, rgbToI420 } from "@kinora/media";
import { createMediaDesk } from "./media-desk.ts";

let children: ChildProcess[];
const note = (message: unknown): void => void children.push((message as { process: ChildProcess }).process);
beforeEach(() => {
  children = [];
  subscribe("child_process", note);
});
afterEach(() => unsubscribe("child_process", note));

test("a desk that starts ahead has one child wait for the video that is on its way, and ends it when there is none", async () => {
  const desk = createMediaDesk({ environment: {}, startsAhead: true });
  desk.prepare?.();
  desk.prepare?.();
  await vi.waitFor(() => expect(children).toHaveLength(1), { timeout: 10_000 });
  const gone = once(children[0]!, "exit");
  await desk.close?.();
  await gone;
  expect(children.map(({ signalCode }) => signalCode)).toEqual(["SIGKILL"]);
});

test("any other desk waits for the video itself", async () => {
  const desk = createMediaDesk({ environment: {}, startsAhead: false });
  desk.prepare?.();
  await desk.close?.();
  expect(children).toEqual([]);
});

/** A clip of two frames, in a folder that is gone afterwards. */
const withClip = async (
  container: "mp4" | "webm",
  use: (path: string, folder: string) => Promise<void>,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-desk-"));
  try {
    const path = join(folder, "video");
    const codec = container === "mp4" ? "h264" : "vp9";
    const encoder = await openEncoder({ path, width: 64, height: 64, fps: 8, kind: { codec, container } });
    for (const level of [40, 200]) {
      await encoder.write(rgbToI420({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(level) }));
    }
    await encoder.finish();
    await use(path, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const desk = createMediaDesk({ environment: {}, startsAhead: false });
const { signal } = new AbortController();

test("a WebM is made an MP4 beside it", () =>
  withClip("webm", async (path, folder) => {
    const converted = await desk.asMp4(path, { folder, signal });
    expect(converted).toEqual({ path: join(folder, "video.mp4"), warnings: [] });
    expect(await desk.check(join(folder, "video.mp4"), { folder, signal })).toMatchObject({
      mediaType: "video/mp4",
      durationSeconds: 0.25,
    });
  }));

test("an MP4 stays, without a process", () =>
  withClip("mp4", async (path, folder) => {
    expect(await desk.asMp4(path, { folder, signal })).toBeUndefined();
    expect(await readdir(folder)).toEqual(["video"]);
    expect(children).toEqual([]);
  }));

test("what is no film is left to the check, which says what it is", () =>
  withClip("mp4", async (path, folder) => {
    await writeFile(path, "<html>expired</html>");
    expect(await desk.asMp4(path, { folder, signal })).toBeUndefined();
    await expect(desk.check(path, { folder, signal })).rejects.toThrow("it is a web page");
  }));
