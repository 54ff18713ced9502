import type { RgbImage } from "../pixels.ts";

/** Mean red, green and blue, 0–255 each. */
export function meanColor(image: RgbImage): readonly [red: number, green: number, blue: number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < image.data.length; at += 3) {
    sums[0] += image.data[at] ?? 0;
    sums[1] += image.data[at + 1] ?? 0;
    sums[2] += image.data[at + 2] ?? 0;
  }
  const pixels = image.width * image.height;
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels];
}
