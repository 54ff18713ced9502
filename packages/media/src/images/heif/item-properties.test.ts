import { expect, test } from "vitest";
import { concatBytes, type Mp4Box, serializeBox } from "../../mp4/box.ts";
import { readItems } from "./item-properties.ts";

const box = (type: string, ...bytes: number[]): Mp4Box => ({ type, body: Uint8Array.from(bytes) });

/** The body of a `meta` box with one picture, whose tables are given. */
const metaWith = (tables: { readonly iloc: Mp4Box; readonly ipma: Mp4Box }): Uint8Array =>
  concatBytes([
    new Uint8Array(4),
    serializeBox(box("pitm", 0, 0, 0, 0, 0, 1)),
    serializeBox(tables.iloc),
    serializeBox({ type: "iprp", body: [{ type: "ipco", body: [box("free")] }, tables.ipma] }),
  ]);

const NO_PLACES = box("iloc", 0, 0, 0, 0, 0, 0, 0, 0);
const NO_PROPERTIES = box("ipma", 0, 0, 0, 0, 0, 0, 0, 0);

test("places of data that take no bytes to state are counted, and too many are refused", () => {
  const item = [0, 1, 0, 0, 0xff, 0xff];
  const iloc = box("iloc", 0, 0, 0, 0, 0, 0, 0, 2, ...item, ...item);
  expect(() => readItems(metaWith({ iloc, ipma: NO_PROPERTIES }))).toThrow("more than 50000 places of data");
});

test("properties without end are refused", () => {
  const item = [0, 1, 255, ...new Array<number>(255).fill(1)];
  const ipma = box("ipma", 0, 0, 0, 0, 0, 0, 1, 0, ...new Array<number[]>(256).fill(item).flat());
  expect(() => readItems(metaWith({ iloc: NO_PLACES, ipma }))).toThrow("more than 50000 properties");
});
