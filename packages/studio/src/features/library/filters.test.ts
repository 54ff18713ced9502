import { expect, test } from "vitest";
import { isFiltered, parseComparison, parseFilters, questionOf, withFilters } from "./filters.ts";

test("an address with nonsense in it is an address without it", () => {
  expect(parseFilters({ q: "", status: "nope", model: 3, favourite: "yes", other: 1 })).toEqual({});
});

test("what makes sense stays", () => {
  const filters = parseFilters({ q: "sunset", status: "failed", favourite: true, model: "m" });
  expect(filters).toEqual({ q: "sunset", status: "failed", favourite: true, model: "m" });
  expect(isFiltered(filters)).toBe(true);
  expect(isFiltered(parseFilters({ deleted: "gen_1" }))).toBe(false);
});

test("days are days or nothing, and both are included", () => {
  expect(parseFilters({ from: "2026-11-20", to: "yesterday", tag: "sea" })).toEqual({ from: "2026-11-20", tag: "sea" });
  expect(parseFilters({ from: "2026-13-45" })).toEqual({});
  const { after = "", before = "" } = questionOf({ from: "2026-11-20", to: "2026-11-21" });
  expect(Date.parse(before) - Date.parse(after)).toBe(2 * 86_400_000);
  expect(new Date(after).getDate()).toBe(20);
});

test("a filter that is taken away leaves the address", () => {
  expect(withFilters({ q: "sunset", tag: "sea" }, { tag: undefined, from: "2026-11-20" })).toEqual({
    q: "sunset",
    from: "2026-11-20",
  });
});

test("at most four are compared, and only ids", () => {
  expect(parseComparison({ ids: ["a", 1, "b", "c", "d", "e"] }).ids).toEqual(["a", "b", "c", "d"]);
  expect(parseComparison({ ids: "a" }).ids).toEqual([]);
});
