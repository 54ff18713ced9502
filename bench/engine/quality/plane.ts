/** One channel of a picture, 0 to 255, row-major. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Dense motion: per pixel, how far what is there goes to the next picture; x and y interleaved, in pixels. */
export interface Flow {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** [x0, y0, x1, y1], 0 to 1 of the picture. */
export type Box = readonly [number, number, number, number];

export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The pixels of a box: `right` and `bottom` are the first ones outside. At least one pixel. */
export function pixelBox([x0, y0, x1, y1]: Box, { width, height }: { width: number; height: number }): PixelBox {
  const left = Math.min(width - 1, Math.max(0, Math.round(x0 * width)));
  const top = Math.min(height - 1, Math.max(0, Math.round(y0 * height)));
  return {
    left,
    top,
    right: Math.min(width, Math.max(left + 1, Math.round(x1 * width))),
    bottom: Math.min(height, Math.max(top + 1, Math.round(y1 * height))),
  };
}

/** Indices of the pixels inside any of the boxes; a pixel in two boxes counts once. */
export function pixelsIn(boxes: readonly Box[], size: { width: number; height: number }): Int32Array {
  const inside = new Uint8Array(size.width * size.height);
  for (const box of boxes) {
    const { left, top, right, bottom } = pixelBox(box, size);
    for (let y = top; y < bottom; y += 1) inside.fill(1, y * size.width + left, y * size.width + right);
  }
  return pixelsOf(inside);
}

/** Indices of the pixels that a mask has. */
export function pixelsOf(mask: Uint8Array): Int32Array {
  const found: number[] = [];
  for (let at = 0; at < mask.length; at += 1) if (mask[at] !== 0) found.push(at);
  return Int32Array.from(found);
}

export function crop({ width, data }: Plane, { left, top, right, bottom }: PixelBox): Plane {
  const cut = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y += 1) {
    cut.set(data.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return { width: right - left, height: bottom - top, data: cut };
}
