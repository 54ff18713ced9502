import { expect, test } from "vitest";
import { readInputReference } from "./input-reference.ts";

const DATA_URL = "data:image/png;base64,iVBORw0KGgo=";

test.each([
  [{ image_url: "https://example.com/a.png" }, { url: "https://example.com/a.png" }],
  [{ image_url: DATA_URL }, { base64: DATA_URL }],
  [{ image_url: { url: DATA_URL } }, { base64: DATA_URL }],
  [{ file_id: "upl_abc" }, { upload: "upl_abc" }],
  [{ image_url: "https://example.com/a.png", file_id: null }, { url: "https://example.com/a.png" }],
  ["https://example.com/a.png", { url: "https://example.com/a.png" }],
  [` ${DATA_URL}\n`, { base64: DATA_URL }],
  ["iVBORw0KGgo=", { base64: "iVBORw0KGgo=" }],
  ["upl_abc", { upload: "upl_abc" }],
  ['{"image_url": "https://example.com/a.png"}', { url: "https://example.com/a.png" }],
  [[DATA_URL], { base64: DATA_URL }],
  [
    { generation: "gen_01", frame: "last" },
    { generation: "gen_01", frame: "last" },
  ],
  [undefined, undefined],
  [null, undefined],
  ["", undefined],
])("%j is read as %j", (value, image) => expect(readInputReference(value)).toEqual(image));

test.each([
  { image_url: "https://example.com/a.png", file_id: "upl_abc" },
  { image_url: "ftp://example.com/a.png" },
  { image_url: "/etc/passwd" },
  { image_url: 7 },
  { image_url: `https://example.com/${"a".repeat(9000)}` },
  { something: "else" },
  "{not json",
  '{"image_url": ["a"]}',
  [DATA_URL, DATA_URL],
  7,
  true,
])("%j is refused with a sentence that names input_reference", (value) => {
  expect(() => readInputReference(value)).toThrow(
    expect.objectContaining({
      code: "bad_option",
      option: "input_reference",
      message: expect.stringContaining("input_reference") as string,
    }) as Error,
  );
});
