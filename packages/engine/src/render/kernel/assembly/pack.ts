// YUVA pixels to planar 4:2:0.

/**
 * Packs two rows of `width` pixels (a multiple of 8 is read; the rest of a last group is written beyond the row, so
 * planes need 8 bytes of slack) into two rows of Y and one of U and V. Chroma is sited left: 1-2-1 across, averaged down.
 */
export function packRows(source: usize, stride: usize, y: usize, yStride: usize, u: usize, v: usize, width: i32): void {
  const chroma = i8x16(1, -1, 2, -1, 5, -1, 6, -1, 9, -1, 10, -1, 13, -1, 14, -1);
  const luma = i32x4.splat(255);
  const first = i16x8.add(i8x16.swizzle(v128.load(source), chroma), i8x16.swizzle(v128.load(source + stride), chroma));
  // The odd pixel left of the first one: the first one itself.
  let carry = i8x16.shuffle(first, first, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
  for (let x = 0; x < width; x += 8) {
    const at = source + <usize>(x << 2);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at + stride);
    const d = v128.load(at + stride, 16);
    const upper = i16x8.narrow_i32x4_s(v128.and(a, luma), v128.and(b, luma));
    const lower = i16x8.narrow_i32x4_s(v128.and(c, luma), v128.and(d, luma));
    const rows = i8x16.narrow_i16x8_u(upper, lower);
    v128.store64_lane(y + x, rows, 0);
    v128.store64_lane(y + yStride + x, rows, 1);

    const left = i16x8.add(i8x16.swizzle(a, chroma), i8x16.swizzle(c, chroma));
    const right = i16x8.add(i8x16.swizzle(b, chroma), i8x16.swizzle(d, chroma));
    const even = i8x16.shuffle(left, right, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    const odd = i8x16.shuffle(left, right, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    const before = i8x16.shuffle(carry, odd, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
    carry = odd;
    const sum = i16x8.add(i16x8.add(i16x8.shl(even, 1), odd), i16x8.add(before, i16x8.splat(4)));
    const bytes = i8x16.narrow_i16x8_u(i16x8.shr_u(sum, 3), sum);
    const planes = i8x16.swizzle(bytes, i8x16(0, 2, 4, 6, 1, 3, 5, 7, -1, -1, -1, -1, -1, -1, -1, -1));
    v128.store32_lane(u + (x >> 1), planes, 0);
    v128.store32_lane(v + (x >> 1), planes, 1);
  }
}
