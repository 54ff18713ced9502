import type { Locator, Page } from "playwright-core";

/** More stops than any page has. */
const MOST_STOPS = 60;

/** Goes on by the Tab key until the focus is there, as somebody without a mouse would. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor();
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${String(target)}.`);
};
