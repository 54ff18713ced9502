import { readFile } from "node:fs/promises";
import { Failure, type ModelCapabilities, type Warning } from "@kinora/contract";
import { planStillFit, type StillFit, type StillInput } from "@kinora/domain";
import type { RgbImage, StillFormat } from "@kinora/media";
import { padImage } from "./pad-image.ts";

/** A still as it goes to a vendor: within the model's limits. */
export interface FittedStill {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** A name with the right ending, for vendors that take files. */
  readonly fileName: string;
  /** `data:image/jpeg;base64,…` */
  dataUri(): string;
}

export interface Fitted {
  readonly still: FittedStill;
  readonly warnings: readonly Warning[];
}

const FORMATS: Readonly<Record<string, StillFormat>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
};
const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

const stillOf = (
  bytes: Uint8Array,
  mediaType: string,
  { width, height }: { width: number; height: number },
): FittedStill => ({
  bytes,
  mediaType,
  width,
  height,
  fileName: `still.${ENDINGS[mediaType] ?? "img"}`,
  dataUri: () => `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`,
});

/**
 * Brings a still within a model's limits: as it is where it fits, else decoded upright, scaled, padded with its mean colour
 * and written anew, with a warning for each that can be seen. The same still gives the same bytes. Throws
 * `model_does_not_fit`, saying what would fit.
 */
export const fitStill = async (model: ModelCapabilities, { ref, path }: StillInput): Promise<Fitted> => {
  const fit = planStillFit(model, ref);
  if (!fit.isChanged) return { still: stillOf(await readFile(path), ref.mediaType, ref), warnings: [] };
  const still = await writeWithin(model, await drawCanvas({ ref, path }, fit));
  return { still, warnings: [...fit.warnings, ...(await flattened(model, { ref, path })), ...shrunk(still, fit)] };
};

/** Whoever took the picture in had a limit too. */
const MAX_PIXELS = 2 ** 30;

/** Said only where something could be seen through: many pictures have an alpha channel that hides nothing. */
const flattened = async ({ id, image }: ModelCapabilities, { ref, path }: StillInput): Promise<Warning[]> => {
  if (image.alpha || ref.hasAlpha !== true) return [];
  const { imageTraits } = await import("@kinora/media");
  const { isTransparent } = await imageTraits(path, { maxPixels: MAX_PIXELS });
  const message = `${id} takes no transparency: the picture was laid on white.`;
  return isTransparent ? [{ option: "image", code: "flattened", message }] : [];
};

/** What only writing it could show: too many bytes in its size. */
const shrunk = ({ width, height }: FittedStill, { canvas }: StillFit): Warning[] => {
  if (width === canvas.width) return [];
  const message = `The picture was scaled from ${canvas.width} × ${canvas.height} to ${width} × ${height}, so that its file is small enough.`;
  return [{ option: "image", code: "scaled", message }];
};

const drawCanvas = async ({ ref, path }: StillInput, { picture, canvas }: StillFit): Promise<RgbImage> => {
  // sharp is the heaviest module that we have: it is loaded with the first picture that needs it.
  const { decodeImage, decodeImageInChild, resizeImage } = await import("@kinora/media");
  // A HEIC takes a second to decode, and this process has others to answer.
  const decoded = await (ref.mediaType === "image/heic" ? decodeImageInChild(path) : decodeImage(path));
  const isScaled = decoded.width !== picture.width || decoded.height !== picture.height;
  return padImage(isScaled ? await resizeImage(decoded, picture) : decoded, canvas, ref.meanColor);
};

const QUALITIES = [95, 88, 80, 70] as const;
const SHRINK_BY = 0.8;

/** The best quality whose file is small enough, then a smaller picture. */
const writeWithin = async (model: ModelCapabilities, whole: RgbImage): Promise<FittedStill> => {
  const { encodeStill, resizeImage } = await import("@kinora/media");
  const { media_types: taken, max_bytes: maxBytes, side_px: side } = model.image;
  const mediaType = Object.keys(FORMATS).find((type) => taken.includes(type));
  if (mediaType === undefined)
    throw new Failure("model_does_not_fit", { detail: `${model.id} takes ${taken.join(", ")} only: send that.` });
  for (let canvas = whole; ;) {
    for (const quality of QUALITIES) {
      const bytes = await encodeStill(canvas, { format: FORMATS[mediaType] ?? "jpeg", quality });
      if (bytes.byteLength <= maxBytes) return stillOf(bytes, mediaType, canvas);
    }
    const [width, height] = [Math.round(canvas.width * SHRINK_BY), Math.round(canvas.height * SHRINK_BY)];
    if (Math.min(width, height) < side.min) {
      throw new Failure("model_does_not_fit", {
        detail: `${model.id} takes files of at most ${maxBytes} bytes: send a simpler picture.`,
      });
    }
    canvas = await resizeImage(canvas, { width, height });
  }
};
