import { expect, test } from "vitest";
import { nestFields } from "./nest-fields.ts";

test("names with brackets become objects and lists, as OpenAI's library writes them", () => {
  expect(
    nestFields([
      ["prompt", "clouds"],
      ["input_reference[image_url]", "https://example.com/a.png"],
      ["metadata[order][id]", "7"],
      ["tags[]", "a"],
      ["tags[]", "b"],
      ["motion[effects][][kind]", "fog"],
    ]),
  ).toEqual({
    prompt: "clouds",
    input_reference: { image_url: "https://example.com/a.png" },
    metadata: { order: { id: "7" } },
    tags: ["a", "b"],
    motion: { effects: [{ kind: "fog" }] },
  });
});

test("a name whose brackets do not close is a name", () => {
  expect(nestFields([["a[b", "1"]])).toEqual({ "a[b": "1" });
});

test.each([[["prompt", "prompt"]], [["a", "a[b]"]], [["a[b]", "a"]], [["a[]", "a[b]"]], [["a[b]", "a[]"]]])(
  "the fields %j contradict each other",
  (names) => {
    expect(() => nestFields(names.map((name) => [name, "1"]))).toThrow(/comes twice/u);
  },
);

test.each(["a[__proto__]", "a[constructor][prototype]", "__proto__[x]"])("%s reaches no prototype", (name) => {
  expect(() => nestFields([[name, "1"]])).toThrow(/means nothing here/u);
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});
