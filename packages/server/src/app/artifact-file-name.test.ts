import { expect, test } from "vitest";
import { artifactFileName } from "./artifact-file-name.ts";

const video = { kind: "video", mediaType: "video/mp4" };

test.each([
  ["The clouds drift, slowly!", "the-clouds-drift-slowly.mp4"],
  ["../../etc/passwd", "etc-passwd.mp4"],
  ['a"; filename=x\r\n', "a-filename-x.mp4"],
  ["Évening über Ærø", "evening-uber-r.mp4"],
  ["云在飘", "clip.mp4"],
  [undefined, "clip.mp4"],
  ["word ".repeat(40), "word-word-word-word-word-word-word-word-word-wor.mp4"],
])("a prompt of %j names a safe file", (prompt, name) => {
  expect(artifactFileName({ ...video, prompt })).toBe(name);
});

test("a still says what it is", () => {
  const still = { kind: "last-frame", mediaType: "image/png", prompt: "Sea" };
  expect(artifactFileName(still)).toBe("sea-last-frame.png");
});
