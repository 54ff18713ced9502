import { type Mp4Box, leafBytes, parseBoxes, viewOf } from "../../mp4/box.ts";

/** A property of an image item (ISO/IEC 23008-12, 6.5): `ispe`, `irot`, `colr`, … with its body. */
export interface ItemProperty {
  readonly type: string;
  readonly body: Uint8Array;
}

/** A range of the file in which an item's data lie. */
export interface Extent {
  readonly from: number;
  readonly bytes: number;
}

/** What the `meta` box of a HEIF file says of its items. */
export interface HeifItems {
  readonly primary: number;
  readonly propertiesOf: ReadonlyMap<number, readonly ItemProperty[]>;
  /** Auxiliary pictures (alpha, depth, gain maps) of the primary one. */
  readonly auxiliaries: readonly number[];
  /** Where the data of items lie in the file; those inside `meta` itself are left out. */
  readonly extents: readonly Extent[];
}

const FULL_BOX_BYTES = 4;

/** Of one kind of entry in a picture's tables: a thousand times what a phone writes, and counted in a moment. */
const MOST_ENTRIES = 50_000;

/** Counts entries, whose number a file may state at no cost in bytes. Throws RangeError beyond what a picture has. */
function entryCounter(what: string): (more: number) => void {
  let counted = 0;
  return (more) => {
    counted += more;
    if (counted > MOST_ENTRIES) throw new RangeError(`It has more than ${MOST_ENTRIES} ${what}.`);
  };
}

/** Reads unsigned numbers in the order of the file. */
class Fields {
  #at = 0;
  readonly #view: DataView;
  constructor(bytes: Uint8Array) {
    this.#view = viewOf(bytes);
  }
  /** A number of 0, 1, 2, 4 or 8 bytes. */
  next(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    if (bytes === 0) return 0;
    if (bytes === 1) return this.#view.getUint8(at);
    if (bytes === 2) return this.#view.getUint16(at);
    if (bytes === 4) return this.#view.getUint32(at);
    if (bytes === 8) return Number(this.#view.getBigUint64(at));
    throw new RangeError(`A field of ${bytes} bytes is not of this format.`);
  }
}

/** Reads the body of a `meta` box. Throws RangeError where it is not as the standard says. */
export function readItems(meta: Uint8Array): HeifItems {
  const boxes = parseBoxes(meta.subarray(FULL_BOX_BYTES));
  const primary = readPrimary(bodyOf(boxes, "pitm"));
  const properties = parseBoxes(bodyOf(boxes, "iprp"));
  const known = parseBoxes(bodyOf(properties, "ipco"));
  const references = boxes.find(({ type }) => type === "iref");
  return {
    primary,
    propertiesOf: readAssociations(bodyOf(properties, "ipma"), known),
    auxiliaries: references === undefined ? [] : readAuxiliaries(leafBytes(references), primary),
    extents: readLocations(bodyOf(boxes, "iloc")),
  };
}

function bodyOf(boxes: readonly Mp4Box[], type: string): Uint8Array {
  const box = boxes.find((one) => one.type === type);
  if (box === undefined) throw new RangeError(`It has no ${type} box.`);
  return leafBytes(box);
}

/** Version, flags and the fields behind them. */
function fullBox(body: Uint8Array): { version: number; flags: number; fields: Fields } {
  const fields = new Fields(body);
  const head = fields.next(4);
  return { version: head >>> 24, flags: head & 0xff_ffff, fields };
}

/** ISO/IEC 14496-12, 8.11.4. */
function readPrimary(body: Uint8Array): number {
  const { version, fields } = fullBox(body);
  return fields.next(version === 0 ? 2 : 4);
}

/** ISO/IEC 23008-12, 9.3: which of the known properties (counted from 1) each item has, in order. */
function readAssociations(body: Uint8Array, known: readonly Mp4Box[]): ReadonlyMap<number, readonly ItemProperty[]> {
  const { version, flags, fields } = fullBox(body);
  const indexBytes = (flags & 1) === 1 ? 2 : 1;
  const withoutEssentialBit = indexBytes === 2 ? 0x7fff : 0x7f;
  const found = new Map<number, ItemProperty[]>();
  const count = entryCounter("properties");
  for (let entries = fields.next(4); entries > 0; entries -= 1) {
    const item = fields.next(version < 1 ? 2 : 4);
    const own: ItemProperty[] = [];
    const stated = fields.next(1);
    count(stated + 1);
    for (let left = stated; left > 0; left -= 1) {
      const box = known[(fields.next(indexBytes) & withoutEssentialBit) - 1];
      if (box !== undefined) own.push({ type: box.type, body: leafBytes(box) });
    }
    found.set(item, own);
  }
  return found;
}

/** ISO/IEC 14496-12, 8.11.12: items that refer to the primary one as `auxl`. */
function readAuxiliaries(body: Uint8Array, primary: number): number[] {
  const idBytes = body[0] === 0 ? 2 : 4;
  const count = entryCounter("references");
  return parseBoxes(body.subarray(FULL_BOX_BYTES)).flatMap((reference) => {
    if (reference.type !== "auxl") return [];
    const fields = new Fields(leafBytes(reference));
    const from = fields.next(idBytes);
    const stated = fields.next(2);
    count(stated + 1);
    const to = Array.from({ length: stated }, () => fields.next(idBytes));
    return to.includes(primary) ? [from] : [];
  });
}

/** ISO/IEC 14496-12, 8.11.3. */
function readLocations(body: Uint8Array): Extent[] {
  const { version, fields } = fullBox(body);
  const [sizes, moreSizes] = [fields.next(1), fields.next(1)];
  const idBytes = version < 2 ? 2 : 4;
  const indexBytes = version === 0 ? 0 : moreSizes & 15;
  const extents: Extent[] = [];
  const count = entryCounter("places of data");
  for (let items = fields.next(idBytes); items > 0; items -= 1) {
    fields.next(idBytes);
    const isInFile = version === 0 || (fields.next(2) & 15) === 0;
    fields.next(2);
    const base = fields.next(moreSizes >> 4);
    const stated = fields.next(2);
    count(stated + 1);
    for (let left = stated; left > 0; left -= 1) {
      fields.next(indexBytes);
      const from = base + fields.next(sizes >> 4);
      const bytes = fields.next(sizes & 15);
      if (isInFile) extents.push({ from, bytes });
    }
  }
  return extents;
}
