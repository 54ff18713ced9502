import { expect, test } from "vitest";
import { isFiltered, parseComparison, parseFilters } from "./filters.ts";

test("an address with nonsense in it is an address without it", () => {
  expect(parseFilters({ q: "", status: "nope", model: 3, favourite: "yes", other: 1 })).toEqual({});
});

test("what makes sense stays", () => {
  const filters = parseFilters({ q: "sunset", status: "failed", favourite: true, model: "m" });
  expect(filters).toEqual({ q: "sunset", status: "failed", favourite: true, model: "m" });
  expect(isFiltered(filters)).toBe(true);
  expect(isFiltered(parseFilters({ deleted: "gen_1" }))).toBe(false);
});

test("at most four are compared, and only ids", () => {
  expect(parseComparison({ ids: ["a", 1, "b", "c", "d", "e"] }).ids).toEqual(["a", "b", "c", "d"]);
  expect(parseComparison({ ids: "a" }).ids).toEqual([]);
});
