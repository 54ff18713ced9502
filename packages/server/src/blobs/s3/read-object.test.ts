import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { ByteSpan, OpenObject } from "./bucket.ts";
import { readObject } from "./read-object.ts";

const TEXT = "0123456789";

/** Each transfer breaks, or ends, after so many bytes. */
const transfers = (...lengths: readonly number[]) => {
  const asked: string[] = [];
  const left = [...lengths];
  const open = ({ start, end = TEXT.length - 1 }: ByteSpan): Promise<OpenObject> => {
    asked.push(`${start}-${end}`);
    const length = left.shift() ?? 0;
    const body = async function* (): AsyncGenerator<Uint8Array> {
      if (length > 0) yield await Promise.resolve(Buffer.from(TEXT.slice(start, Math.min(start + length, end + 1))));
      if (start + length <= end) throw new Error("reset");
    };
    return Promise.resolve({ body: body(), bytes: end + 1 - start });
  };
  return { asked, open };
};

const textOf = async (source: AsyncIterable<Uint8Array>): Promise<string> => (await buffer(source)).toString();

test("a transfer that breaks goes on at the next byte", async () => {
  const { asked, open } = transfers(4, 3, 10);
  expect(await textOf(readObject({ start: 0 }, open))).toBe(TEXT);
  expect(asked).toEqual(["0-9", "4-9", "7-9"]);
});

test("within a range, too", async () => {
  const { asked, open } = transfers(2, 10);
  expect(await textOf(readObject({ start: 3, end: 7 }, open))).toBe("34567");
  expect(asked).toEqual(["3-7", "5-7"]);
});

test("three transfers in a row that bring nothing are the end, with the cause", async () => {
  const { open } = transfers(4, 0, 0, 0, 6);
  await expect(textOf(readObject({ start: 0 }, open))).rejects.toMatchObject({
    code: "storage_unreachable",
    cause: new Error("reset"),
  });
});

test("a transfer that ends too soon is not taken for the whole", async () => {
  const open = ({ start }: ByteSpan): Promise<OpenObject> =>
    Promise.resolve({ body: (async function* () {})(), bytes: TEXT.length - start });
  await expect(textOf(readObject({ start: 0 }, open))).rejects.toMatchObject({ code: "storage_unreachable" });
});
