import { expect, test } from "vitest";
import { outputSize, previewSize } from "./output-size.ts";

test.each([
  ["4:3 landscape", { picture: [1600, 1200], resolution: "720p", clip: [960, 720] }],
  ["16:9 landscape", { picture: [1920, 1080], resolution: "720p", clip: [1280, 720] }],
  ["portrait: 720 wide", { picture: [1200, 1600], resolution: "720p", clip: [720, 960] }],
  ["square", { picture: [500, 500], resolution: "480p", clip: [480, 480] }],
  ["a small picture is enlarged at most twice", { picture: [512, 300], resolution: "1080p", clip: [1024, 600] }],
  [
    "a panorama is not cut: its long side is 3.2 times 720",
    { picture: [8000, 1000], resolution: "720p", clip: [2304, 288] },
  ],
  ["odd sides become even", { picture: [1001, 751], resolution: "720p", clip: [960, 720] }],
  ["never below 16", { picture: [16, 8000], resolution: "480p", clip: [16, 1536] }],
] as const)("%s", (_, { picture: [width, height], resolution, clip }) => {
  expect(outputSize({ width, height }, resolution)).toEqual({ width: clip[0], height: clip[1] });
});

test.each([
  [
    [1280, 720],
    [640, 360],
  ],
  [
    [720, 1280],
    [360, 640],
  ],
  [
    [1536, 192],
    [1536, 192],
  ],
  [
    [32, 32],
    [32, 32],
  ],
] as const)("a preview of %j has 360 lines at the most: %j", ([width, height], preview) => {
  expect(previewSize({ width, height })).toEqual({ width: preview[0], height: preview[1] });
});
