/**
 * How soon the studio paints, and how smoothly its library scrolls. `node bench/studio/studio.ts` from the root; needs
 * Chromium. The server is a real `kinora serve`; the 10,000 rows are answered by the bench in its place, so that the
 * figures are of the page alone. Ends with 1 when a bound is missed.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openWorkbench, startServer } from "../../test/e2e/kinora-process.ts";
import { buildStudio, openBrowser } from "../../test/e2e/studio/browser.ts";

const ROWS = 10_000;
const PAGE = 100;
const RUNS = 5;
const BOUNDS = { paintMs: 1000, framesPerSecond: 50 };

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** First contentful paint of a new visitor, and when the place for a picture stands there, in milliseconds, with a processor four times slower than this one. */
const firstPaintMs = async (browser: Browser, url: string): Promise<{ paint: number; usable: number }> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(url);
  await page.getByText(/up to 32/u).waitFor();
  const usable = await page.evaluate(() => performance.now());
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
  await context.close();
  return { paint, usable };
};

const rowOf = (pattern: Record<string, unknown>, at: number): Record<string, unknown> => ({
  ...pattern,
  id: `gen_${String(at).padStart(26, "0")}`,
  prompt: `clip number ${at}`,
  created_at: new Date(Date.UTC(2026, 10, 20) - at * 600_000).toISOString(),
});

/** Answers the list of generations with so many copies of one, page by page. */
const answerWithRows = async (page: Page, pattern: Record<string, unknown>): Promise<void> => {
  await page.route(/\/api\/v1\/generations\?/u, async (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
    const data = Array.from({ length: Math.min(PAGE, ROWS - from) }, (_, at) => rowOf(pattern, from + at));
    const next = from + PAGE < ROWS ? String(from + PAGE) : null;
    await route.fulfill({ json: { data, next_cursor: next } });
  });
};

/** All rows first, so that what is measured is a scroll through everything; then 500 frames of 60 pixels upwards. */
const SCROLL = `(async () => {
  for (let still = 0, last = 0; still < 20; ) {
    scrollTo(0, document.documentElement.scrollHeight);
    await new Promise((done) => setTimeout(done, 50));
    const height = document.documentElement.scrollHeight;
    still = height === last ? still + 1 : 0;
    last = height;
  }
  const frames = [];
  const height = document.documentElement.scrollHeight;
  let last = await new Promise(requestAnimationFrame);
  const begun = last;
  for (let at = height; frames.length < 500; at -= 60) {
    scrollTo(0, at);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  frames.sort((a, b) => a - b);
  return { height, framesPerSecond: 500_000 / (last - begun), p95Ms: frames[475] };
})()`;

buildStudio();
await using bench = await openWorkbench();
const { url } = await startServer(bench);
const browser = await openBrowser();
const image = await readFile(fileURLToPath(new URL("../../examples/mountain.jpg", import.meta.url)));
const form = new FormData();
form.set("image", new Blob([image], { type: "image/jpeg" }), "mountain.jpg");
form.set("prompt", "the clouds drift");
form.set("duration_seconds", "1");
form.set("resolution", "480p");
const made = await fetch(`${url}/api/v1/generations`, { method: "POST", body: form, headers: { prefer: "wait=60" } });
const pattern = (await made.json()) as Record<string, unknown>;

const paints: { paint: number; usable: number }[] = [];
for (let run = 0; run < RUNS; run += 1) paints.push(await firstPaintMs(browser, url));
const paint = median(paints.map((run) => run.paint));
const usable = median(paints.map((run) => run.usable));
console.log(
  `first contentful paint, CPU 4 times slower: ${paint.toFixed(0)} ms (bound ${BOUNDS.paintMs}); ready for a picture: ${usable.toFixed(0)} ms (medians of ${RUNS})`,
);

const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await answerWithRows(page, pattern);
await page.goto(`${url}/library`);
await page.locator(".tile-open").first().waitFor();
const scroll = await page.evaluate<{ height: number; framesPerSecond: number; p95Ms: number }>(SCROLL);
console.log(
  `library of ${ROWS} clips (${scroll.height} px high): ${scroll.framesPerSecond.toFixed(1)} frames/s, 95 of 100 frames within ${scroll.p95Ms.toFixed(1)} ms (bound ${BOUNDS.framesPerSecond})`,
);
await browser.close();
if (paint > BOUNDS.paintMs || scroll.framesPerSecond < BOUNDS.framesPerSecond) process.exitCode = 1;
