import { Failure, type PictureSize, type Resolution, RESOLUTIONS, type Warning } from "@kinora/contract";

/** The size of a video as this dialect asks for it, in Kinora's words. */
export interface VideoSize {
  readonly covers: PictureSize;
  readonly resolution: Resolution;
  readonly warnings: readonly Warning[];
}

const SIZE = /^(\d{2,4})x(\d{2,4})$/u;
const SHORT_SIDE_PX = { min: 240, max: 2160 } as const;
const LONGEST = 3.2;

const unusable = (): Failure =>
  new Failure("bad_option", {
    detail: `size must be width and height in pixels, such as 1280x720 or 720x1280: the short side ${SHORT_SIDE_PX.min} to ${SHORT_SIDE_PX.max}, the long side at most ${LONGEST} times that.`,
    option: "size",
  });

const linesOf = (resolution: Resolution): number => Number.parseInt(resolution, 10);

/** The class whose lines are nearest to a short side, as eyes measure it: by their ratio. */
const nearestResolution = (shortSidePx: number): Resolution => {
  const distance = (resolution: Resolution): number => Math.abs(Math.log(linesOf(resolution) / shortSidePx));
  const [nearest = "720p"] = RESOLUTIONS.toSorted((one, other) => distance(one) - distance(other));
  return nearest;
};

/** Reads `size`, such as "1280x720". Throws bad_option. */
export const readVideoSize = (value: unknown): VideoSize => {
  const [, width = 0, height = 0] = (typeof value === "string" ? (SIZE.exec(value) ?? []) : []).map(Number);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < SHORT_SIDE_PX.min || short > SHORT_SIDE_PX.max || long > LONGEST * short) throw unusable();
  const resolution = nearestResolution(short);
  const message = `There are no videos of ${short} lines here: ${width}x${height} is made as ${resolution}, in its shape.`;
  const warnings = linesOf(resolution) === short ? [] : [{ option: "size", code: "another_size", message }];
  return { covers: { width, height }, resolution, warnings };
};
