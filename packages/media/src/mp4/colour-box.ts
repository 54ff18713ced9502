import { concatBytes, leafBytes, type Mp4Box, parseBoxes, serializeBox } from "./box.ts";

/** `colr` of type nclx (ISO/IEC 14496-12, 12.1.5): primaries, transfer and matrix 1 = BT.709, full range off. */
const BT709_LIMITED: Mp4Box = {
  type: "colr",
  body: Uint8Array.of(0x6e, 0x63, 0x6c, 0x78, 0, 1, 0, 1, 0, 1, 0),
};

/** A full box's version and flags, then the number of entries. */
const STSD_HEADER_BYTES = 8;
/** SampleEntry (8) and VisualSampleEntry (70) fields, before the boxes of the entry. */
const VISUAL_ENTRY_BYTES = 78;

/** Sample entries of the codecs that we write. */
const PICTURE_ENTRIES = new Set(["avc1", "hvc1", "av01"]);

/** Makes every picture entry of a sample description say BT.709 limited range, in place of what it said. */
export function setColour(sampleDescription: Mp4Box): void {
  const bytes = leafBytes(sampleDescription);
  const entries = parseBoxes(bytes.subarray(STSD_HEADER_BYTES)).map((entry) =>
    PICTURE_ENTRIES.has(entry.type) ? withColour(entry) : entry,
  );
  sampleDescription.body = concatBytes([bytes.subarray(0, STSD_HEADER_BYTES), ...entries.map(serializeBox)]);
}

function withColour(entry: Mp4Box): Mp4Box {
  const bytes = leafBytes(entry);
  const boxes = parseBoxes(bytes.subarray(VISUAL_ENTRY_BYTES)).filter(({ type }) => type !== "colr");
  return {
    type: entry.type,
    body: concatBytes([bytes.subarray(0, VISUAL_ENTRY_BYTES), ...[...boxes, BT709_LIMITED].map(serializeBox)]),
  };
}
