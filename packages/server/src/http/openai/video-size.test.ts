import { expect, test } from "vitest";
import { readVideoSize } from "./video-size.ts";

test.each([
  ["720x1280", { covers: { width: 720, height: 1280 }, resolution: "720p", warnings: [] }],
  ["1280x720", { covers: { width: 1280, height: 720 }, resolution: "720p", warnings: [] }],
  ["848x480", { covers: { width: 848, height: 480 }, resolution: "480p", warnings: [] }],
])("%s is a size of ours", (text, size) => expect(readVideoSize(text)).toEqual(size));

test.each([
  ["1024x1792", "1080p"],
  ["1792x1024", "1080p"],
  ["512x512", "480p"],
])("%s has lines that we do not have: the nearest are %s, and a warning says so", (text, resolution) => {
  const { warnings, ...size } = readVideoSize(text);
  expect(size.resolution).toBe(resolution);
  expect(warnings).toEqual([
    {
      option: "size",
      code: "another_size",
      message: expect.stringContaining(`${text} is made as ${resolution}`) as string,
    },
  ]);
});

test.each([
  "0x0",
  "720",
  "-720x1280",
  "720 x 1280",
  "99999x99999",
  "240x2000",
  "1280X720",
  "",
  720,
  null,
  { width: 1 },
])("%j is refused with what a size looks like", (value) =>
  expect(() => readVideoSize(value)).toThrow(/such as 1280x720/u),
);
