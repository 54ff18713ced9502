import { expect, test } from "vitest";
import { outlineOf } from "./outline.ts";

const gridOf = (rows: readonly string[]) => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  inside: Uint8Array.from(rows.join(""), (cell) => (cell === "#" ? 1 : 0)),
});

test("a block is outlined by its four corners", () => {
  expect(outlineOf(gridOf(["......", ".####.", ".####.", ".####.", "......"]))).toBe("M1 1L5 1L5 4L1 4Z");
});

test("a hole is a loop of its own", () => {
  const ring = ["########", "########", "##....##", "##....##", "##....##", "########", "########"];
  expect(outlineOf(gridOf(ring)).match(/M/gu)).toHaveLength(2);
});

test("stairs become one line", () => {
  const stairs = Array.from({ length: 16 }, (_, y) => "#".repeat(y + 1).padEnd(16, "."));
  expect(outlineOf(gridOf(stairs)).match(/L/gu)?.length).toBeLessThanOrEqual(4);
});

test("specks and nothing at all have no outline", () => {
  expect(outlineOf(gridOf(["...", ".#.", "..."]))).toBe("");
  expect(outlineOf(gridOf(["...", "..."]))).toBe("");
});
