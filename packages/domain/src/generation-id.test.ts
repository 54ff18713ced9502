import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdSource, parseGenerationId } from "./generation-id.ts";

test("an id begins with gen_ and its time, in 26 characters of Crockford's base 32", () => {
  const newId = createIdSource(() => 31);
  expect(newId(0)).toBe("gen_0000000000fzzzzzzzzzzzzzzz");
  // 2026-11-22T20:00:00Z
  expect(newId(1_795_377_600_000)).toBe("gen_01m82dg5g0fzzzzzzzzzzzzzzz");
});

test("ids grow, also within one millisecond, across a carry, and when the clock steps back", () => {
  const newId = createIdSource(() => 31);
  const ids = [newId(5), newId(5), newId(5), newId(4), newId(6)];
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(5);
  expect(ids[1]).toBe("gen_0000000005g000000000000000");
});

test("ids of any times and chances sort by their creation", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 50 }), fc.array(fc.nat(31), { minLength: 1 }), (times, chances) => {
      let turn = 0;
      const newId = createIdSource(() => chances[turn++ % chances.length] ?? 0);
      const ids = times.map((time) => newId(time));
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("two sources in the same millisecond differ by chance", () => {
  expect(createIdSource(() => 1)(7)).not.toBe(createIdSource(() => 2)(7));
});

test.each([
  ["gen_0000000000fzzzzzzzzzzzzzzz", true],
  ["gen_0000000000FZZZZZZZZZZZZZZZ", false],
  ["gen_0000000000fzzzzzzzzzzzzzz", false],
  ["gen_0000000000fzzzzzzzzzzzzzzzz", false],
  ["gen_0000000000fzzzzzzzzzzzzzzi", false],
  ["job_0000000000fzzzzzzzzzzzzzzz", false],
  ["gen_0000000000fzzzzzzzzzzzzzzz\n", false],
  ["", false],
])("%j is an id: %s", (text, isId) => {
  expect(parseGenerationId(text) !== undefined).toBe(isId);
});
