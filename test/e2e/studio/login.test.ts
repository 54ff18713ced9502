import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorkbench, startServer, type Workbench } from "../kinora-process.ts";
import { buildStudio, MOUNTAIN, openBrowser, openPage, skip, SLOWEST_MS } from "./browser.ts";

/** The embedded engine renders two clips meanwhile. */
describe.skipIf(skip)("Signing in, in Chromium", { timeout: SLOWEST_MS }, () => {
  let bench: Workbench;
  let browser: Browser;
  let url = "";

  beforeAll(async () => {
    buildStudio();
    bench = await openWorkbench({ KINORA_AUTH: "on" });
    ({ url } = await startServer(bench));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await bench[Symbol.asyncDispose]();
  });

  const makeKey = async (name: string, ...scopes: string[]): Promise<string> => {
    const kinora = bench.start("keys", "create", name, ...(scopes.length === 0 ? [] : ["--scope", ...scopes]));
    expect(await kinora.end).toBe(0);
    return kinora.said.stdout.trim();
  };

  const signIn = async (page: Page, key: string): Promise<void> => {
    await page.getByLabel("API key").fill(key);
    await page.getByRole("button", { name: "Sign in" }).click();
  };

  /** What the server answers to the page's own request. */
  const statusOf = (page: Page, path: string): Promise<number> =>
    page.evaluate(async (address) => (await fetch(address)).status, path);

  /** A clip of somebody else. */
  const strangersClip = async (): Promise<string> => {
    const headers = { authorization: `Bearer ${await makeKey("a stranger")}` };
    const form = new FormData();
    form.set("image", new Blob([await readFile(MOUNTAIN)]), "mountain.jpg");
    for (const [name, value] of Object.entries({ prompt: "not yours", duration_seconds: "1", resolution: "480p" })) {
      form.set(name, value);
    }
    const answer = await fetch(`${url}/api/v1/generations`, { method: "POST", headers, body: form });
    return ((await answer.json()) as { id: string }).id;
  };

  test(
    "one signs in with a key, makes a clip, sees one's own alone, and signs out",
    { timeout: SLOWEST_MS },
    async () => {
      const [key, theirs] = [await makeKey("my browser"), await strangersClip()];
      const { page, faults } = await openPage(browser);
      page.setDefaultTimeout(40_000);
      await page.goto(url);
      await signIn(page, "kin_wrong");
      await page.getByRole("alert").waitFor();
      expect(await page.getByRole("alert").textContent()).toContain("no good API key");
      await signIn(page, key);
      await page.getByLabel("Choose pictures").last().setInputFiles(MOUNTAIN);
      await page.getByRole("textbox", { name: "Prompt" }).fill("the clouds drift to the right");
      await page.getByRole("radio", { name: "3 s" }).click();
      await page.getByRole("radio", { name: "480" }).click();
      await page.getByRole("button", { name: /^Render/u }).click();
      await page.getByRole("heading", { name: "the clouds drift to the right" }).waitFor({ timeout: SLOWEST_MS });
      await page.locator("video").waitFor({ timeout: SLOWEST_MS });
      const id = /gen_\w+/u.exec(page.url())?.[0] ?? "";
      expect(await page.locator("video").evaluate((video: HTMLVideoElement) => video.duration)).toBeGreaterThan(2.5);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: /Download MP4/u }).click();
      expect((await readFile(await (await download).path())).subarray(4, 8).toString()).toBe("ftyp");
      await page.goto(`${url}/library`);
      await page.getByRole("link", { name: "the clouds drift to the right" }).first().waitFor();
      expect(await page.getByRole("link", { name: "not yours" }).count()).toBe(0);
      for (const path of ["", "/content", "/events"]) {
        expect(await statusOf(page, `/api/v1/generations/${theirs}${path}`), path).toBe(404);
      }
      // The key is where no script, and nobody who looks at the browser's storage, finds it.
      const kept = await page.evaluate(() => [
        JSON.stringify(sessionStorage),
        JSON.stringify(localStorage),
        document.cookie,
      ]);
      expect(kept.join(" ")).not.toMatch(/kin_|kinora_session/u);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("API key").waitFor();
      expect(await statusOf(page, `/api/v1/generations/${id}`)).toBe(401);
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  test("the pages show what the key may see, and say which scope is missing", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/keys`);
    await signIn(page, await makeKey("a dashboard", "read"));
    await page.getByText("may look at its clips and make none").waitFor();
    await page.getByText("This is for administrators").waitFor();
    expect(await page.getByRole("link", { name: "API keys" }).count()).toBe(0);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("API key").waitFor();
    await signIn(page, await makeKey("the boss", "admin"));
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await page.goto(`${url}/settings/keys`);
    await page.getByRole("button", { name: "Limits: a dashboard" }).click();
    await page.getByLabel("Requests a minute").fill("120");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Requests a minute: 120").waitFor();
    await page.close();
  });
});
