import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Workbench } from "../kinora-process.ts";
import { openPage, PHOTOS, skip, SLOWEST_MS } from "./browser.ts";
import { openWithVendors, type StudioWithVendors } from "./with-vendors.ts";

const SHORT = { duration_seconds: 1, resolution: "480p" };
/** Long enough to be looked at while it is made. */
const LONG = { duration_seconds: 8, resolution: "1080p" };

describe.skipIf(skip)("Generations, the library and settings, in Chromium", { timeout: SLOWEST_MS }, () => {
  let studio: StudioWithVendors;
  let browser: Browser;
  let url = "";

  const create = async (prompt: string, fields: object = SHORT, wait = 60): Promise<string> => {
    const form = new FormData();
    form.append("image", new Blob([await readFile(join(PHOTOS, "12-cat.jpg"))]), "cat.jpg");
    for (const [name, value] of Object.entries<unknown>({ prompt, ...fields })) form.append(name, String(value));
    const headers = { prefer: `wait=${wait}` };
    const response = await fetch(`${url}/api/v1/generations`, { method: "POST", body: form, headers });
    const { id } = (await response.json()) as { id: string };
    return id;
  };

  beforeAll(async () => {
    studio = await openWithVendors([{ on: "submit", times: 1, does: { kind: "reset_after" } }]);
    ({ browser, url } = studio);
  });

  afterAll(() => studio[Symbol.asyncDispose]());

  test("an unknown outcome is settled by a person: never a retry, and the hold is released", async () => {
    const id = await create("a bee takes off", { model: "fal/wan/v2.6/image-to-video" });
    const { page, faults } = await openPage(browser);
    await page.goto(`${url}/library`);
    await page.getByRole("link", { name: "a bee takes off" }).first().click();
    await page.getByRole("heading", { name: /can’t tell whether fal started/u }).waitFor();
    expect(page.url()).toContain(id);
    expect(await page.getByRole("button", { name: /again|retry/iu }).count()).toBe(0);
    await page.getByRole("button", { name: "Follow this task" }).click();
    await page.getByText("Paste the task number first.").waitFor();
    await page.getByRole("radio", { name: /It never started/u }).click();
    await page.getByRole("button", { name: "Release the hold" }).click();
    await page.getByRole("heading", { name: "Failed" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("a wrong key is told, replaced by one that makes clips, never shown, and removed", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${url}/settings/providers`);
    const field = page.getByRole("textbox", { name: "Key of Alibaba Model Studio (DashScope)" });
    const save = page.getByRole("button", { name: "Save and test: Alibaba Model Studio (DashScope)" });
    const note = page.locator(".provider").filter({ hasText: "Alibaba Model Studio (DashScope)" }).getByRole("status");
    await field.fill("sk-of-somebody-else");
    await save.click();
    await page.getByText(/Key saved/u).waitFor();
    expect(await note.textContent()).toBe(
      "Alibaba Model Studio (DashScope) does not accept the key: it answered with status 401",
    );
    await page.getByRole("button", { name: "Replace: Alibaba Model Studio (DashScope)" }).click();
    await field.fill(studio.fake.key);
    await save.click();
    await note.getByText("It answers, and the key is right.").waitFor();
    expect(await page.content()).not.toContain(studio.fake.key);
    // The vendor makes clips for its own key alone.
    const made = await create("with the new key", { model: "wan2.2-i2v-plus" });
    const { status } = (await (await fetch(`${url}/api/v1/generations/${made}`)).json()) as { status: string };
    expect(status).toBe("succeeded");
    await page.getByRole("button", { name: "Remove: Alibaba Model Studio (DashScope)" }).click();
    await field.waitFor();
    expect(await page.getByText("From the environment").count()).toBe(1);
  });

  test("a reload, and a server that is killed and started again, lose nothing of what is on the page", async () => {
    const id = await create("slow push in", LONG, 0);
    const { page } = await openPage(browser);
    await page.goto(`${url}/generations/${id}`);
    await page.getByRole("progressbar").waitFor();
    await page.reload();
    await page.getByRole("progressbar").waitFor();
    const port = new URL(url).port;
    const [server] = [await startAgain(studio.bench, port)];
    expect(server.url).toContain(port);
    await page.getByRole("link", { name: /Download MP4/u }).waitFor({ timeout: 120_000 });
    expect(await page.getByText(/stopped answering/u).count()).toBe(0);
  });

  test("a cancel stops a clip and says that nothing was charged", async () => {
    const id = await create("slow push in, then pull back", LONG, 0);
    const { page } = await openPage(browser);
    await page.goto(`${url}/generations/${id}`);
    await page.getByText("Stops now, nothing is charged.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Cancelled" }).waitFor();
    await page.getByText("Nothing was charged.").waitFor();
  });

  test("the library is searched, two clips are compared, and what is deleted comes back", async () => {
    await create("the cat looks left");
    await create("the cat looks right");
    const { page } = await openPage(browser);
    await page.goto(`${url}/library`);
    await page.getByRole("searchbox", { name: "Search prompts" }).fill("looks left");
    await page.waitForURL(/q=/u);
    await page.getByRole("link", { name: "the cat looks left" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "the cat looks right" }).count()).toBe(0);
    await page.getByRole("searchbox", { name: "Search prompts" }).fill("the cat looks");
    await page.getByRole("checkbox", { name: "Select the cat looks left" }).click();
    await page.getByRole("checkbox", { name: "Select the cat looks right" }).click();
    await page.getByRole("button", { name: "Compare" }).click();
    await expect.poll(() => page.locator("figure video").count()).toBe(2);
    const areStepped = async (): Promise<boolean[]> => {
      await page.keyboard.press(".");
      return page.locator("video").evaluateAll((all) => all.map((one) => (one as HTMLVideoElement).currentTime > 0));
    };
    await expect.poll(areStepped).toEqual([true, true]);
    await page.goBack();
    await page.getByRole("link", { name: "the cat looks left" }).focus();
    await page.keyboard.press("Delete");
    await page.getByText("Deleted 1.").waitFor();
    await expect.poll(() => page.getByRole("link", { name: "the cat looks left" }).count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "the cat looks left" }).waitFor();
  });
});

/** Kills the server that a workbench runs, and starts another on the same port. */
const startAgain = async (bench: Workbench, port: string): Promise<{ url: string }> => {
  const owner = JSON.parse(await readFile(join(bench.dataDir, "owner.json"), "utf8")) as { pid: number };
  process.kill(owner.pid, "SIGKILL");
  const kinora = bench.start("serve", "--port", port);
  const [, url = ""] = await kinora.says(/at (http:\S+)\/ and/u);
  return { url };
};
