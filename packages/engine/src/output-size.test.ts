import { expect, test } from "vitest";
import { outputSize, previewSize } from "./output-size.ts";

test.each([
  ["4:3 landscape", [1600, 1200], "720p", [960, 720]],
  ["16:9 landscape", [1920, 1080], "720p", [1280, 720]],
  ["portrait: 720 wide", [1200, 1600], "720p", [720, 960]],
  ["square", [500, 500], "480p", [480, 480]],
  ["a small picture is enlarged at most twice", [512, 300], "1080p", [1024, 600]],
  ["a panorama is not cut: its long side is 3.2 times 720", [8000, 1000], "720p", [2304, 288]],
  ["odd sides become even", [1001, 751], "720p", [960, 720]],
  ["never below 16", [16, 8000], "480p", [16, 1536]],
] as const)("%s", (_, [width, height], resolution, [w, h]) => {
  expect(outputSize({ width, height }, resolution)).toEqual({ width: w, height: h });
});

test.each([
  [1280, 720, 640, 360],
  [720, 1280, 360, 640],
  [1536, 192, 1536, 192],
  [32, 32, 32, 32],
])("a preview of %i × %i has 360 lines at the most: %i × %i", (width, height, small, lines) => {
  expect(previewSize({ width, height })).toEqual({ width: small, height: lines });
});
