import { Failure } from "@kinora/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { planStillFit, type StillFacts, type StillFit } from "./fit-still.ts";

const image = {
  media_types: ["image/jpeg", "image/png"],
  max_bytes: 1_000,
  side_px: { min: 360, max: 2_000 },
  alpha: false,
};
const model = { id: "wan", image };
const shaped = {
  id: "wan",
  image: { ...image, side_px: { min: 240, max: 8_000 }, aspect_ratio: { min: 0.125, max: 8 } },
};
const still = (changes: Partial<StillFacts>): StillFacts => ({
  mediaType: "image/jpeg",
  bytes: 900,
  width: 800,
  height: 600,
  ...changes,
});
const codes = ({ warnings }: StillFit): string[] => warnings.map(({ code }) => code);

test("what fits goes as it is", () => {
  expect(planStillFit(model, still({}))).toEqual({
    isChanged: false,
    picture: { width: 800, height: 600 },
    canvas: { width: 800, height: 600 },
    warnings: [],
  });
});

test.each([
  ["a WebP", { mediaType: "image/webp" }, "converted"],
  ["too many bytes", { bytes: 1_001 }, "compressed"],
] as const)("%s is written anew, in its size, and said", (_, changes, code) => {
  const fit = planStillFit(model, still(changes));
  expect(fit).toMatchObject({ isChanged: true, canvas: { width: 800, height: 600 } });
  expect(codes(fit)).toEqual([code]);
});

test.each([
  ["that lies is turned, since it is shown upright everywhere", { isTurned: true }],
  ["with an alpha channel is written without it", { hasAlpha: true }],
])("a picture %s, without a word", (_, changes) => {
  expect(planStillFit(model, still(changes))).toMatchObject({ isChanged: true, warnings: [] });
});

test("an alpha channel stays where the model takes one", () => {
  const clear = { id: "wan", image: { ...image, alpha: true } };
  expect(planStillFit(clear, still({ hasAlpha: true })).isChanged).toBe(false);
});

test.each([
  ["too large", { width: 4_000, height: 3_000 }, { width: 2_000, height: 1_500 }],
  ["too small", { width: 400, height: 300 }, { width: 480, height: 360 }],
])("%s: scaled, with its shape", (_, size, picture) => {
  const fit = planStillFit(model, still(size));
  expect(fit).toMatchObject({ picture, canvas: picture });
  expect(codes(fit)).toEqual(["scaled"]);
});

test("so narrow that both sides cannot fit: scaled, and bars are added", () => {
  const fit = planStillFit(model, still({ width: 4_000, height: 600 }));
  expect(fit).toMatchObject({ picture: { width: 2_000, height: 300 }, canvas: { width: 2_000, height: 360 } });
  expect(codes(fit)).toEqual(["scaled", "padded"]);
});

test.each([
  ["too wide", { width: 4_000, height: 400 }, { width: 4_000, height: 500 }],
  ["too tall", { width: 400, height: 4_000 }, { width: 500, height: 4_000 }],
])("%s a shape: bars are added", (_, size, canvas) => {
  expect(planStillFit(shaped, still(size))).toMatchObject({ picture: size, canvas });
});

test.each([
  ["tiny", { width: 80, height: 60 }],
  ["a thread", { width: 4_000, height: 40 }],
])("%s: refused, with what would fit", (_, size) => {
  expect(() => planStillFit(model, still(size))).toThrow(
    /sides of 360 to 2000 pixels; this one is .*Send one that fits/u,
  );
});

test("whatever its size, a still is refused or its canvas is within the limits and around the picture", () => {
  const side = fc.integer({ min: 1, max: 30_000 });
  fc.assert(
    fc.property(side, side, fc.constantFrom(model, shaped), (width, height, limits) => {
      const { min, max } = limits.image.side_px;
      try {
        const { picture, canvas } = planStillFit(limits, still({ width, height }));
        for (const length of [canvas.width, canvas.height]) expect(length >= min && length <= max).toBe(true);
        expect(picture.width <= canvas.width && picture.height <= canvas.height).toBe(true);
        if (limits === shaped) {
          expect(canvas.width / canvas.height).toBeGreaterThanOrEqual(0.125);
          expect(canvas.width / canvas.height).toBeLessThanOrEqual(8);
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    }),
  );
});
