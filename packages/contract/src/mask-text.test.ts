import { expect, test } from "vitest";
import { maskTextSchema } from "./mask-text.ts";

const isMask = (text: string): boolean => maskTextSchema.safeParse(text).success;
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTqtSAAAAABJRU5ErkJggg==";

test.each([
  ["a PNG as a data URI", `data:image/png;base64,${PNG}`],
  ["a PNG as bare base64", PNG],
  ["a triangle in percent", "polygon(12% 30%, 40% 30%, 26% 60%)"],
  ["points with fractions, outside the picture", "polygon(-5.25% 0%,105% 0%,50% 99.999%)"],
  ["256 points", `polygon(${Array(256).fill("1% 2%").join(", ")})`],
])("%s is a mask", (_, text) => expect(isMask(text)).toBe(true));

test.each([
  ["nothing", ""],
  ["a word", "sky"],
  ["a JPEG", "data:image/jpeg;base64,/9j/4AAQSkZJRg=="],
  ["base64 with something behind it", `${PNG} x`],
  ["two points", "polygon(0% 0%, 10% 10%)"],
  ["257 points", `polygon(${Array(257).fill("1% 2%").join(", ")})`],
  ["points without percent", "polygon(1 2, 3 4, 5 6)"],
  ["numbers that are none", "polygon(NaN% 1%, 2% 2%, 3% 3%)"],
  ["another shape", "circle(50%)"],
])("%s is not", (_, text) => expect(isMask(text)).toBe(false));

test("a text of many numbers that is no mask is refused at once", () => {
  expect(isMask(`polygon(${"1% ".repeat(100_000)}`)).toBe(false);
});
