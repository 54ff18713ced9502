import { encodeStill } from "@kinora/media";
import { expect, test } from "vitest";
import type { FloatMap } from "../scene.ts";
import { readMasks } from "./read-masks.ts";

const SIZE = { width: 40, height: 20 };
const mean = ({ data }: FloatMap): number => data.reduce((sum, value) => sum + value, 0) / data.length;
const at = ({ data, width }: FloatMap, x: number, y: number): number => data[y * width + x]!;

async function mapOf(mask: string): Promise<FloatMap> {
  const masks = await readMasks({ effects: [{ kind: "water", region: { mask } }] });
  return masks.get(mask)!(SIZE);
}

/** A grey PNG whose left half is white. */
async function halfWhite(width: number, height: number): Promise<string> {
  const data = new Uint8Array(width * height * 3).map((_, index) =>
    Math.floor(index / 3) % width < width / 2 ? 255 : 0,
  );
  return Buffer.from(await encodeStill({ width, height, data }, { format: "png" })).toString("base64");
}

test("a polygon is filled, its edges smooth", async () => {
  const map = await mapOf("polygon(25% 0%, 76.25% 0%, 76.25% 50%, 25% 50%)");
  expect([at(map, 9, 5), at(map, 10, 5), at(map, 29, 9), at(map, 20, 10)]).toEqual([0, 1, 1, 0]);
  expect(at(map, 30, 5)).toBeCloseTo(0.5, 5);
  expect(mean(map)).toBeCloseTo(0.5125 * 0.5, 5);
});

test("a triangle has half of its box, and points outside the picture are cut off", async () => {
  expect(mean(await mapOf("polygon(0% 0%, 100% 0%, 0% 100%)"))).toBeCloseTo(0.5, 2);
  expect(mean(await mapOf("polygon(-100% -100%, 50% -100%, 50% 300%, -100% 300%)"))).toBeCloseTo(0.5, 5);
});

test("a polygon that crosses itself has all that it winds around", async () => {
  const twice = "0% 0%, 100% 0%, 100% 100%, 0% 100%";
  expect(mean(await mapOf(`polygon(${twice}, ${twice})`))).toBe(1);
});

test("what is white in a PNG is inside, whatever its size, with or without the words of a data URI", async () => {
  for (const mask of [await halfWhite(16, 16), `data:image/png;base64,${await halfWhite(400, 100)}`]) {
    const map = await mapOf(mask);
    expect(map).toMatchObject(SIZE);
    expect([at(map, 10, 10), at(map, 30, 10)]).toEqual([1, 0]);
    expect(mean(map)).toBeCloseTo(0.5, 2);
  }
});

test("what is transparent in a PNG is outside, and half transparent half inside", async () => {
  // Two white pixels, of alpha 128 and 0.
  const map = await mapOf(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQI12P4//9/AxAzAAAgawZ7EPyEhAAAAABJRU5ErkJggg==",
  );
  expect(at(map, 5, 10)).toBeCloseTo(128 / 255, 5);
  expect(at(map, 35, 10)).toBe(0);
});

test("masks of effects and of what to protect are read, each text once", async () => {
  const [here, there] = ["polygon(0% 0%, 50% 0%, 0% 50%)", "polygon(50% 50%, 99% 50%, 50% 99%)"];
  const effects = [
    { kind: "sway", region: { mask: here } },
    { kind: "water", region: { mask: here } },
    { kind: "clouds", region: "sky" },
    { kind: "lights" },
  ] as const;
  const masks = await readMasks({ effects: [...effects], protect: ["subject", { mask: there }] });
  expect([...masks.keys()]).toEqual([here, there]);
  expect((await readMasks(undefined)).size).toBe(0);
});

test("a broken PNG is a bad option that says which, before any other work", async () => {
  const broken = (await halfWhite(64, 64)).slice(0, 100);
  await expect(mapOf(broken)).rejects.toMatchObject({
    code: "bad_option",
    message: expect.stringMatching(/^The mask iVBORw0KGgo.{29}… is not a PNG that can be read\./u) as string,
  });
});

test("a mask with nothing inside is a bad option", async () => {
  await expect(mapOf("polygon(150% 0%, 200% 0%, 150% 50%)")).rejects.toMatchObject({
    code: "bad_option",
    message: expect.stringContaining("is empty: nothing of the picture lies inside") as string,
  });
});
