import type { Page } from "playwright-core";

/** A part of the picture: left, top, right, bottom, each 0 to 1. */
export type Part = readonly [left: number, top: number, right: number, bottom: number];
const WHOLE: Part = [0, 0, 1, 1];

const WIDTH = 320;
const HEIGHT = 240;

interface Levels {
  readonly levels: readonly number[];
  readonly width: number;
}

/** The grey levels of a part of the page's video at two moments, in seconds. */
const twoFrames = (page: Page, part: Part, moments: readonly [number, number]): Promise<readonly Levels[]> =>
  page.locator("video").evaluate(
    async (element, { part: [left, top, right, bottom], moments: asked, size: [wide, high] }) => {
      const video = element as HTMLVideoElement;
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [wide, high];
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      if (pen === null) throw new Error("no canvas");
      video.pause();
      const width = Math.round((right - left) * wide);
      const frames = [];
      for (const seconds of asked) {
        const seeked = new Promise((done) => video.addEventListener("seeked", done, { once: true }));
        video.currentTime = seconds;
        await seeked;
        pen.drawImage(video, 0, 0, wide, high);
        const { data } = pen.getImageData(left * wide, top * high, width, (bottom - top) * high);
        const levels = Array.from({ length: data.length / 4 }, (_, at) => {
          const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
          return (red + green + blue) / 3;
        });
        frames.push({ levels, width });
      }
      return frames;
    },
    { part, moments, size: [WIDTH, HEIGHT] as const },
  );

/** Mean change of the levels of a video's picture, or of a part of it, between two moments. */
export const movement = async (page: Page, part: Part = WHOLE): Promise<number> => {
  const [from, to] = await twoFrames(page, part, [0.1, 2.5]);
  if (from === undefined || to === undefined) throw new Error("no frames");
  return from.levels.reduce((sum, level, at) => sum + Math.abs(level - (to.levels[at] ?? 0)), 0) / from.levels.length;
};

/**
 * How far, in pixels of a frame 320 wide, a part of the video's picture goes between two near moments: the one shift that
 * explains best, by least squares, how its levels change where they have slopes.
 */
export const shiftOf = async (
  page: Page,
  part: Part,
  moments: readonly [number, number],
): Promise<{ readonly right: number; readonly down: number }> => {
  const [from, to] = await twoFrames(page, part, moments);
  if (from === undefined || to === undefined) throw new Error("no frames");
  const { width } = from;
  const level = ({ levels }: Levels, x: number, y: number): number => levels[y * width + x] ?? 0;
  let [xx, xy, yy, xt, yt] = [0, 0, 0, 0, 0];
  for (let y = 1; y < from.levels.length / width - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const slopeX = (level(from, x + 1, y) - level(from, x - 1, y) + level(to, x + 1, y) - level(to, x - 1, y)) / 4;
      const slopeY = (level(from, x, y + 1) - level(from, x, y - 1) + level(to, x, y + 1) - level(to, x, y - 1)) / 4;
      const change = level(to, x, y) - level(from, x, y);
      xx += slopeX * slopeX;
      xy += slopeX * slopeY;
      yy += slopeY * slopeY;
      xt += slopeX * change;
      yt += slopeY * change;
    }
  const scale = xx * yy - xy * xy;
  return { right: (xy * yt - yy * xt) / scale, down: (xy * xt - xx * yt) / scale };
};
