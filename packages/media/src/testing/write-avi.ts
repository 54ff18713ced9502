import { writeFile } from "node:fs/promises";
import { encodeStill } from "../images/encode-still.ts";
import { plainImage } from "./moving-pattern.ts";

interface AviWish {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** A plain picture of each colour, in turn. */
  readonly colors: readonly (readonly [number, number, number])[];
}

const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
};
const chunk = (id: string, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, "latin1"), u32(body.length), body, Buffer.alloc(body.length % 2)]);
};
const list = (kind: string, ...parts: Uint8Array[]): Buffer => chunk("LIST", Buffer.from(kind, "latin1"), ...parts);

/** For tests: Motion JPEG in an AVI, as stable-diffusion.cpp writes it where it has nothing else. */
export async function writeAvi(path: string, { width, height, fps, colors }: AviWish): Promise<void> {
  const pictures = await Promise.all(
    colors.map((color) => encodeStill(plainImage(width, height, color), { format: "jpeg" })),
  );
  const largest = Math.max(...pictures.map(({ length }) => length));
  const main = u32(1_000_000 / fps, 0, 0, 0x10, pictures.length, 0, 1, largest, width, height, 0, 0, 0, 0);
  const kind = Buffer.from("vidsMJPG", "latin1");
  const stream = Buffer.concat([kind, u32(0, 0, 0, 1, fps, 0, pictures.length, largest, 0xffff_ffff, 0, 0, 0)]);
  const format = Buffer.concat([
    u32(40, width, height, 0x0018_0001),
    Buffer.from("MJPG"),
    u32(width * height * 3, 0, 0, 0, 0),
  ]);
  const headers = list("hdrl", chunk("avih", main), list("strl", chunk("strh", stream), chunk("strf", format)));
  const movie = list("movi", ...pictures.map((picture) => chunk("00dc", picture)));
  await writeFile(path, chunk("RIFF", Buffer.from("AVI "), headers, movie));
}
