import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withTempDir } from "../testing/moving-pattern.ts";
import {
  concatBytes,
  descendants,
  leafBytes,
  type Mp4Box,
  parseBoxes,
  readBoxHeader,
  serializeBox,
  viewOf,
} from "./box.ts";
import { finishMp4 } from "./finish-mp4.ts";

const u32 = (...values: number[]): Uint8Array => {
  const bytes = new Uint8Array(values.length * 4);
  for (const [index, value] of values.entries()) viewOf(bytes).setUint32(index * 4, value);
  return bytes;
};
const leaf = (type: string, ...parts: Uint8Array[]): Mp4Box => ({ type, body: concatBytes(parts) });
const text = (value: string): Uint8Array => Buffer.from(value, "latin1");

/** The bones of a movie whose chunks begin at the given offsets. */
function movie(offsets: readonly number[], kind: "stco" | "co64"): Mp4Box {
  const table = kind === "stco" ? offsets : offsets.flatMap((offset) => [0, offset]);
  const colour = serializeBox(leaf("colr", text("nclx"), Uint8Array.of(0, 2, 0, 2, 0, 2, 128)));
  const entry = leaf("avc1", new Uint8Array(78), serializeBox(leaf("avcC", text("config"))), colour);
  const stbl: Mp4Box = {
    type: "stbl",
    body: [leaf("stsd", u32(0, 1), serializeBox(entry)), leaf(kind, u32(0, offsets.length), u32(...table))],
  };
  const mdia: Mp4Box = { type: "mdia", body: [leaf("mdhd", u32(0, 1234, 5678, 24)), { type: "minf", body: [stbl] }] };
  const trak: Mp4Box = { type: "trak", body: [leaf("tkhd", u32(7, 1234, 5678, 1)), mdia] };
  const longDates = concatBytes([u32(0x0100_0000), u32(0, 1234, 0, 5678), u32(90000)]);
  return { type: "moov", body: [leaf("mvhd", longDates), trak, leaf("udta", text("old tags"))] };
}

const FTYP = serializeBox(leaf("ftyp", text("isom")));
const FREE = serializeBox(leaf("free", new Uint8Array(100)));
const MEDIA = text("first chunk.second chunk");

/** ftyp, free, mdat, moov: as an encoder leaves it. */
function rawFile(kind: "stco" | "co64"): Uint8Array {
  const start = FTYP.length + FREE.length + 8;
  return concatBytes([FTYP, FREE, serializeBox(leaf("mdat", MEDIA)), serializeBox(movie([start, start + 12], kind))]);
}

async function finish(raw: Uint8Array, tags = { software: "Kinora 1.2.3" }): Promise<Uint8Array> {
  return withTempDir(async (dir) => {
    await writeFile(join(dir, "raw"), raw);
    await finishMp4(join(dir, "raw"), join(dir, "done"), tags);
    return new Uint8Array(await readFile(join(dir, "done")));
  });
}

const find = (file: Uint8Array, type: string): Uint8Array => {
  const [box] = parseBoxes(file).flatMap((top) => descendants(top, type));
  if (box === undefined) throw new Error(`no ${type}`);
  return leafBytes(box);
};

test("moov comes first, filler goes, and the media stays as it was", async () => {
  const boxes = parseBoxes(await finish(rawFile("stco")));
  expect(boxes.map(({ type }) => type)).toEqual(["ftyp", "moov", "mdat"]);
  expect(leafBytes(boxes[2]!)).toEqual(new Uint8Array(MEDIA));
});

test.each(["stco", "co64"] as const)("%s points at the same bytes as before", async (kind) => {
  const file = await finish(rawFile(kind));
  const view = viewOf(find(file, kind));
  const offset = (index: number): number =>
    kind === "stco" ? view.getUint32(8 + index * 4) : Number(view.getBigUint64(8 + index * 8));
  expect(Buffer.from(file.subarray(offset(0), offset(0) + 12)).toString()).toBe("first chunk.");
  expect(Buffer.from(file.subarray(offset(1), offset(1) + 12)).toString()).toBe("second chunk");
});

test("dates are cleared in all three headers, of 32 bits and of 64", async () => {
  const file = await finish(rawFile("stco"));
  expect([...find(file, "mvhd")]).toEqual([1, 0, 0, 0, ...Array<number>(16).fill(0), 0, 1, 0x5f, 0x90]);
  expect(find(file, "tkhd")).toEqual(u32(7, 0, 0, 1));
  expect(find(file, "mdhd")).toEqual(u32(0, 0, 0, 24));
});

test("the colour box says BT.709 limited range once, in place of what it said", async () => {
  const entry = parseBoxes(find(await finish(rawFile("stco")), "stsd").subarray(8))[0]!;
  const boxes = parseBoxes(leafBytes(entry).subarray(78));
  expect(boxes.map(({ type }) => type)).toEqual(["avcC", "colr"]);
  expect([...leafBytes(boxes[1]!)]).toEqual([...text("nclx"), 0, 1, 0, 1, 0, 1, 0]);
});

test("our tags replace the encoder's, and keep letters of every script", async () => {
  const file = await finish(rawFile("stco"), { software: "Kinora 1.2.3", comment: "云在飘" } as { software: string });
  const tags = Buffer.from(find(file, "udta")).toString();
  expect(tags).toContain("Kinora 1.2.3");
  expect(tags).toContain("云在飘");
  expect(tags).not.toContain("old tags");
});

test("a file that is cut short is not finished", async () => {
  const raw = rawFile("stco");
  await expect(finish(raw.subarray(0, raw.length - 5))).rejects.toThrow("says a wrong size");
  await expect(finish(FTYP)).rejects.toThrow("no moov");
});

test("a chunk outside the media is refused, not written", async () => {
  const bad = concatBytes([FTYP, serializeBox(leaf("mdat", MEDIA)), serializeBox(movie([9999], "stco"))]);
  await expect(finish(bad)).rejects.toThrow("a chunk outside its media");
});

test("box headers are read in all three spellings", () => {
  expect(readBoxHeader(concatBytes([u32(20), text("mdat")]), 100)).toEqual({ type: "mdat", size: 20, headerSize: 8 });
  expect(readBoxHeader(concatBytes([u32(0), text("mdat")]), 100)).toEqual({ type: "mdat", size: 100, headerSize: 8 });
  expect(readBoxHeader(concatBytes([u32(1), text("mdat"), u32(0, 24)]), 100)).toEqual({
    type: "mdat",
    size: 24,
    headerSize: 16,
  });
});

test.each([
  ["a size below its own header", u32(4)],
  ["a size beyond the file", u32(101)],
])("%s is refused", (_, size) =>
  expect(() => readBoxHeader(concatBytes([size, text("mdat")]), 100)).toThrow("wrong size"),
);
