import { readFile } from "node:fs/promises";
import { createClient } from "@kinora/sdk";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorkbench, startServer, type Workbench } from "../kinora-process.ts";
import { buildStudio, MOUNTAIN, openBrowser, openPage, skip, SLOWEST_MS } from "./browser.ts";
import { seriousFaults, tooWide } from "./faults-of-page.ts";
import { tabTo } from "./tab-to.ts";

const SETTINGS = ["providers", "usage", "keys", "webhooks", "storage", "aog", "snippets"];

describe.skipIf(skip)("the studio for everyone, in Chromium", { timeout: SLOWEST_MS }, () => {
  let bench: Workbench;
  let browser: Browser;
  let url = "";

  beforeAll(async () => {
    buildStudio();
    bench = await openWorkbench();
    ({ url } = await startServer(bench));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await bench[Symbol.asyncDispose]();
  });

  test("from one's own picture to a finished clip by keyboard alone", async () => {
    const { page } = await openPage(browser, { colorScheme: "dark" });
    const chooser = page.waitForEvent("filechooser");
    await page.goto(url);
    await tabTo(page, page.getByRole("button", { name: "Choose pictures" }));
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(MOUNTAIN);
    await page.getByText(/^\d+ × \d+$/u).waitFor();
    await tabTo(page, page.getByRole("textbox", { name: "Prompt" }));
    await page.keyboard.type("the clouds drift, slow push in");
    // A group of choices is one stop; Home goes to its first, and Space takes it.
    for (const [group, first] of [
      ["Length", "3 s"],
      ["Size", "480"],
    ] as const) {
      const choices = page.getByRole("radiogroup", { name: group, exact: true }).getByRole("radio");
      await tabTo(page, choices.and(page.getByRole("radio", { checked: true })));
      await page.keyboard.press("Home");
      await page.keyboard.press("Space");
      expect(await choices.and(page.getByRole("radio", { checked: true })).textContent()).toBe(first);
    }
    await tabTo(page, page.getByRole("button", { name: /^Render/u }));
    await page.keyboard.press("Enter");
    const download = page.getByRole("link", { name: /Download MP4/u });
    await download.waitFor({ timeout: 60_000 });
    // It plays by itself: space holds it, and a full stop goes on by a frame.
    await page.getByRole("button", { name: "Pause (space)" }).waitFor();
    await page.keyboard.press("Space");
    await page.keyboard.press(".");
    await page.getByRole("button", { name: "Play (space)" }).waitFor({ timeout: 5_000 });
    await tabTo(page, download);
    const saved = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await saved).suggestedFilename()).toMatch(/\.mp4$/u);
  });

  test.each(["light", "dark"] as const)("axe-core finds nothing serious on any page, %s", async (colorScheme) => {
    const { page } = await openPage(browser, { colorScheme });
    const faults: Record<string, readonly string[]> = {};
    const look = async (name: string): Promise<void> => {
      faults[name] = await seriousFaults(page);
    };
    await page.goto(url);
    await page.getByText(/up to 32/u).waitFor();
    await look("welcome");
    await page.getByRole("button", { name: /Let the clouds drift/u }).click();
    await page.locator(".region-label").first().waitFor();
    await look("bench");
    await page.goto(`${url}/library`);
    await page.locator(".tile-open").first().waitFor();
    await look("library");
    await page.locator(".tile-open").first().click();
    await page.getByRole("link", { name: /Download MP4/u }).waitFor();
    await look("generation");
    await page.goto(`${url}/compare`);
    await look("compare");
    for (const part of SETTINGS) {
      await page.goto(`${url}/settings/${part}`);
      await page.getByRole("heading", { level: 2 }).waitFor();
      await look(part);
    }
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  });

  test("a stranger's words are text on every page, whatever they say, and do nothing", async () => {
    const evil = `<img src=x onerror="window.stung=1">"><script>window.stung=1</script>`;
    const client = createClient({ baseUrl: url });
    const image = { base64: (await readFile(MOUNTAIN)).toString("base64") };
    const options = { duration_seconds: 1, resolution: "480p" } as const;
    const made = await client.animate({ image, prompt: `${evil}\r\nset-cookie: a=b`, metadata: { evil }, ...options });
    await client.labelGeneration(made.id, { title: evil, tags: [evil.slice(0, 30)] });
    const { page, faults } = await openPage(browser);
    for (const path of ["/library", `/generations/${made.id}`, "/compare", "/settings/snippets", "/settings/storage"]) {
      await page.goto(`${url}${path}`);
      await page.locator("main").waitFor();
      if (path.includes("gen_")) expect(await page.locator("h1").textContent()).toBe(evil);
      expect([path, await page.evaluate("window.stung")]).toEqual([path, undefined]);
    }
    expect(faults).toEqual([]);
    const { headers } = await fetch(`${url}/api/v1/generations/${made.id}/content`);
    expect(headers.get("set-cookie")).toBe(null);
    expect(headers.get("content-disposition")).toMatch(/^(inline|attachment); filename="[\w-]+\.mp4"/u);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a Chinese reader has a Chinese page, and a prompt in Chinese moves the clouds", async () => {
    const { page } = await openPage(browser, { locale: "zh-CN" });
    await page.goto(url);
    await page.getByRole("heading", { name: "放一张图片， 看它动起来。" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-Hans");
    await page.getByLabel("选择图片").last().setInputFiles(MOUNTAIN);
    await page.getByRole("textbox", { name: "提示词" }).fill("云向右飘，镜头慢慢推近");
    await page.getByRole("button", { name: "移除云飘动" }).waitFor();
    await page.getByRole("combobox", { name: "镜头推近" }).waitFor();
  });

  test("a Chinese reader is refused in Chinese, and the server's own detail stays", async () => {
    const { page } = await openPage(browser, { locale: "zh-CN" });
    await page.goto(url);
    const choose = page.getByLabel("选择图片").last();
    const file = (name: string, mimeType: string, text: string) => ({ name, mimeType, buffer: Buffer.from(text) });
    await choose.setInputFiles([file("a.pdf", "application/pdf", "%PDF"), file("b.jpg", "image/jpeg", "")]);
    await expect
      .poll(() => page.getByRole("alert").innerText())
      .toMatch(/a\.pdf 无法打开\s+Kinora 读不了这种文件。[^a-z]+JPEG[^a-z]+b\.jpg 无法打开\s+文件是空的。[^a-z]+$/u);
    await page.getByRole("button", { name: "从网址" }).click();
    await page.getByRole("textbox", { name: "图片地址" }).fill("http://127.0.0.1:1/a.jpg");
    await page.getByRole("button", { name: "获取" }).click();
    const refused = page.getByRole("alert").filter({ hasText: "不允许从这个地址获取图片。" });
    await refused.waitFor();
    expect(await refused.locator("[lang=en]").textContent()).toContain("127.0.0.1");
    await choose.setInputFiles(file("c.jpg", "image/jpeg", "not a picture"));
    await page
      .getByRole("alert")
      .getByText(/这张图片无法读取。|不支持这种图片。/u)
      .waitFor();
    await page.goto(`${url}/settings/webhooks`);
    await page.getByRole("textbox", { name: "接收地址" }).fill("http://127.0.0.1:1/hook");
    await page.getByRole("button", { name: "添加" }).click();
    await page.getByRole("alert").getByText("不允许向这个地址发送 Webhook。").waitFor();
  });

  test("on a screen of 400 pixels nothing is wider than the screen, and the picture is there", async () => {
    const { page } = await openPage(browser, { viewport: { width: 400, height: 800 }, hasTouch: true });
    for (const path of ["/", "/library", "/compare", ...SETTINGS.map((part) => `/settings/${part}`)]) {
      await page.goto(`${url}${path}`);
      await page.locator("main").waitFor();
      expect([path, await tooWide(page)]).toEqual([path, []]);
    }
    await page.goto(url);
    await page.getByRole("button", { name: /Let the clouds drift/u }).click();
    await page.getByText("1280 × 960").waitFor();
    const box = await page.locator("figure.print").boundingBox();
    expect(box?.width).toBeGreaterThan(380);
    expect(await tooWide(page)).toEqual([]);
  });
});
