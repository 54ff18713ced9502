import { fork } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeImage } from "../images/decode-image.ts";
import { openImage } from "../images/open-image.ts";
import { openDecoder } from "../film/open-decoder.ts";
import { withTempDir, writeTestFilm } from "../testing/moving-pattern.ts";
import { inspectVideoInChild, makeAnimatedInChild, startFilmChild } from "./in-film-child.ts";

const decoder = await openDecoder();
const FILM = { width: 160, height: 96, fps: 12, frames: 24 };

const withFilm = (use: (path: string, dir: string) => Promise<void>): Promise<void> =>
  withTempDir(async (dir) => {
    const path = join(dir, "film.mp4");
    await writeTestFilm(path, FILM);
    await use(path, dir);
  });

test.skipIf(decoder === undefined)("a film's facts and stills come back from the child", () =>
  withFilm(async (path, dir) => {
    const { facts, stills } = await inspectVideoInChild(path, dir);
    expect(facts).toMatchObject({ width: 160, height: 96, frameCount: 24, durationSeconds: 2, decoded: true });
    expect(stills).toEqual({
      thumbnail: { path: join(dir, "thumbnail.webp"), mediaType: "image/webp", width: 160, height: 96 },
      spritesheet: {
        path: join(dir, "spritesheet.webp"),
        mediaType: "image/webp",
        width: 800,
        height: 192,
      },
      spritesheetLayout: { columns: 5, rows: 2, tiles: 10, tileWidth: 160, tileHeight: 96 },
      lastFrame: { path: join(dir, "last-frame.png"), mediaType: "image/png", width: 160, height: 96 },
    });
    expect(await decodeImage(join(dir, "last-frame.png"))).toMatchObject({ width: 160, height: 96 });
    expect((await readdir(dir)).sort()).toEqual(["film.mp4", "last-frame.png", "spritesheet.webp", "thumbnail.webp"]);
  }),
);

test.skipIf(decoder === undefined)("a child that was started ahead looks at the film, and is gone afterwards", () =>
  withFilm(async (path, dir) => {
    const child = startFilmChild({});
    expect((await inspectVideoInChild(path, dir, { child })).facts.frameCount).toBe(24);
    expect(child.exitCode).toBe(0);
  }),
);

test("one that was started ahead and died meanwhile is replaced", () =>
  withFilm(async (path, dir) => {
    const child = startFilmChild({});
    child.kill("SIGKILL");
    await once(child, "close");
    expect((await inspectVideoInChild(path, dir, { child })).facts.frameCount).toBe(24);
  }));

test.skipIf(decoder === undefined)("an animation is made in the child", () =>
  withFilm(async (path, dir) => {
    const outPath = join(dir, "film.webp");
    expect(await makeAnimatedInChild(path, { format: "webp", widthPx: 80, fps: 6, outPath })).toEqual({
      width: 80,
      height: 48,
    });
    expect(await openImage(outPath, { animated: true }).metadata()).toMatchObject({ pages: 12, width: 80 });
  }),
);

test("what is wrong with a film crosses the process border word by word", () =>
  withTempDir(async (dir) => {
    await writeFile(join(dir, "film.mp4"), "<html>expired</html>");
    await expect(inspectVideoInChild(join(dir, "film.mp4"), dir)).rejects.toMatchObject({
      code: "result_unusable",
      message: "The file is not a usable film: it is a web page.",
    });
  }));

test("a limit of the caller holds in the child", () =>
  withFilm((path, dir) =>
    expect(inspectVideoInChild(path, dir, { limits: { maxSeconds: 1 } })).rejects.toThrow("runs longer than 1 seconds"),
  ));

test("a child that grows beyond its memory ends, and the failure says so", () =>
  withFilm((path, dir) =>
    expect(inspectVideoInChild(path, dir, { maxRssBytes: 2 ** 20 })).rejects.toThrow("needs more than 1 MiB to decode"),
  ));

test("a child that takes too long ends, and the failure says so", () =>
  withFilm((path, dir) =>
    expect(inspectVideoInChild(path, dir, { timeLimitMs: 1 })).rejects.toThrow(
      "could not be decoded within 0.001 seconds",
    ),
  ));

test("a forged sample table, which makes the demuxer loop, is ended by the time limit", () =>
  withFilm(async (path, dir) => {
    const bytes = await readFile(path);
    bytes.write("stcx", bytes.indexOf("stco"), "latin1");
    await writeFile(path, bytes);
    await expect(inspectVideoInChild(path, dir, { timeLimitMs: 2000 })).rejects.toMatchObject({
      code: "result_unusable",
    });
  }));

test("an abort ends the child with the caller's reason", () =>
  withFilm(async (path, dir) => {
    const leaving = new AbortController();
    const inspecting = inspectVideoInChild(path, dir, { signal: leaving.signal });
    leaving.abort(new Error("the client left"));
    await expect(inspecting).rejects.toThrow("the client left");
  }));

test("the child ends by itself when its parent lets go", async () => {
  const child = fork(new URL("./film-child.ts", import.meta.url), [], {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.disconnect();
  expect(await once(child, "exit")).toEqual([1, null]);
});

test.skipIf(process.platform === "win32")("no variable of ours reaches the child, nor what it starts", () =>
  withFilm(async (path, dir) => {
    const ffmpegPath = join(dir, "ffmpeg");
    const seen = join(dir, "environment");
    await writeFile(ffmpegPath, `#!/bin/sh\necho begin > '${seen}'\nenv >> '${seen}'\nexit 1\n`, { mode: 0o755 });
    process.env["KINORA_TEST_SECRET"] = "hunter2";
    const inspecting = inspectVideoInChild(path, dir, { ffmpegPath, decoders: ["ffmpeg"] });
    const { facts, stills } = await inspecting.finally(() => delete process.env["KINORA_TEST_SECRET"]);
    expect(await readFile(seen, "utf8")).toMatch(/^begin\n/);
    expect(await readFile(seen, "utf8")).not.toContain("hunter2");
    // And that ffmpeg does not work: so there is no decoder, and no stills.
    expect([facts.decoded, stills]).toEqual([false, undefined]);
  }),
);

/** A script for the child's start that crashes it as a native fault would, as often as there are marker files to take. */
async function crashes(dir: string, times: number): Promise<{ NODE_OPTIONS: string }> {
  await Promise.all(Array.from({ length: times }, (_, index) => writeFile(join(dir, `crash-${index}`), "")));
  const script = join(dir, "crash.cjs");
  await writeFile(
    script,
    `const fs = require("node:fs");
    for (const index of [0, 1]) {
      try { fs.unlinkSync(${JSON.stringify(dir)} + "/crash-" + index); } catch { continue; }
      process.kill(process.pid, "SIGSEGV");
    }`,
  );
  return { NODE_OPTIONS: `--require ${script}` };
}

test.skipIf(process.platform === "win32")("after one crash there is a second try", () =>
  withFilm(async (path, dir) => {
    const { facts } = await inspectVideoInChild(path, dir, { environment: await crashes(dir, 1) });
    expect(facts).toMatchObject({ frameCount: 24 });
  }),
);

test.skipIf(process.platform === "win32")("a film that crashes the child twice is not usable", () =>
  withFilm(async (path, dir) =>
    expect(inspectVideoInChild(path, dir, { environment: await crashes(dir, 2) })).rejects.toMatchObject({
      code: "result_unusable",
      message: "The file is not a usable film: decoding it crashes (SIGSEGV).",
    }),
  ),
);
