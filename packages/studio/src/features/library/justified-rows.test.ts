import { expect, test } from "vitest";
import { justifiedRows } from "./justified-rows.ts";

const wall = { width: 1000, rowHeight: 200, gap: 10 };
const item = (ratio: number, day = "today") => ({ ratio, day });

test("a full row fills the width exactly", () => {
  const [, row] = justifiedRows([item(2), item(2), item(2)], wall);
  const widths = row?.kind === "tiles" ? row.tiles.map(({ width }) => width) : [];
  expect(widths.reduce((sum, width) => sum + width, 0) + 20).toBeCloseTo(1000);
});

test("a day begins with its heading, and its last row keeps the usual height", () => {
  const rows = justifiedRows([item(1), item(1, "yesterday")], wall);
  expect(rows.map(({ kind }) => kind)).toEqual(["day", "tiles", "day", "tiles"]);
  expect(rows[1]).toMatchObject({ height: 210, tiles: [{ width: 200 }] });
});

test("rows that were drawn stay as they were when more is loaded", () => {
  const first = [item(2), item(2), item(2), item(1)];
  const before = justifiedRows(first, wall);
  const after = justifiedRows([...first, item(1), item(1)], wall);
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
});

test("a panorama and a tower are cropped, so that they leave room for others", () => {
  const [, row] = justifiedRows([item(20)], wall);
  expect(row).toMatchObject({ tiles: [{ width: 600 }] });
  expect(justifiedRows([], wall)).toEqual([]);
});
