import type { FloatMap } from "../scene.ts";
import { valueAt } from "./node-map.ts";

/** A map at another size, bilinear. */
export const mapAt = (map: FloatMap, size: { width: number; height: number }): FloatMap => {
  const { width, height } = size;
  const data = new Float32Array(width * height);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      data[y * size.width + x] = valueAt(map, (x + 0.5) / size.width, (y + 0.5) / size.height);
    }
  }
  return { width, height, data };
};

/** The largest size of a picture's aspect with no side longer than `longest`, never larger than the picture. */
export function sizeWithin(
  { width, height }: { width: number; height: number },
  longest: number,
): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
