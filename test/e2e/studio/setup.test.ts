import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorkbench, startServer, type Workbench } from "../kinora-process.ts";
import { buildStudio, openBrowser, openPage, skip, SLOWEST_MS } from "./browser.ts";

describe.skipIf(skip)("Settings, in Chromium", { timeout: SLOWEST_MS }, () => {
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

  test("an API key is made, shown once, is never shown again, and is revoked", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/keys`);
    await page.getByRole("textbox", { name: "Name of the key" }).fill("my script");
    await page.keyboard.press("Enter");
    const key = await page.locator(".made-secret code").textContent();
    expect(key).toMatch(/^\S{20,}$/u);
    await page.reload();
    await page.getByRole("button", { name: "Revoke: my script" }).waitFor();
    expect(await page.getByText(key ?? "").count()).toBe(0);
    await page.getByRole("button", { name: "Revoke: my script" }).click();
    await page.getByText(/Revoked/u).waitFor();
    const { data } = (await (await fetch(`${url}/api/v1/keys`)).json()) as { data: { revoked_at: string | null }[] };
    expect(data.map(({ revoked_at: at }) => at)).toEqual([expect.any(String)]);
  });

  test("a webhook is added, gets a new secret, and goes", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/webhooks`);
    await page.getByRole("textbox", { name: "Address to post to" }).fill("https://example.com/hook");
    await page.keyboard.press("Enter");
    const first = await page.locator(".made-secret code").textContent();
    expect(first).toMatch(/^whsec_/u);
    await page.getByRole("button", { name: /^New secret/u }).click();
    await page.getByText("signs beside this one").waitFor();
    expect(await page.locator(".webhook .made-secret code").textContent()).not.toBe(first);
    await page.getByText("Deliveries").click();
    await page.getByText("Nothing was sent yet.").waitFor();
    await page.getByRole("button", { name: /^Remove: https/u }).click();
    await page.getByText("None yet.").waitFor();
  });

  test("the configuration is exported as .aog and taken in again; a file that is none says what to do", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/aog`);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const file = await (await download).path();
    const text = await readFile(file, "utf8");
    expect(JSON.parse(text)).toHaveProperty("version");
    await page.getByLabel("Import a file").setInputFiles({ name: "a.aog", mimeType: "", buffer: Buffer.from(text) });
    await page
      .getByText(/^(?:Taken over|Left): [1-9]/u)
      .first()
      .waitFor();
    await page.getByLabel("Import a file").setInputFiles({ name: "b.aog", mimeType: "", buffer: Buffer.from("no") });
    expect(await page.getByRole("alert").textContent()).toContain("no .aog file");
  });
});
