import { readFile } from "node:fs/promises";
import { concatBytes, leafBytes, type Mp4Box, parseBoxes, serializeBox, viewOf } from "../mp4/box.ts";
import { readItems } from "../images/heif/item-properties.ts";

export const cornersHeic = new URL("../images/__fixtures__/corners.heic", import.meta.url);

export interface HeifWish {
  /** Tiles of the corners picture (128 × 96 each), as phones store theirs; without, the one picture. */
  readonly grid?: { readonly columns: number; readonly rows: number };
  /** Quarter turns against the clock. */
  readonly turns?: number;
  /** 0 mirrors top to bottom, 1 left to right. */
  readonly mirror?: 0 | 1;
  /** Of a `colr` box: its kind and what follows. */
  readonly colour?: { readonly kind: "prof" | "nclx"; readonly bytes: Uint8Array };
  /** The size that the picture says to have, instead of its own. */
  readonly saysSize?: readonly [width: number, height: number];
}

const [TILE_WIDTH, TILE_HEIGHT] = [128, 96];

const u8 = (...values: number[]): Uint8Array => Uint8Array.from(values);
const u16 = (...values: number[]): Uint8Array => u8(...values.flatMap((value) => [value >> 8, value & 255]));
const u32 = (...values: number[]): Uint8Array => u16(...values.flatMap((value) => [value >>> 16, value & 0xffff]));
const text = (words: string): Uint8Array => Uint8Array.from(words, (letter) => letter.charCodeAt(0));
const box = (type: string, ...parts: Uint8Array[]): Mp4Box => ({ type, body: concatBytes(parts) });
const parent = (type: string, ...children: Mp4Box[]): Mp4Box => ({ type, body: children });

/** A HEIC file around the coded picture of the fixture, box by box (ISO/IEC 23008-12): what no encoder here writes. */
export async function buildHeif(wish: HeifWish): Promise<Uint8Array> {
  const { hvcC, coded } = await readCorners();
  const { grid = { columns: 1, rows: 1 } } = wish;
  const tiles = wish.grid === undefined ? 0 : grid.columns * grid.rows;
  const size = [grid.columns * TILE_WIDTH, grid.rows * TILE_HEIGHT];
  const whole = u8(0, 0, grid.rows - 1, grid.columns - 1, ...u16(size[0]!, size[1]!));
  const primary = tiles + 1;
  const items = Array.from({ length: tiles + 1 }, (_, index) => index + 1);
  const dataOf = (item: number): Uint8Array => (item === primary && tiles > 0 ? whole : coded);

  const properties = [
    box("hvcC", hvcC),
    box("ispe", u32(0, TILE_WIDTH, TILE_HEIGHT)),
    box("ispe", u32(0, ...(wish.saysSize ?? size))),
    ...(wish.colour === undefined ? [] : [box("colr", text(wish.colour.kind), wish.colour.bytes)]),
    ...(wish.turns === undefined ? [] : [box("irot", u8(wish.turns))]),
    ...(wish.mirror === undefined ? [] : [box("imir", u8(wish.mirror))]),
  ];
  const ofPrimary = [...(tiles > 0 ? [] : [1]), ...properties.slice(2).map((_, index) => index + 3)];
  const propertiesOf = (item: number): number[] => (item === primary ? ofPrimary : [1, 2]);
  const associations = items.flatMap((item) => [u16(item), u8(propertiesOf(item).length, ...propertiesOf(item))]);

  const types = items.map((item) => (item === primary && tiles > 0 ? "grid" : "hvc1"));
  const entries = items.map((item, index) => box("infe", u32(0x0200_0000), u16(item, 0), text(types[index]!), u8(0)));
  const reference = box("dimg", u16(primary, tiles, ...items.slice(0, tiles)));
  const fileType = serializeBox(box("ftyp", text("heic"), u32(0), text("mif1heic")));
  const meta = (dataAt: number): Uint8Array => {
    let at = dataAt;
    const places = items.flatMap((item) => {
      const bytes = dataOf(item).length;
      at += bytes;
      return [u16(item, 0, 1), u32(at - bytes, bytes)];
    });
    return serializeBox({
      type: "meta",
      body: concatBytes([
        u32(0),
        ...[
          box("hdlr", u32(0, 0), text("pict"), u32(0, 0, 0), u8(0)),
          box("pitm", u32(0), u16(primary)),
          box("iloc", u32(0), u8(0x44, 0), u16(items.length), ...places),
          box("iinf", u32(0), u16(items.length), ...entries.map(serializeBox)),
          ...(tiles > 0 ? [box("iref", u32(0), serializeBox(reference))] : []),
          parent("iprp", parent("ipco", ...properties), box("ipma", u32(0, items.length), ...associations)),
        ].map(serializeBox),
      ]),
    });
  };
  const dataAt = fileType.length + meta(0).length + 8;
  return concatBytes([fileType, meta(dataAt), serializeBox(box("mdat", ...items.map(dataOf)))]);
}

async function readCorners(): Promise<{ hvcC: Uint8Array; coded: Uint8Array }> {
  const file = Uint8Array.from(await readFile(cornersHeic));
  const meta = parseBoxes(file).find(({ type }) => type === "meta")!;
  const { primary, propertiesOf, extents } = readItems(leafBytes(meta));
  const [{ from, bytes }] = extents as [(typeof extents)[number]];
  return {
    hvcC: propertiesOf.get(primary)!.find(({ type }) => type === "hvcC")!.body,
    coded: file.subarray(from, from + bytes),
  };
}

/** A JPEG as phones with bright screens write it: the base picture, then a gain map that a reader may ignore. */
export function asUltraHdr(base: Uint8Array, gainMap: Uint8Array): Uint8Array {
  const segment = (marker: number, body: Uint8Array): Uint8Array =>
    concatBytes([u8(0xff, marker), u16(body.length + 2), body]);
  const xmp = segment(
    0xe1,
    text(
      `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Container="http://ns.google.com/photos/1.0/container/" xmlns:Item="http://ns.google.com/photos/1.0/container/item/" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"><Container:Directory><rdf:Seq><rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="Primary" Item:Mime="image/jpeg"/></rdf:li><rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="GainMap" Item:Mime="image/jpeg" Item:Length="${gainMap.length}"/></rdf:li></rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>`,
    ),
  );
  const mpfBytes = 4 + 8 + 2 + 3 * 12 + 4 + 32;
  const baseBytes = base.length + xmp.length + 4 + mpfBytes;
  const mpfAt = 2 + xmp.length + 4 + 4; // offsets count from the byte order mark behind "MPF\0"
  const entry = (tag: number, type: number, value: Uint8Array): Uint8Array => concatBytes([u16(tag, type), value]);
  const mpf = segment(
    0xe2,
    concatBytes([
      text("MPF\0MM\0*"),
      u32(8),
      u16(3),
      entry(0xb000, 7, concatBytes([u32(4), text("0100")])),
      entry(0xb001, 4, u32(1, 2)),
      entry(0xb002, 7, u32(32, 50)),
      u32(0),
      u32(0x0003_0000, baseBytes, 0, 0),
      u32(0, gainMap.length, baseBytes - mpfAt, 0),
    ]),
  );
  return concatBytes([base.subarray(0, 2), xmp, mpf, base.subarray(2), gainMap]);
}

/** Where a box of the type begins, for tests that damage it. */
export const boxAt = (file: Uint8Array, type: string): number => {
  const at = Buffer.from(file.buffer, file.byteOffset, file.length).indexOf(type, 0, "latin1");
  if (at < 4) throw new Error(`There is no ${type}.`);
  return at - 4;
};

/** A big-endian 32-bit number of a file, set. */
export const poke = (file: Uint8Array, at: number, value: number): void => viewOf(file).setUint32(at, value);
