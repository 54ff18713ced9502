import type { FloatMap } from "../scene.ts";

/** For each place of a line, the two places of another line that it lies between, and how far it is on the way. */
interface Between {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly way: Float64Array;
}

function between(from: number, to: number): Between {
  const [first, second, way] = [new Int32Array(to), new Int32Array(to), new Float64Array(to)];
  for (let index = 0; index < to; index += 1) {
    const at = Math.min(Math.max(((index + 0.5) / to) * from - 0.5, 0), from - 1);
    first[index] = Math.floor(at);
    second[index] = Math.min(first[index]! + 1, from - 1);
    way[index] = at - first[index]!;
  }
  return { first, second, way };
}

/** A map at another size, bilinear: what `valueAt` gives at the middle of each pixel. */
export const mapAt = (map: FloatMap, { width, height }: { width: number; height: number }): FloatMap => {
  const data = new Float32Array(width * height);
  const across = between(map.width, width);
  const down = between(map.height, height);
  for (let y = 0; y < height; y += 1) {
    const upper = down.first[y]! * map.width;
    const lower = down.second[y]! * map.width;
    const wayDown = down.way[y]!;
    for (let x = 0; x < width; x += 1) {
      const left = across.first[x]!;
      const right = across.second[x]!;
      const way = across.way[x]!;
      const above = map.data[upper + left]! * (1 - way) + map.data[upper + right]! * way;
      const below = map.data[lower + left]! * (1 - way) + map.data[lower + right]! * way;
      data[y * width + x] = above * (1 - wayDown) + below * wayDown;
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
