import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { describeStill } from "./describe-still.ts";

const corners = new URL("../../../../media/src/images/__fixtures__/corners.heic", import.meta.url);

test("a phone's HEIC is taken like any other picture, from a path and from bytes", async () => {
  const described = { mediaType: "image/heic", width: 128, height: 96, bytes: 963, meanColor: "#71664a" };
  expect(await describeStill(corners.pathname)).toMatchObject(described);
  expect(await describeStill(await readFile(corners))).toMatchObject(described);
});

test("a HEIC whose pixels cannot be decoded is refused before anything is made of it", async () => {
  const bytes = await readFile(corners);
  bytes.fill(0xa5, bytes.indexOf("mdat") + 4);
  await expect(describeStill(bytes)).rejects.toMatchObject({ code: "image_unreadable" });
});
