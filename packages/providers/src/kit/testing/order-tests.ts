import type { BenchOf } from "./http-bench.ts";
import { OPTION_NAMES, type OptionName } from "@kinora/contract";
import { checkImage } from "@kinora/media";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { HttpFixture } from "./http-fixture.ts";

const LIMITS = { maxBytes: 2 ** 30, maxPixels: 2 ** 30 };

export const orderTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  const rows = OPTION_NAMES.flatMap((option) => {
    const row = fixture.options[option];
    return row === undefined ? [] : ([[option, row]] as const);
  });

  test.each(rows)("%s reaches the vendor as it was asked", async (option: OptionName, row) => {
    const { value, model = fixture.model, arrives, expected } = row;
    const last = option === "last_image" ? { lastStill: await benchOf().still(801, 601) } : {};
    await benchOf().accepted({ model, options: { [option]: value }, ...last });
    expect(arrives(benchOf().task())).toEqual(expected);
  });

  test("prompt and model reach the vendor", async () => {
    await benchOf().accepted();
    expect(JSON.stringify(benchOf().task().request)).toContain("clouds drift slowly");
  });

  test("no prompt is no obstacle, and not an empty one", async () => {
    await benchOf().accepted({ prompt: undefined });
    expect(JSON.stringify(benchOf().task().request)).not.toMatch(/undefined|"prompt":(?:null|"")/u);
  });

  test("a still that fits reaches the vendor byte for byte", async () => {
    await benchOf().accepted();
    const { path } = benchOf().plan().still;
    expect(fixture.still(benchOf().task())?.equals(await readFile(path))).toBe(true);
  });

  test("a still that is too large is made to fit, and it is said", async () => {
    const image = benchOf().model().image;
    const width = image.side_px.max + 400;
    if (width > 5_000) {
      // Too much to draw here: `planStillFit` has its own tests.
      expect(image.side_px.max).toBeGreaterThan(4_000);
      return;
    }
    const outcome = await benchOf().submit({ still: await benchOf().still(width, Math.round(width / 2)) });
    expect(outcome).toMatchObject({ kind: "accepted", warnings: [{ option: "image", code: "scaled" }] });
    const { width: sent } = await checkImage(fixture.still(benchOf().task()) ?? Buffer.alloc(0), LIMITS);
    expect(sent).toBe(image.side_px.max);
  });

  test("a kind of picture that the model does not take is converted, and it is said", async () => {
    const formats = (["webp", "png", "jpeg"] as const).filter(
      (one) => !benchOf().model().image.media_types.includes(`image/${one}`),
    );
    const [format] = formats;
    if (format === undefined) {
      expect(benchOf().model().image.media_types).toEqual(expect.arrayContaining(["image/webp"]));
      return;
    }
    const outcome = await benchOf().submit({ still: await benchOf().still(800, 600, format) });
    expect(outcome).toMatchObject({ kind: "accepted", warnings: [{ option: "image", code: "converted" }] });
  });

  test("strict, and a still that has to be changed: refused, and nothing is sent", async () => {
    const { side_px: side, aspect_ratio: aspect } = benchOf().model().image;
    // What is enlarged a little, or, where any size is taken, a shape that needs bars; else there is nothing to change.
    const height = side.min > 16 ? Math.round(side.min * 0.9) : aspect === undefined ? undefined : 100;
    if (height === undefined) {
      expect(side.min).toBeLessThanOrEqual(16);
      return;
    }
    const width = aspect === undefined || side.min > 16 ? height : Math.round(height * aspect.max * 1.2);
    const still = await benchOf().still(width, height);
    expect(await benchOf().submit({ still, strict: true })).toMatchObject({
      kind: "rejected",
      failure: { code: "unsupported_option" },
    });
    expect(benchOf().fake.tasks()).toEqual([]);
  });

  test("a still that cannot be made to fit is refused with what would fit, and nothing is sent", async () => {
    const { side_px: side } = benchOf().model().image;
    if (side.min < 32) {
      expect(side.min).toBeLessThan(32);
      return;
    }
    const outcome = await benchOf().submit({
      still: await benchOf().still(Math.floor(side.min / 8), Math.floor(side.min / 8)),
    });
    expect(outcome).toMatchObject({ kind: "rejected", failure: { code: "model_does_not_fit" } });
    expect(JSON.stringify(outcome)).toContain(String(side.min));
    expect(benchOf().fake.tasks()).toEqual([]);
  });
};
