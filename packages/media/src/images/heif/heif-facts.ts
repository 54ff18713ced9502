import { BOX_HEADER_BYTES, readBoxHeader, viewOf } from "../../mp4/box.ts";
import { type ImageBytes, withImageBytes } from "../image-bytes.ts";
import type { ImageSource } from "../open-image.ts";
import { type HeifItems, type ItemProperty, readItems } from "./item-properties.ts";

/** What the boxes of a HEIF picture say, before anything of it is decoded. */
export interface HeifFacts {
  /** Upright: cut and turned as its properties say. */
  readonly width: number;
  readonly height: number;
  /** Of the largest picture in the file (the whole, a tile, a map beside it): what a decoder may have to hold. */
  readonly mostPixels: number;
  readonly hasAlpha: boolean;
  /** Its colour space: an ICC profile, or the number of its primaries (ITU-T H.273, table 2). */
  readonly icc: Uint8Array | undefined;
  readonly primaries: number | undefined;
}

/** Far more than any camera writes; a larger one is no picture's. */
const MOST_META_BYTES = 4 * 2 ** 20;
const MOST_BOXES = 1000;

/** Says that the auxiliary picture is the alpha channel of another (ISO/IEC 23008-12, 4.2 and B.2; MIAF). */
const ALPHA_TYPES = ["urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"];

/**
 * Reads size, orientation and colour space of a HEIF picture from its boxes, and sees that every byte that they speak of
 * is there. Nothing is decoded. Throws RangeError for a file that is damaged or cut short.
 */
export const readHeifFacts = (source: ImageSource): Promise<HeifFacts> =>
  withImageBytes(source, async (bytes) => {
    const items = readItems(await readMeta(bytes));
    for (const { from, bytes: length } of items.extents) {
      if (from + length > bytes.size) throw new RangeError(`It ends at ${bytes.size}, before all its data are there.`);
    }
    return factsOf(items);
  });

async function readMeta(bytes: ImageBytes): Promise<Uint8Array> {
  let at = 0;
  for (let boxes = 0; boxes < MOST_BOXES && at < bytes.size; boxes += 1) {
    const { type, size, headerSize } = readBoxHeader(await bytes.read(at, BOX_HEADER_BYTES), bytes.size - at);
    if (type === "meta") {
      if (size > MOST_META_BYTES) throw new RangeError("Its meta box is too large to be one.");
      return bytes.read(at + headerSize, size - headerSize);
    }
    at += size;
  }
  throw new RangeError("It has no meta box.");
}

function factsOf(items: HeifItems): HeifFacts {
  const own = items.propertiesOf.get(items.primary) ?? [];
  const sizes = [...items.propertiesOf.values()].flat().filter(({ type }) => type === "ispe");
  const { width, height } = uprightSize(own);
  return {
    width,
    height,
    mostPixels: Math.max(...sizes.map(readExtent).map((size) => size.width * size.height)),
    hasAlpha: items.auxiliaries.some((item) => (items.propertiesOf.get(item) ?? []).some(isAlphaType)),
    ...colourOf(own),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The properties change the picture in their order: `clap` cuts, `irot` turns; `imir` mirrors and keeps the size. */
function uprightSize(properties: readonly ItemProperty[]): Size {
  const stored = properties.find(({ type }) => type === "ispe");
  if (stored === undefined) throw new RangeError("It says no size.");
  let size = readExtent(stored);
  for (const property of properties) {
    if (property.type === "clap") size = readAperture(property);
    if (property.type === "irot" && (property.body[0] ?? 0) % 2 === 1) {
      size = { width: size.height, height: size.width };
    }
  }
  if (size.width < 1 || size.height < 1) throw new RangeError("It says a size of nothing.");
  return size;
}

/** ISO/IEC 23008-12, 6.5.3. */
function readExtent({ body }: ItemProperty): Size {
  const view = viewOf(body);
  return { width: view.getUint32(4), height: view.getUint32(8) };
}

/** ISO/IEC 14496-12, 12.1.4: width and height as fractions. */
function readAperture({ body }: ItemProperty): Size {
  const view = viewOf(body);
  const side = (at: number): number => Math.round(view.getUint32(at) / view.getUint32(at + 4));
  return { width: side(0), height: side(8) };
}

function isAlphaType({ type, body }: ItemProperty): boolean {
  if (type !== "auxC") return false;
  const words = new TextDecoder("latin1").decode(body.subarray(4));
  return ALPHA_TYPES.some((alpha) => words.startsWith(`${alpha}\0`));
}

/** ISO/IEC 14496-12, 12.1.5; a profile says more than the number of its primaries, so it wins. */
function colourOf(properties: readonly ItemProperty[]): Pick<HeifFacts, "icc" | "primaries"> {
  const colours = properties.filter(({ type }) => type === "colr");
  const kindOf = ({ body }: ItemProperty): string => String.fromCharCode(...body.subarray(0, 4));
  const profile = colours.find((colour) => ["prof", "rICC"].includes(kindOf(colour)));
  const numbers = colours.find((colour) => kindOf(colour) === "nclx");
  return {
    icc: profile?.body.subarray(4),
    primaries: numbers === undefined ? undefined : viewOf(numbers.body).getUint16(4),
  };
}
