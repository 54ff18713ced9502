import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { mustSkipWithout } from "../required-tool.ts";

export const skip = mustSkipWithout("chromium");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The studio as it is served must be that of these sources. */
export const buildStudio = (): void => {
  execFileSync(process.execPath, [fileURLToPath(new URL("../../../tools/build-studio.js", import.meta.url))]);
};

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: execFileSync("which", ["chromium"], { encoding: "utf8" }).trim(), args: FLAGS });

/** How long a browser test may take on the busiest of machines. */
export const SLOWEST_MS = 240_000;

/** What a page must never do: break, be refused by its own policy, or speak to another host. */
export interface Watched {
  readonly page: Page;
  readonly faults: string[];
}

export const openPage = async (browser: Browser, options: Parameters<Browser["newPage"]>[0] = {}): Promise<Watched> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  // A busy machine is no fault of the page: what a test waits for has all of the test's time.
  page.setDefaultTimeout(SLOWEST_MS);
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1" && hostname !== "localhost") faults.push(request.url());
  });
  return { page, faults };
};

export const PHOTOS = fileURLToPath(new URL("../../photos/", import.meta.url));
export const MOUNTAIN = fileURLToPath(new URL("../../../examples/mountain.jpg", import.meta.url));
