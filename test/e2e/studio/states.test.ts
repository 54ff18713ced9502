import { readFile } from "node:fs/promises";
import { createClient, type GenerationView } from "@kinora/sdk";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { MOUNTAIN, openPage, skip, SLOWEST_MS } from "./browser.ts";
import { seriousFaults, tooWide } from "./faults-of-page.ts";
import { openWithVendors, type StudioWithVendors } from "./with-vendors.ts";

const WAN = "fal/wan/v2.6/image-to-video";
const PHONE = { width: 400, height: 800 };
const DESK = { width: 1280, height: 800 };

/** Every state of the pages that is not their usual one: in both themes, and on a narrow screen. */
describe.skipIf(skip)("the studio's other states are for everyone too, in Chromium", { timeout: SLOWEST_MS }, () => {
  let studio: StudioWithVendors;
  let url = "";
  /** One generation in each state. */
  const made: Record<string, string> = {};

  const create = async (prompt: string, model = WAN): Promise<GenerationView> => {
    const image = { base64: (await readFile(MOUNTAIN)).toString("base64") };
    return createClient({ baseUrl: url }).createGeneration({ image, prompt, model });
  };
  const settled = async (prompt: string, status: string): Promise<string> => {
    const { id } = await create(prompt);
    const now = async (): Promise<string> => (await createClient({ baseUrl: url }).getGeneration(id)).status;
    await vi.waitFor(async () => expect(await now()).toBe(status), { timeout: 20_000, interval: 50 });
    return id;
  };

  beforeAll(async () => {
    studio = await openWithVendors([
      { on: "submit", marker: "lost", does: { kind: "reset_after" } },
      { on: "submit", marker: "refused", does: { kind: "refuse", why: "moderation" } },
    ]);
    ({ url } = studio);
    const client = createClient({ baseUrl: url });
    for (const name of ["one", "other"]) made[name] = await settled(`a clip, the ${name}`, "succeeded");
    await client.trashGeneration(await settled("a clip for the trash", "succeeded"));
    made["unknown"] = await settled("marker:lost", "needs_review");
    made["failed"] = await settled("marker:refused", "failed");
    studio.fake.setTiming({ runMs: 600_000 });
    made["rendering"] = await settled("a clip that is made for ever", "running");
    const { id } = await create("a clip that is stopped", "kinora-motion-1");
    await client.cancelGeneration(id);
    await vi.waitFor(async () => expect((await client.getGeneration(id)).status).toBe("cancelled"), {
      timeout: 20_000,
      interval: 50,
    });
    made["cancelled"] = id;
  });

  afterAll(() => studio[Symbol.asyncDispose]());

  const faults: Record<string, readonly string[]> = {};

  /** Light on a desk, dark on a phone. */
  const look = async (page: Page, name: string): Promise<void> => {
    faults[`${name}, desk`] = await seriousFaults(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize(PHONE);
    faults[`${name}, phone`] = [...(await tooWide(page)), ...(await seriousFaults(page))];
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(DESK);
  };
  const found = (): readonly unknown[] => Object.entries(faults).filter(([, list]) => list.length > 0);

  test.each(["en-GB", "zh-CN"])("every state of a generation, comparison and trash, %s", async (locale) => {
    const { page } = await openPage(studio.browser, { locale, reducedMotion: "reduce" });
    for (const state of ["rendering", "failed", "cancelled", "unknown"]) {
      await page.goto(`${url}/generations/${made[state]}`);
      await page.locator("h1").waitFor();
      await look(page, `${state}, ${locale}`);
    }
    const comparison = encodeURIComponent(JSON.stringify([made["one"], made["other"]]));
    await page.goto(`${url}/compare?ids=${comparison}`);
    await page.locator("figure video").nth(1).waitFor();
    await look(page, `comparison, ${locale}`);
    await page.goto(`${url}/settings/storage`);
    await page.locator(".trash li").waitFor();
    await look(page, `trash, ${locale}`);
    expect(found()).toEqual([]);
  });

  test("sign-in, nothing found, and a server that is gone", async () => {
    const { page } = await openPage(studio.browser, { reducedMotion: "reduce" });
    await page.goto(`${url}/library`);
    await page.locator(".tile-open").first().waitFor();
    await page.evaluate(() => {
      history.pushState(null, "", "/nowhere");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await page.getByRole("heading", { name: "There is no page here" }).waitFor();
    await look(page, "no page");
    await page.goto(`${url}/generations/gen_00000000000000000000000000`);
    await page.getByText("There is no generation here.").waitFor();
    await look(page, "no generation");
    await page.context().setOffline(true);
    await page.getByRole("link", { name: "To the library" }).click();
    await page.getByText("Kinora stopped answering.").waitFor();
    await look(page, "gone");
    await page.context().setOffline(false);
    const problem = { type: "", title: "", status: 401, code: "unauthorized", detail: "A valid API key is needed." };
    await page.route("**/api/v1/**", (route) => route.fulfill({ status: 401, json: problem }));
    await page.goto(url);
    await page.getByLabel("API key").fill("kin_wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await look(page, "sign-in");
    expect(found()).toEqual([]);
  });

  test("painting, a refusal, the menus, and a preview", async () => {
    const { page } = await openPage(studio.browser, { reducedMotion: "reduce" });
    await page.goto(url);
    await page
      .getByLabel("Choose pictures")
      .last()
      .setInputFiles([
        { name: "mountain.jpg", mimeType: "image/jpeg", buffer: await readFile(MOUNTAIN) },
        { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") },
      ]);
    await page.getByRole("textbox", { name: "Prompt" }).fill("the clouds drift, a whale jumps");
    await page
      .getByText(/needs a generative model|was not understood/u)
      .first()
      .waitFor();
    await look(page, "unmet and refused");
    await page.getByRole("button", { name: /Kinora Motion 1/u }).click();
    await page
      .getByRole("button", { name: /^Compare with/u })
      .first()
      .waitFor();
    await look(page, "models");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Paint region (B)" }).click();
    await page.getByRole("application").focus();
    for (const key of ["Space", "Shift+ArrowRight", "Space"]) await page.keyboard.press(key);
    await page.getByText("Painted").first().waitFor();
    await look(page, "painting");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("Preview, small and rough").waitFor();
    await look(page, "preview");
    await page.goto(`${url}/library`);
    await page.getByRole("button", { name: "Date" }).click();
    await page.getByLabel("To", { exact: true }).waitFor();
    await look(page, "days");
    expect(found()).toEqual([]);
  });
});
