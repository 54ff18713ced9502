import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOUNTAIN, openPage, skip, SLOWEST_MS } from "./browser.ts";
import { openWithVendors, type StudioWithVendors } from "./with-vendors.ts";

const HEIC = fileURLToPath(new URL("../../../packages/media/src/images/__fixtures__/corners.heic", import.meta.url));

interface Listed {
  readonly data: readonly { readonly id: string; readonly provider: string; readonly tags: readonly string[] }[];
}

describe.skipIf(skip)("Several models, money and what is kept, in Chromium", { timeout: SLOWEST_MS }, () => {
  let studio: StudioWithVendors;
  let browser: Browser;
  let url = "";

  const few = { timeout: SLOWEST_MS };

  beforeAll(async () => {
    studio = await openWithVendors();
    ({ browser, url } = studio);
  });

  afterAll(() => studio[Symbol.asyncDispose]());

  const list = async (query = ""): Promise<Listed["data"]> => {
    const { data } = (await (await fetch(`${url}/api/v1/generations${query}`)).json()) as Listed;
    return data;
  };

  const openMountain = async (page: Page): Promise<void> => {
    await page.goto(url);
    await page.getByLabel("Choose pictures").last().setInputFiles(MOUNTAIN);
    await page.getByRole("textbox", { name: "Prompt" }).fill("the clouds drift to the right");
    await page.getByRole("heading", { name: "Model", exact: true }).waitFor();
    await page.getByRole("radio", { name: "480" }).click();
  };

  test("one button renders a picture with three models under one cap, and shows them side by side", async () => {
    const { page, faults } = await openPage(browser);
    await openMountain(page);
    await page.getByRole("radio", { name: "5 s", exact: true }).click();
    await page.getByRole("button", { name: /Kinora Motion 1/u }).click();
    const compare = page.getByRole("button", { name: /^Compare with/u });
    await compare.nth(0).click();
    await compare.nth(1).click();
    await page.keyboard.press("Escape");
    const render = page.getByRole("button", { name: /^Render 3 \$\d+\.\d\d in all$/u });
    await render.waitFor();
    await page.getByText("The picture goes to fal.").waitFor();
    await page.getByRole("spinbutton", { name: /Together at most/u }).fill("0.01");
    const stopped = page.getByRole("button", { name: /^Over your \$0\.01 cap/u });
    // It says why and does nothing: pressed by the key, as a pointer would wait for it.
    await stopped.press("Enter");
    expect(await list()).toEqual([]);
    await page.getByRole("spinbutton", { name: /Together at most/u }).fill("50");
    await render.click();
    await page.getByRole("heading", { name: "Compare" }).waitFor();
    await expect.poll(() => page.locator("figure video").count(), few).toBe(3);
    expect((await list()).map(({ provider }) => provider).sort()).toEqual(["fal", "fal", "local"]);
    expect(faults).toEqual([]);
  });

  test("what was spent is a chart by day and model, and the same as a table", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/usage`);
    await page.getByRole("img", { name: /in the last 30 days, at most/u }).waitFor();
    expect(await page.locator(".spend-day").count()).toBe(30);
    expect(await page.locator(".spend-day").last().locator(".spend-part").count()).toBeGreaterThan(0);
    await page.getByText("Show as table").click();
    expect(await page.getByRole("row").count()).toBeGreaterThan(1);
  });

  test("snippets are filled with what is on Create", async () => {
    const { page } = await openPage(browser);
    await openMountain(page);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Snippets" }).click();
    await page.getByText("--form-string prompt='the clouds drift to the right'").waitFor();
    await page.getByRole("radio", { name: "Python" }).click();
    await page.getByText('"resolution": "480p"').waitFor();
  });

  test("a HEIC, which this browser cannot show, is shown as the server decodes it", async () => {
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByLabel("Choose pictures").last().setInputFiles(HEIC);
    const picture = page.locator("figure.print > img");
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: SLOWEST_MS })
      .toBe(128);
    expect(await picture.getAttribute("src")).toContain("shown=true");
  });

  test("the library is narrowed by tag and by days, and what is chosen is one zip", async () => {
    const [newest] = await list();
    await fetch(`${url}/api/v1/generations/${newest?.id}`, {
      method: "PATCH",
      body: JSON.stringify({ tags: ["sea"] }),
      headers: { "content-type": "application/json" },
    });
    const { page } = await openPage(browser);
    await page.goto(`${url}/library`);
    const tiles = page.locator(".tile-open");
    await expect.poll(() => tiles.count(), few).toBe(3);
    await page.getByRole("combobox", { name: "Tag" }).fill("sea");
    await expect.poll(() => tiles.count(), few).toBe(1);
    expect(page.url()).toContain("tag=sea");
    await page.getByRole("combobox", { name: "Tag" }).fill("");
    await expect.poll(() => tiles.count(), few).toBe(3);
    await page.getByRole("button", { name: "Date" }).click();
    await page.getByLabel("To", { exact: true }).fill("2020-01-01");
    await page.getByText("No clip fits these filters.").waitFor();
    await page.getByRole("button", { name: "Any day" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => tiles.count(), few).toBe(3);
    for (const box of await page.getByRole("checkbox").all()) await box.click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    const bytes = await readFile(await (await download).path());
    // Three central-directory entries.
    expect(bytes.toString("latin1").split("PK\u0001\u0002").length - 1).toBe(3);
  });

  test("what was deleted is in the trash, under Storage, and comes back from there", async () => {
    const [newest] = await list();
    await fetch(`${url}/api/v1/generations/${newest?.id}`, { method: "DELETE" });
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/storage`);
    await page.getByRole("button", { name: /^Restore/u }).click();
    await page.getByText("The trash is empty.").waitFor();
    expect((await list()).map(({ id }) => id)).toContain(newest?.id);
  });
});
