import { fileURLToPath } from "node:url";
import { inspectionSchema, motionPartsSchema } from "@kinora/contract";
import { decodeImage } from "@kinora/media";
import { expect, test } from "vitest";
import { analyseScene } from "./analyse/index.ts";
import { inspectStill } from "./inspect-still.ts";
import { readMasks } from "./masks/read-masks.ts";

const photo = (name: string): string => fileURLToPath(new URL(`../../../test/photos/${name}`, import.meta.url));

test("a landscape has a sky, with a mask and a prompt for it", async () => {
  const seen = inspectionSchema.parse(await inspectStill(photo("01-mountain-clouds.jpg")));
  expect(seen).toMatchObject({ format: "jpeg" });
  expect(Math.max(seen.width, seen.height)).toBe(1600);
  const sky = seen.regions.find(({ kind }) => kind === "sky")!;
  expect(sky.share).toBeGreaterThan(0.1);
  expect(Buffer.from(sky.mask.replace("data:image/png;base64,", ""), "base64").subarray(1, 4).toString()).toBe("PNG");
  expect(seen.suggestions).toContain("the clouds drift slowly");
  expect(seen.findings.find(({ id }) => id === "size")?.verdict).toBe("good");
});

test("a small picture of a cat is told to be small, and has no clouds to move", async () => {
  const seen = inspectionSchema.parse(await inspectStill(photo("12-cat.jpg")));
  expect(seen).toMatchObject({ width: 451, height: 300 });
  expect(seen.findings.find(({ id }) => id === "size")).toMatchObject({ value: 300, threshold: 720, verdict: "poor" });
  expect(seen.suggestions).not.toContain("the clouds drift slowly");
  expect(seen.suggestions).toContain("slow dolly in");
});

test("a region's mask can be sent back as where an effect is to move: it says the same place", async () => {
  const { regions } = await inspectStill(photo("01-mountain-clouds.jpg"));
  const sky = regions.find(({ kind }) => kind === "sky")!;
  const effects = [{ kind: "clouds" as const, region: { mask: sky.mask } }];
  expect(motionPartsSchema.parse({ effects })).toEqual({ effects });
  const masks = await readMasks({ effects });
  const { regions: found, ...scene } = analyseScene(
    await decodeImage(photo("01-mountain-clouds.jpg"), { maxSidePx: 2048 }),
  );
  const sent = masks.get(sky.mask)!(scene);
  const apart = sent.data.reduce((sum, value, at) => sum + Math.abs(value - found.sky.map.data[at]!), 0);
  expect(apart / sent.data.length).toBeLessThan(0.02);
});
