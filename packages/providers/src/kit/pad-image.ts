import type { RgbImage } from "@kinora/media";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture in the middle of a canvas of one colour (`#rrggbb`), which is nowhere smaller than it. */
export const padImage = (picture: RgbImage, { width, height }: Size, color: string): RgbImage => {
  if (picture.width === width && picture.height === height) return picture;
  const data = new Uint8Array(width * height * 3);
  const rgb = Buffer.from(color.slice(1), "hex");
  for (let at = 0; at < data.length; at += 3) data.set(rgb, at);
  const left = Math.floor((width - picture.width) / 2);
  const top = Math.floor((height - picture.height) / 2);
  for (let row = 0; row < picture.height; row += 1) {
    const from = row * picture.width * 3;
    data.set(picture.data.subarray(from, from + picture.width * 3), ((top + row) * width + left) * 3);
  }
  return { width, height, data };
};
