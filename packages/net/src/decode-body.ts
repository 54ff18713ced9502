import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  identity: (bytes) => Promise.resolve(bytes),
};

/**
 * The text of a body, of which at most `maxBytes` come out. We ask for none, yet some servers compress regardless.
 * Fails when the coding is unknown or broken, or the text too long.
 */
export async function decodeBody(bytes: Uint8Array, coding: string | undefined, maxBytes: number): Promise<string> {
  const name = (coding ?? "identity").trim().toLowerCase();
  const decode = DECODERS[name];
  if (decode === undefined) throw new Error(`The answer is coded as ${name.slice(0, 40)}, which cannot be read.`);
  return new TextDecoder().decode(await decode(bytes, { maxOutputLength: maxBytes }));
}
