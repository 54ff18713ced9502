import { outputSize } from "@kinora/contract";
import { expect, test } from "vitest";
import { coverRectangle } from "./cover-size.ts";

test.each([
  ["a 4:3 picture is cut above and below", { picture: [1600, 1200], size: [1280, 720], cut: [0, 150, 1600, 900] }],
  [
    "a landscape for a portrait is cut at both sides",
    { picture: [1600, 1200], size: [720, 1280], cut: [462, 0, 675, 1200] },
  ],
  ["a square for a square size stays", { picture: [500, 500], size: [720, 720], cut: undefined }],
  ["a picture of the size's shape stays", { picture: [1920, 1080], size: [1280, 720], cut: undefined }],
  ["less than a pixel of the clip is no reason to cut", { picture: [1599, 899], size: [1280, 720], cut: undefined }],
  ["a picture of one row is cut to a pixel", { picture: [16, 1], size: [720, 1280], cut: [7, 0, 1, 1] }],
] as const)("%s", (_, { picture: [width, height], size, cut }) => {
  const found = coverRectangle({ width, height }, { width: size[0], height: size[1] });
  expect(found && [found.left, found.top, found.width, found.height]).toEqual(cut);
});

test.each([
  [1280, 720],
  [720, 1280],
  [848, 480],
  [854, 480],
] as const)("of every larger picture the cut gives a clip of exactly %i x %i", (width, height) => {
  const short = Math.min(width, height);
  for (let side = short; side < short + 400; side += 7) {
    const picture = { width: side * 2 + 1, height: side * 2 + 64 };
    const cut = coverRectangle(picture, { width, height }) ?? picture;
    expect(outputSize(cut, short === 480 ? "480p" : "720p")).toEqual({ width, height });
  }
});
