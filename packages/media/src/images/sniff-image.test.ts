import { expect, test } from "vitest";
import { sniffImage } from "./sniff-image.ts";

const ascii = (text: string): Uint8Array => Buffer.from(text, "latin1");
const ftyp = (major: string, ...compatible: string[]): Uint8Array => {
  const brands = `${major}\0\0\0\0${compatible.join("")}`;
  return ascii(`\0\0\0${String.fromCharCode(8 + brands.length)}ftyp${brands}`);
};

test.each([
  ["a JPEG", ascii("\xff\xd8\xff\xe0"), "jpeg"],
  ["a PNG", ascii("\x89PNG\r\n\x1a\n"), "png"],
  ["a GIF", ascii("GIF89a"), "gif"],
  ["a WebP", ascii("RIFF\x10\0\0\0WEBPVP8 "), "webp"],
  ["a little-endian TIFF", ascii("II*\0"), "tiff"],
  ["a big-endian TIFF", ascii("MM\0*"), "tiff"],
  ["an AVIF", ftyp("avif", "mif1", "miaf"), "avif"],
  ["an AVIF whose major brand is mif1", ftyp("mif1", "avif"), "avif"],
  ["an iPhone's HEIC", ftyp("heic", "mif1", "heic"), "heic"],
  ["a BMP", ascii("BM\x36\0\0\0"), "bmp"],
  ["a JPEG XL codestream", ascii("\xff\x0a"), "jxl"],
  ["an SVG", ascii('<svg xmlns="http://www.w3.org/2000/svg"/>'), "svg"],
  ["an SVG after an XML declaration", ascii('\n<?xml version="1.0"?><!-- x --><svg/>'), "svg"],
])("%s is known by its first bytes", (_, head, format) => expect(sniffImage(head)).toBe(format));

test.each([
  ["nothing", ascii("")],
  ["one byte of a JPEG", ascii("\xff")],
  ["text", ascii("hello, I am photo.jpg")],
  ["a web page", ascii("<!DOCTYPE html><html><body>")],
  ["a WAV in the same RIFF container as WebP", ascii("RIFF\x10\0\0\0WAVEfmt ")],
  ["an MP4 in the same container as AVIF", ftyp("isom", "mp42")],
])("%s is not a picture", (_, head) => expect(sniffImage(head)).toBeUndefined());
