import { execFile } from "node:child_process";
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mustSkipWithout } from "./required-tool.ts";

const root = resolve(import.meta.dirname, "../..");
const skip = mustSkipWithout("chromium");

/** What the page tells of the clip: its facts, and how far the picture moves in its upper and lower part (mean level change). */
interface Seen {
  width: number;
  height: number;
  duration: number;
  skyChange: number;
  groundChange: number;
}

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const script = readFileSync(join(import.meta.dirname, "watch-clip.js"), "utf8");
const page = `<!doctype html><video src="/clip.mp4" muted></video><script>${script}</script>`;

const serve = async (file: string): Promise<Server> => {
  const { size } = await stat(file);
  const server = createServer((request, response) => {
    if (request.url !== "/clip.mp4") return response.setHeader("content-type", "text/html").end(page);
    response.setHeader("content-type", "video/mp4").setHeader("content-length", size);
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
};

describe.skipIf(skip)("a clip of the command line in Chromium", () => {
  let folder = "";
  let server: Server | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kinora-chromium-"));
    const args = [
      "animate",
      join(root, "examples/mountain.jpg"),
      "--prompt",
      "the clouds drift slowly, the camera stays still",
    ];
    const options = [
      "--resolution",
      "480p",
      "--duration",
      "2",
      "-o",
      join(folder, "clip.mp4"),
      "--data-dir",
      join(folder, "data"),
    ];
    await promisify(execFile)(join(root, "node_modules/.bin/kinora"), [...args, ...options]);
    server = await serve(join(folder, "clip.mp4"));
  });

  afterAll(async () => {
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("plays to its end, with clouds that move over mountains that do not", async () => {
    const { port } = server?.address() as AddressInfo;
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
    try {
      const tab = await browser.newPage();
      await tab.goto(`http://127.0.0.1:${port}/`);
      const seen = await tab.evaluate<Seen>("watchClip()");
      expect(seen).toMatchObject({ width: 640, height: 480, duration: 2 });
      // What the ground shows is the encoder's own noise.
      expect(seen.groundChange).toBeLessThan(2.5);
      expect(seen.skyChange).toBeGreaterThan(2 * seen.groundChange);
    } finally {
      await browser.close();
    }
  });
});
