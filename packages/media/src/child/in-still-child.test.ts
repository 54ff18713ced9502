import { expect, test } from "vitest";
import { buildHeif, cornersHeic } from "../testing/build-heif.ts";
import { decodeImage } from "../images/decode-image.ts";
import { decodeImageInChild } from "./in-still-child.ts";

test("a picture decoded in the child is the picture decoded here, from a path and from bytes", async () => {
  const here = await decodeImage(cornersHeic.pathname, { maxSidePx: 64 });
  const { width, height, data } = await decodeImageInChild(cornersHeic.pathname, { maxSidePx: 64 });
  expect([width, height]).toEqual([64, 48]);
  expect(Buffer.compare(data, here.data)).toBe(0);
  const turned = await decodeImageInChild(await buildHeif({ turns: 1 }), { maxSidePx: 64 });
  expect([turned.width, turned.height]).toEqual([48, 64]);
});

test("what is wrong with a picture crosses the process border", async () => {
  await expect(decodeImageInChild(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).rejects.toMatchObject({
    code: "image_unreadable",
  });
  const huge = await buildHeif({ saysSize: [30_000, 30_000] });
  await expect(decodeImageInChild(huge, { maxPixels: 1_000_000 })).rejects.toMatchObject({ code: "image_too_large" });
});

test("a child that takes too much memory or time ends, and the failure says so", async () => {
  await expect(decodeImageInChild(cornersHeic.pathname, { maxRssBytes: 2 ** 20 })).rejects.toMatchObject({
    code: "image_unreadable",
    message: "The image cannot be decoded (it needs more than 1 MiB to decode). Save it anew as JPEG or PNG.",
  });
  await expect(decodeImageInChild(cornersHeic.pathname, { timeLimitMs: 1 })).rejects.toThrow(
    "could not be decoded within 0.001 seconds",
  );
});

test("an abort ends the child with the caller's reason", async () => {
  const leaving = new AbortController();
  const decoding = decodeImageInChild(cornersHeic.pathname, { signal: leaving.signal });
  leaving.abort(new Error("the client left"));
  await expect(decoding).rejects.toThrow("the client left");
});
