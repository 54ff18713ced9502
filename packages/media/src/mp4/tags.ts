import { concatBytes, type Mp4Box, serializeBox } from "./box.ts";

/** What the finished file says about itself. No date: the same input gives the same bytes. */
export interface FilmTags {
  /** Program and version, such as "Kinora 0.1.0"; shown as "encoder" by ffprobe. */
  readonly software: string;
  readonly title?: string;
  /** Free text, such as the model's name. */
  readonly comment?: string;
}

/** `udta/meta/ilst` in the form that iTunes gave it and players read: one UTF-8 `data` box per tag. */
export function tagsBox(tags: FilmTags): Mp4Box {
  const items = [
    ["\u00a9nam", tags.title],
    ["\u00a9too", tags.software],
    ["\u00a9cmt", tags.comment],
  ] as const;
  const list: Mp4Box = {
    type: "ilst",
    body: items.flatMap(([type, text]) => (text === undefined ? [] : [{ type, body: [textData(text)] }])),
  };
  const handler: Mp4Box = {
    type: "hdlr",
    body: concatBytes([new Uint8Array(8), latin("mdirappl"), new Uint8Array(9)]),
  };
  const fullBoxHeader = new Uint8Array(4);
  const meta: Mp4Box = { type: "meta", body: concatBytes([fullBoxHeader, serializeBox(handler), serializeBox(list)]) };
  return { type: "udta", body: [meta] };
}

/** Type indicator 1 is UTF-8; the locale is 0. */
function textData(text: string): Mp4Box {
  return { type: "data", body: concatBytes([Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0), new TextEncoder().encode(text)]) };
}

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
