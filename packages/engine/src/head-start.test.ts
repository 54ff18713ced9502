import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeStill } from "@kinora/media";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyseScene } from "./analyse/index.ts";
import { startLooking } from "./head-start.ts";
import { syntheticPicture } from "./testing/synthetic-scene.ts";

let dir: string;
let stillPath: string;
let copyPath: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "kinora-head-start-"));
  [stillPath, copyPath] = [join(dir, "still.png"), join(dir, "copy")];
  await writeFile(stillPath, await encodeStill(syntheticPicture(160, 120), { format: "png", maxSidePx: 160 }));
  await copyFile(stillPath, copyPath);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test("who asks for the same bytes with words that name the same things gets what was seen", async () => {
  const seen = startLooking({ stillPath, prompt: "clouds drift" });
  const found = await seen({ stillPath: copyPath, prompt: "slow clouds", motion: undefined });
  expect(found?.image).toMatchObject({ width: 160, height: 120 });
  expect(found?.scene).toEqual(analyseScene(found!.image, { expects: ["sky"] }));
});

test("words that name something else get nothing, and so do other bytes", async () => {
  const seen = startLooking({ stillPath, prompt: "clouds drift" });
  expect(await seen({ stillPath: copyPath, prompt: "ripples on the lake", motion: undefined })).toBeUndefined();
  expect(await seen({ stillPath: copyPath, prompt: undefined, motion: undefined })).toBeUndefined();
  const other = join(dir, "other.png");
  await writeFile(other, await encodeStill(syntheticPicture(120, 160), { format: "png", maxSidePx: 160 }));
  expect(await seen({ stillPath: other, prompt: "clouds drift", motion: undefined })).toBeUndefined();
});

test("a picture that cannot be read gives nothing: who asks for it hears why from its own reading", async () => {
  const seen = startLooking({ stillPath: join(dir, "missing.png"), prompt: undefined });
  expect(await seen({ stillPath, prompt: undefined, motion: undefined })).toBeUndefined();
});
