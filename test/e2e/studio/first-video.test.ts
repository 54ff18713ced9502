import { existsSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorkbench, startServer, type Workbench } from "../kinora-process.ts";
import { buildStudio, openBrowser, openPage, skip, SLOWEST_MS } from "./browser.ts";

/** The pictures of docs/guides/first-video.md and of docs/studio.md. KINORA_WRITE_SCREENSHOTS=1 makes them anew. */
const FOLDER = fileURLToPath(new URL("../../../docs/studio/", import.meta.url));
const writes = process.env["KINORA_WRITE_SCREENSHOTS"] === "1";
const MAX_BYTES = 100_000;
/** Mean difference of the levels of two small copies. Moving clips and clocks differ by less, another page by more. */
const MAX_DIFFERENCE = 14;

/** How much two JPEGs differ, as seen from afar: 0 is alike, 255 is black against white. */
const differenceOf = async (browser: Browser, [a, b]: readonly [Buffer, Buffer]): Promise<number> => {
  const page = await browser.newPage();
  const difference = await page.evaluate(
    async (files) => {
      const levelsOf = async (base64: string): Promise<Uint8ClampedArray> => {
        const image = new Image();
        image.src = `data:image/jpeg;base64,${base64}`;
        await image.decode();
        const pen = new OffscreenCanvas(32, 20).getContext("2d");
        if (pen === null) throw new Error("no canvas");
        pen.imageSmoothingQuality = "high";
        pen.drawImage(image, 0, 0, 32, 20);
        return pen.getImageData(0, 0, 32, 20).data;
      };
      const [one, other] = await Promise.all(files.map(levelsOf));
      if (one === undefined || other === undefined) throw new Error("two files are needed");
      return one.reduce((sum, level, at) => sum + Math.abs(level - (other[at] ?? 0)), 0) / one.length;
    },
    [a.toString("base64"), b.toString("base64")],
  );
  await page.close();
  return difference;
};

describe.skipIf(skip)("a newcomer's first video, as the guide shows it", { timeout: SLOWEST_MS }, () => {
  let bench: Workbench;
  let browser: Browser;
  let url = "";

  beforeAll(async () => {
    buildStudio();
    bench = await openWorkbench();
    ({ url } = await startServer(bench));
    browser = await openBrowser();
    if (writes) await mkdir(FOLDER, { recursive: true });
  });

  afterAll(async () => {
    await browser.close();
    await bench[Symbol.asyncDispose]();
  });

  const picture = async (page: Page, name: string): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() => {
      for (const video of document.querySelectorAll("video")) {
        video.pause();
        video.currentTime = 1;
      }
    });
    await page.waitForTimeout(400);
    const path = join(FOLDER, `${name}.jpg`);
    const now = await page.screenshot({ type: "jpeg", quality: 62, ...(writes ? { path } : {}) });
    const remedy =
      "is not what the page shows: run KINORA_WRITE_SCREENSHOTS=1 npx vitest run test/e2e/studio/first-video";
    expect(existsSync(path), `docs/studio/${name}.jpg ${remedy}`).toBe(true);
    expect((await stat(path)).size).toBeLessThan(MAX_BYTES);
    const kept = await readFile(path);
    expect(await differenceOf(browser, [kept, now]), `docs/studio/${name}.jpg ${remedy}`).toBeLessThan(MAX_DIFFERENCE);
  };

  test("the walk of docs/guides/first-video.md, with its pictures", async () => {
    const { page } = await openPage(browser, { viewport: { width: 1120, height: 700 }, colorScheme: "light" });
    await page.goto(url);
    await page.getByText(/up to 32/u).waitFor();
    await picture(page, "first-1-open");
    await page.getByRole("button", { name: /Let the clouds drift/u }).click();
    await page.locator(".region-label").first().waitFor();
    await page.getByRole("textbox", { name: "Prompt" }).fill("the clouds drift to the right, slow push in");
    await page.getByRole("button", { name: "Remove Camera pushes in" }).waitFor();
    await picture(page, "first-2-plan");
    await page.getByRole("radio", { name: "3 s" }).click();
    await page.getByRole("radio", { name: "480" }).click();
    await page.getByRole("button", { name: /^Render/u }).click();
    await page.getByRole("link", { name: /Download MP4/u }).waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 3);
    await picture(page, "first-3-watch");
    await page.goto(`${url}/library`);
    await page.locator(".tile-open").first().waitFor();
    await picture(page, "first-4-library");
  });

  const SCREENS = [
    // At two thirds of its size, for its file to be small.
    { name: "wide-light", viewport: { width: 1600, height: 1000 }, deviceScaleFactor: 0.67, colorScheme: "light" },
    { name: "laptop-dark", viewport: { width: 1024, height: 700 }, colorScheme: "dark" },
    { name: "phone-light", viewport: { width: 400, height: 800 }, colorScheme: "light" },
    { name: "phone-dark", viewport: { width: 400, height: 800 }, colorScheme: "dark" },
  ] as const;

  test.each(SCREENS)("every page, $name", async ({ name, ...screen }) => {
    const { page } = await openPage(browser, screen);
    await page.goto(url);
    await page.getByRole("button", { name: /Let the clouds drift/u }).click();
    await page.locator(".region-label").first().waitFor();
    await picture(page, `create-${name}`);
    await page.goto(`${url}/library`);
    await page.locator(".tile-open").first().click();
    await page.getByRole("link", { name: /Download MP4/u }).waitFor();
    await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 3);
    await picture(page, `generation-${name}`);
    for (const part of ["providers", "webhooks", "snippets"]) {
      await page.goto(`${url}/settings/${part}`);
      await page.getByRole("heading", { level: 2 }).waitFor();
      await picture(page, `${part}-${name}`);
    }
  });
});
