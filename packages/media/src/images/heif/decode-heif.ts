import { Failure } from "@kinora/contract";
import { allBytes } from "../image-bytes.ts";
import { type ImageSource, openImage, openRaw } from "../open-image.ts";
import { type HeifFacts, readHeifFacts } from "./heif-facts.ts";
import { rawAsTiff } from "./raw-as-tiff.ts";

/** ITU-T H.273, table 2: the primaries of Display P3. */
const P3_PRIMARIES = 12;

/**
 * The primary picture of a HEIC file as an uncompressed TIFF with its colour profile, upright: cut, turned and mirrored as
 * its properties say. Its EXIF orientation is not carried along: readers of HEIF do not apply it (ISO/IEC 23008-12, A.2.4).
 * Alpha stays; 10-bit pictures come as 8-bit; a gain map for bright screens is left out. libheif is loaded when the first
 * such picture comes. Throws where the file cannot be decoded, and Failure `image_too_large` beyond `maxPixels`, before
 * anything is.
 */
export async function heifAsTiff(source: ImageSource, maxPixels: number): Promise<Uint8Array> {
  const facts = await readHeifFacts(source);
  if (facts.mostPixels > maxPixels) {
    throw new Failure("image_too_large", { detail: `The image has more than the ${maxPixels} pixels that are taken.` });
  }
  const pixels = await decodePrimary(await allBytes(source));
  if (pixels.width * pixels.height > maxPixels) throw new RangeError("It has more pixels than it says.");
  return rawAsTiff({ ...pixels, icc: await profileOf(facts) });
}

interface Problem {
  readonly code: object | number;
  readonly message: string;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

async function decodePrimary(bytes: Uint8Array): Promise<Pixels> {
  const { default: heif } = await import("libheif-js/wasm-bundle.js");
  const context = heif.heif_context_alloc();
  try {
    const read = heif.heif_context_read_from_memory(context, bytes);
    if (read.code !== heif.heif_error_code.heif_error_Ok) throw new RangeError(read.message);
    const handle = unwrap(heif.heif_js_context_get_primary_image_handle(context));
    try {
      const channels = heif.heif_image_handle_has_alpha_channel(handle) === 1 ? 4 : 3;
      const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = heif.heif_chroma;
      const { heif_colorspace_RGB: colorspace } = heif.heif_colorspace;
      const decoded = unwrap(await heif.heif_js_decode_image2(handle, colorspace, channels === 4 ? rgba : rgb));
      try {
        return tightly(decoded.channels[0], channels);
      } finally {
        heif.heif_image_release(decoded.image);
      }
    } finally {
      heif.heif_image_handle_release(handle);
    }
  } finally {
    heif.heif_context_free(context);
  }
}

/** The library answers with the thing, or with what is wrong. */
function unwrap<Answer extends object>(answer: Answer): Exclude<Answer, Problem> {
  if ("message" in answer) throw new RangeError(String(answer.message));
  return answer as Exclude<Answer, Problem>;
}

interface Rows {
  readonly stride: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A copy of the rows, without what pads them: theirs lie in the library's memory, which is used again once they are released. */
function tightly(rows: Rows | undefined, channels: 3 | 4): Pixels {
  if (rows === undefined) throw new RangeError("It has no pixels.");
  const { stride, width, height } = rows;
  const rowBytes = width * channels;
  if (stride === rowBytes) return { width, height, channels, data: rows.data.slice(0, rowBytes * height) };
  const data = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) data.set(rows.data.subarray(y * stride, y * stride + rowBytes), y * rowBytes);
  return { width, height, channels, data };
}

/** The picture's own profile; Display P3 where it only names those primaries; else it is taken as sRGB. */
async function profileOf({ icc, primaries }: HeifFacts): Promise<Uint8Array | undefined> {
  if (icc !== undefined || primaries !== P3_PRIMARIES) return icc;
  const pixel = openRaw(new Uint8Array(3), { width: 1, height: 1, channels: 3 });
  return (await openImage(await pixel.withIccProfile("p3").png().toBuffer(), {}).metadata()).icc;
}
