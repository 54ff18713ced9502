import { outputSize, type Resolution, type Warning } from "@kinora/contract";
import type { StillInput, SubmitPlan } from "@kinora/domain";
import { CLIP_DEFAULTS } from "./manifest.ts";

export interface StillVerdict {
  /** What must be said of this picture. */
  readonly warnings: readonly Warning[];
  /** Those of them that leave out what was asked or sent: with strict, reasons to refuse. */
  readonly refusals: readonly Warning[];
}

/** What of the picture that was sent, and of the size that was asked, does not come into the clip. */
export const judgeStill = async ({ options, still }: SubmitPlan): Promise<StillVerdict> => {
  const dropped = await droppedParts(still);
  const asked = options.resolution;
  const size = reducedSize(still, asked ?? CLIP_DEFAULTS.resolution);
  if (asked !== undefined) return { warnings: [...size, ...dropped], refusals: [...size, ...dropped] };
  // Nobody asked for those lines, so nobody is refused; that a panorama is far from them is said all the same.
  return { warnings: [...(isPanorama(still) ? size : []), ...dropped], refusals: dropped };
};

/** The long side of a clip stays within so many times its lines. */
const LONGEST = 3.2;

/** A video has sides of at least 16 pixels, so a ribbon becomes shorter than it is: beyond this it looks wrong. */
const MOST_SQUEEZED = 1.1;

const elongation = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  Math.max(width, height) / Math.min(width, height);

const isPanorama = ({ ref }: StillInput): boolean => elongation(ref) > LONGEST;

/** When a picture is too small, or too long, for the resolution. */
function reducedSize(still: StillInput, resolution: Resolution): Warning[] {
  const { ref } = still;
  const { width, height } = outputSize(ref, resolution);
  if (Math.min(width, height) >= Number.parseInt(resolution, 10)) return [];
  const squeezed = elongation(ref) / elongation({ width, height });
  const stretched: Warning = {
    option: "image",
    code: "stretched",
    message: `A picture of ${ref.width} x ${ref.height} is too narrow for a video of its shape: it is stretched to ${width} x ${height}. Send a shorter crop of it.`,
  };
  return [
    ...(isPanorama(still) && squeezed > MOST_SQUEEZED ? [stretched] : []),
    {
      option: "resolution",
      code: "reduced",
      message: `A picture of ${ref.width} x ${ref.height} gives ${width} x ${height}, not ${resolution}: it is enlarged at most twice, and its long side stays within ${LONGEST} times the lines. Send a larger picture, or a shorter crop of it, for more.`,
    },
  ];
}

/** The server's own limit has been passed by then. */
const MOST_PIXELS = 1_000_000_000;

/** Frames, pages and transparency. */
async function droppedParts({ ref, path }: StillInput): Promise<Warning[]> {
  const { imageTraits } = await import("@kinora/media");
  const { frameCount, isTransparent } = await imageTraits(path, { maxPixels: MOST_PIXELS });
  const warnings: Warning[] = [];
  if (frameCount > 1) {
    const parts = ref.mediaType === "image/tiff" ? "pages" : "frames";
    const message = `The picture has ${frameCount} ${parts}: the first is animated, and the others are left out.`;
    warnings.push({ option: "image", code: "first_frame_only", message });
  }
  if (isTransparent) {
    const message = "Parts of the picture are transparent, and a video cannot be: white shows through.";
    warnings.push({ option: "image", code: "alpha_dropped", message });
  }
  return warnings;
}
