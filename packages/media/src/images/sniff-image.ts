/** Kinds of picture that Kinora reads. */
export const READABLE_IMAGE_FORMATS = ["jpeg", "png", "webp", "avif", "heic", "tiff", "gif"] as const;
export type ReadableImageFormat = (typeof READABLE_IMAGE_FORMATS)[number];

/** Kinds of picture that we know by sight; those beyond `ReadableImageFormat` are recognised so that refusing them can say why. */
export type ImageFormat = ReadableImageFormat | "svg" | "bmp" | "jxl";

/** How many leading bytes `sniffImage` looks at, at most. */
export const SNIFF_BYTES = 1024;

const MEDIA_TYPES = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
  heic: "image/heic",
  tiff: "image/tiff",
  gif: "image/gif",
} as const satisfies Record<ReadableImageFormat, string>;

export type ImageMediaType = (typeof MEDIA_TYPES)[ReadableImageFormat];

export const mediaTypeOf = <Format extends ReadableImageFormat>(format: Format): (typeof MEDIA_TYPES)[Format] =>
  MEDIA_TYPES[format];

export const isReadableImageFormat = (format: ImageFormat): format is ReadableImageFormat =>
  (READABLE_IMAGE_FORMATS as readonly ImageFormat[]).includes(format);

interface Signature {
  readonly format: ImageFormat;
  readonly at: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** PNG specification 5.2; JFIF/T.81 SOI; TIFF 6.0 section 2 and BigTIFF; GIF87a/89a; BMP; JPEG XL (ISO 18181-2). */
const SIGNATURES: readonly Signature[] = [
  { format: "jpeg", at: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: "png", at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: "gif", at: 0, bytes: ascii("GIF87a") },
  { format: "gif", at: 0, bytes: ascii("GIF89a") },
  { format: "tiff", at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { format: "tiff", at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { format: "tiff", at: 0, bytes: [0x49, 0x49, 0x2b, 0x00] },
  { format: "tiff", at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2b] },
  { format: "jxl", at: 0, bytes: [0xff, 0x0a] },
  { format: "jxl", at: 4, bytes: ascii("JXL ") },
  { format: "bmp", at: 0, bytes: ascii("BM") },
];

const HEIC_BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"]);

/**
 * The kind of picture by its first bytes (give `SNIFF_BYTES` of them, or all there are); undefined when they are of no
 * picture that we know. File names and content types are not looked at: they are what somebody claims.
 */
export function sniffImage(head: Uint8Array): ImageFormat | undefined {
  const signature = SIGNATURES.find(({ at, bytes }) => hasBytes(head, at, bytes));
  if (signature !== undefined) return signature.format;
  if (hasBytes(head, 0, ascii("RIFF")) && hasBytes(head, 8, ascii("WEBP"))) return "webp";
  if (hasBytes(head, 4, ascii("ftyp"))) return sniffBrands(head);
  return looksLikeSvg(head) ? "svg" : undefined;
}

function hasBytes(head: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return head.length >= at + bytes.length && bytes.every((byte, index) => head[at + index] === byte);
}

/** ISO 14496-12, 4.3: a file type box names its brands; AVIF and HEIC share the container. */
function sniffBrands(head: Uint8Array): ImageFormat | undefined {
  const size = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  const end = Math.min(size, head.length, SNIFF_BYTES);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) {
    if (at !== 12) brands.push(String.fromCharCode(...head.subarray(at, at + 4)));
  }
  if (brands.includes("avif") || brands.includes("avis")) return "avif";
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? "heic" : undefined;
}

function looksLikeSvg(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, SNIFF_BYTES)).trimStart().toLowerCase();
  return text.startsWith("<svg") || (/^<(\?xml|!doctype|!--)/.test(text) && text.includes("<svg"));
}
