import type { RgbImage } from "../pixels.ts";
import { openRaw } from "./open-image.ts";

export type StillFormat = "webp" | "png" | "jpeg";

export interface EncodeStillOptions {
  readonly format: StillFormat;
  /** The longer side is at most this; a smaller picture is not enlarged. */
  readonly maxSidePx?: number;
  /** 1–100 for webp and jpeg, default 82; png is always lossless. */
  readonly quality?: number;
}

/** The picture as a file's bytes, in sRGB, without metadata. The same picture gives the same bytes. */
export async function encodeStill(image: RgbImage, options: EncodeStillOptions): Promise<Uint8Array> {
  const { format, maxSidePx, quality = 82 } = options;
  const pipeline = openRaw(image.data, { width: image.width, height: image.height, channels: 3 });
  if (maxSidePx !== undefined) {
    pipeline.resize({ width: maxSidePx, height: maxSidePx, fit: "inside", withoutEnlargement: true });
  }
  switch (format) {
    case "webp":
      return pipeline.webp({ quality }).toBuffer();
    case "jpeg":
      return pipeline.jpeg({ quality, chromaSubsampling: "4:2:0" }).toBuffer();
    case "png":
      return pipeline.png({ compressionLevel: 6 }).toBuffer();
  }
}
