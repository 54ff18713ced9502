import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../fake-upstream/listen.ts";
import { openWorkbench, startServer, type Workbench } from "../kinora-process.ts";
import { movement, shiftOf, type Part } from "./moving-pictures.ts";
import { buildStudio, MOUNTAIN, openBrowser, openPage, PHOTOS, skip, SLOWEST_MS } from "./browser.ts";
import { tabTo } from "./tab-to.ts";

/** The smallest clip that the page offers: these tests are of the page, not of the engine. */
const smallestClip = async (page: Page): Promise<void> => {
  await page.getByRole("radio", { name: "3 s" }).click();
  await page.getByRole("radio", { name: "480" }).click();
};

const drop = (page: Page, files: readonly { name: string; type: string; base64: string }[]): Promise<void> =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name, { type }));
    }
    document.querySelector("main")?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
  }, files);

const fileOf = async (name: string) => ({
  name,
  type: "image/jpeg",
  base64: (await readFile(join(PHOTOS, name))).toString("base64"),
});

/** In the middle of what the brush paints below. */
const PAINTED: Part = [0.38, 0.36, 0.52, 0.44];

/** Around the arrow below, which begins where the brush ended and goes to the right. */
const BY_ARROW: Part = [0.64, 0.45, 0.78, 0.55];

/** How much of the picture the region covers: what is not dimmed while it is painted. */
const paintedShare = (page: Page): Promise<number> =>
  page.locator("canvas.dimmed").evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pixels = (element as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
    if (pixels === undefined) throw new Error("no canvas");
    return pixels.filter((level, at) => at % 4 === 3 && level < 60).length / (width * height);
  });

/** Grow, shrink and invert do to the chosen region what they say. */
const regionToolsWork = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Erase (E)" }).click();
  const press = async (name: string): Promise<number> => {
    await page.getByRole("button", { name, exact: true }).click();
    return paintedShare(page);
  };
  const painted = await paintedShare(page);
  const grown = await press("Grow");
  const shrunk = await press("Shrink");
  const inverted = await press("Invert");
  expect(grown).toBeGreaterThan(painted * 1.05);
  expect(shrunk).toBeLessThan(grown * 0.97);
  expect(inverted + shrunk).toBeCloseTo(1, 1);
  expect(await press("Invert")).toBeCloseTo(shrunk, 2);
};

describe.skipIf(skip)("Create, in Chromium", { timeout: SLOWEST_MS }, () => {
  let bench: Workbench;
  let browser: Browser;
  let host: Awaited<ReturnType<typeof listen>>;
  let url = "";

  beforeAll(async () => {
    buildStudio();
    const photo = await readFile(join(PHOTOS, "12-cat.jpg"));
    host = await listen(
      createServer((_, response) => response.setHeader("content-type", "image/jpeg").end(photo)),
      0,
    );
    bench = await openWorkbench({ KINORA_ALLOW_PRIVATE_HOSTS: `127.0.0.1:${host.port}` });
    ({ url } = await startServer(bench));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await bench[Symbol.asyncDispose]();
    await host.close();
  });

  test("a first visit ends in a clip that moves; before and after, reuse and download are there", async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(url);
    await page.getByLabel("Choose pictures").last().setInputFiles(MOUNTAIN);
    await page.getByRole("textbox", { name: "Prompt" }).fill("the clouds drift to the right");
    await page.getByRole("button", { name: "Clouds drift", exact: true }).waitFor();
    await smallestClip(page);
    await page.getByRole("button", { name: /^Render/u }).click();
    await page.getByRole("heading", { name: "the clouds drift to the right" }).waitFor({ timeout: 60_000 });
    expect(page.url()).toMatch(/\/generations\/gen_/u);
    expect(await movement(page)).toBeGreaterThan(0.5);
    await page.keyboard.press("b");
    const divider = page.getByRole("slider", { name: "Before and after" });
    await divider.focus();
    await page.keyboard.press("End");
    expect(await divider.getAttribute("aria-valuenow")).toBe("100");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: /Download MP4/u }).click();
    expect((await download).suggestedFilename()).toMatch(/\.mp4$/u);
    expect(faults).toEqual([]);
  });

  test("of seven dropped files the five good ones become drafts in their order, and each bad one says why", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    const names = ["01-mountain-clouds.jpg", "06-dandelions.jpg", "10-tiger.jpg", "12-cat.jpg", "06-dandelions.jpg"];
    const files = await Promise.all(names.map(fileOf));
    const bad = [
      { name: "holiday.psd", type: "", base64: "OEJQUw==" },
      { name: "empty.jpg", type: "image/jpeg", base64: "" },
    ];
    await drop(page, files.toSpliced(1, 0, ...bad));
    await page.getByRole("group", { name: /5 pictures/u }).waitFor();
    const kept = page.locator(".film-frame img");
    expect(await kept.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).alt))).toEqual(names);
    const areShown = (): Promise<boolean[]> =>
      kept.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0));
    await expect.poll(areShown).toEqual(names.map(() => true));
    await page.getByRole("button", { name: /^Render 5/u }).waitFor();
    const refused = page.getByRole("alert").locator(".notice");
    expect(await refused.allInnerTexts()).toEqual([
      expect.stringMatching(
        /^holiday\.psd can’t be opened here\s+Kinora cannot read this kind of file\. Export it as JPEG/u,
      ),
      expect.stringMatching(/^empty\.jpg can’t be opened here\s+The file is empty\./u),
    ]);
  });

  test("a picture is pasted, also while the prompt has the focus", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    const file = await fileOf("12-cat.jpg");
    await page.evaluate(({ name, type, base64 }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name, { type }));
      window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, file);
    expect(await page.getByText("451 × 300").textContent()).toBe("451 × 300");
  });

  test("what is no picture inside is refused by the server's own words, in place", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    await drop(page, [{ name: "not.jpg", type: "image/jpeg", base64: "bm90IGEgcGljdHVyZQ==" }]);
    expect(await page.getByRole("alert").first().textContent()).toBe(
      "This is not a picture: it is text, whatever its name says. Send a JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF file.",
    );
  });

  test("a picture is fetched from its address, and planned", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByRole("button", { name: "From a URL" }).click();
    await page.getByRole("textbox", { name: "Address of a picture" }).fill(`http://127.0.0.1:${host.port}/cat.jpg`);
    await page.getByRole("button", { name: "Fetch" }).click();
    await page.getByText("451 × 300").waitFor();
    await page.getByRole("heading", { name: "What will move" }).waitFor();
  });

  test("a private address is refused where it was typed", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByRole("button", { name: "From a URL" }).click();
    await page.getByRole("textbox", { name: "Address of a picture" }).fill("http://127.0.0.1:1/a.jpg");
    await page.getByRole("button", { name: "Fetch" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("127.0.0.1");
  });

  // Two films are made: each of its waits may take as long as a whole test elsewhere.
  test("a painted region and an arrow are what is rendered, and a preview comes first", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByRole("button", { name: /Snow falls/u }).click();
    await page.getByRole("textbox", { name: "Prompt" }).fill("the camera stays still");
    await page.getByText("1001 × 648").waitFor();
    await page.getByRole("heading", { name: "What will move" }).waitFor();
    await page.getByRole("button", { name: "Paint region (B)" }).click();
    const canvas = page.getByRole("application");
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("no canvas");
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 8 });
    await page.mouse.up();
    await page.getByText("Painted").waitFor();
    await regionToolsWork(page);
    await page.getByRole("button", { name: "Motion arrow (A)" }).click();
    await canvas.focus();
    await page.keyboard.press("Space");
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Space");
    await page.getByText("1 arrow").waitFor();
    await smallestClip(page);
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("Preview, small and rough").waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 3);
    // It plays, and is not the still: what was painted moves in it too.
    expect(await movement(page, PAINTED)).toBeGreaterThan(1);
    await page.getByRole("button", { name: "Back to the picture" }).click();
    await page.getByRole("button", { name: /^Render/u }).click();
    await page.getByRole("link", { name: /Download MP4/u }).waitFor({ timeout: 60_000 });
    const id = page.url().split("/").at(-1) ?? "";
    const { plan } = (await (await fetch(`${url}/api/v1/generations/${id}`)).json()) as {
      plan: { effects: { kind: string; region: unknown }[]; strokes: unknown[] };
    };
    expect(plan.effects.map(({ kind }) => kind)).toEqual(["flow"]);
    expect(plan.effects[0]?.region).toHaveProperty("mask");
    expect(plan.strokes).toHaveLength(1);
    // What was painted moves as the arrow says; the rest of the photograph stands.
    const painted = await movement(page, PAINTED);
    expect(painted).toBeGreaterThan(1);
    expect(await movement(page, [0, 0.75, 1, 1])).toBeLessThan(0.2 * painted);
    const shift = await shiftOf(page, BY_ARROW, [1, 1.1]);
    expect(shift.right).toBeGreaterThan(0.3);
    expect(Math.abs(shift.down)).toBeLessThan(0.3 * shift.right);
  });

  test("a region is painted and erased by keys alone", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByLabel("Choose pictures").last().setInputFiles(join(PHOTOS, "12-cat.jpg"));
    await page.getByRole("heading", { name: "What will move" }).waitFor();
    await page.keyboard.press("b");
    await tabTo(page, page.getByRole("application"));
    const draw = async (...keys: string[]): Promise<number> => {
      for (const key of ["Space", ...keys, "Space"]) await page.keyboard.press(key);
      return paintedShare(page);
    };
    const dot = await draw();
    const line = await draw(...Array.from({ length: 4 }, () => "Shift+ArrowRight"));
    expect(dot).toBeGreaterThan(0);
    expect(line).toBeGreaterThan(1.5 * dot);
    await page.getByText("Painted").waitFor();
    // A larger brush and the eraser, on the way back.
    await page.keyboard.press("e");
    await page.keyboard.press("]");
    expect(await draw("Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowLeft")).toBeLessThan(0.8 * line);
    // Without a mark the arrows move the cross and paint nothing.
    await page.keyboard.press("b");
    const before = await paintedShare(page);
    await page.keyboard.press("Shift+ArrowDown");
    expect(await paintedShare(page)).toBe(before);
  });
});
