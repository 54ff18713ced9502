import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds serious or worse, by rule and place. */
export const seriousFaults = async (page: Page): Promise<readonly string[]> => {
  // Evaluated by the test, not loaded by the page: its policy stays as it is.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource);
  // Colours that are on their way to another theme are none of the page's.
  await page.evaluate(
    "Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))",
  );
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")}: ${any[0]?.message ?? ""}`));
};

/** What reaches over the right edge of the screen and cannot be scrolled to in a box of its own; empty where all fits. */
export const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    // What floats follows a resize within a frame or two.
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll("main *, body > *")]
      .filter((one) => one.getBoundingClientRect().right > wide + 1)
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`)
      .slice(0, 5);
  });
