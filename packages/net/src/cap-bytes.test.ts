import { expect, test } from "vitest";
import { capBytes } from "./cap-bytes.ts";

async function* chunksOf(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield await Promise.resolve(new Uint8Array(size));
}

async function countBytes(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) bytes += chunk.byteLength;
  return bytes;
}

test("as many bytes as the cap pass", async () => expect(await countBytes(capBytes(chunksOf(3, 0, 4), 7))).toBe(7));

test("one byte more fails with the code that was asked for", async () => {
  const reading = countBytes(capBytes(chunksOf(3, 5), 7, "image_too_large"));
  await expect(reading).rejects.toThrow(expect.objectContaining({ code: "image_too_large" }));
});

test("the source is left as soon as the cap is passed", async () => {
  let left = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield await Promise.resolve(new Uint8Array(4));
    } finally {
      left = true;
    }
  }
  await expect(countBytes(capBytes(endless(), 10))).rejects.toThrow(
    expect.objectContaining({ code: "body_too_large" }),
  );
  expect(left).toBe(true);
});
