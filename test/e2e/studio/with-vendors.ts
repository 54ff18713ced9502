import type { Browser } from "playwright-core";
import { type FakeUpstream, openFakeUpstream, type Rule } from "../../fake-upstream/index.ts";
import { openWorkbench, startServer, type Workbench } from "../kinora-process.ts";
import { buildStudio, openBrowser } from "./browser.ts";

/** A studio whose server has keys of vendors, which are fakes, and a browser to look at it with. */
export interface StudioWithVendors extends AsyncDisposable {
  readonly fake: FakeUpstream;
  readonly bench: Workbench;
  readonly browser: Browser;
  readonly url: string;
}

/** `rules` say how the vendors misbehave. */
export const openWithVendors = async (rules: readonly Rule[] = []): Promise<StudioWithVendors> => {
  buildStudio();
  const fake = await openFakeUpstream({ queueMs: 0, runMs: 200, rules });
  const bench = await openWorkbench({
    FAL_KEY: fake.key,
    FAL_BASE_URL: fake.urlOf("fal"),
    DASHSCOPE_BASE_URL: fake.urlOf("dashscope"),
    KINORA_POLL_EVERY_MS: "50",
    KINORA_ALLOW_PRIVATE_HOSTS: fake.filesHost,
  });
  const { url } = await startServer(bench);
  const browser = await openBrowser();
  const dispose = async (): Promise<void> => {
    await browser.close();
    await bench[Symbol.asyncDispose]();
    await fake.close();
  };
  return { fake, bench, browser, url, [Symbol.asyncDispose]: dispose };
};
