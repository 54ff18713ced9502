// YUVA pixels to planar 4:2:0.
import { CHROMA, INTS_255, PLANES, WORDS_4 } from "./constants";

/**
 * Packs two rows of `width` pixels (a multiple of 8 is read; the rest of a last group is written beyond the row, so
 * planes need 8 bytes of slack) into two rows of Y and one of U and V. Chroma is sited left: 1-2-1 across, averaged down.
 */
export function packRows(source: usize, stride: usize, y: usize, yStride: usize, u: usize, v: usize, width: i32): void {
  const first = i16x8.add(i8x16.relaxed_swizzle(v128.load(source), v128.load(CHROMA)), i8x16.relaxed_swizzle(v128.load(source + stride), v128.load(CHROMA)));
  // The odd pixel left of the first one: the first one itself.
  let carry = i8x16.shuffle(first, first, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
  for (let x = 0; x < width; x += 8) {
    const at = source + <usize>(x << 2);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at + stride);
    const d = v128.load(at + stride, 16);
    const upper = i16x8.narrow_i32x4_s(v128.and(a, v128.load(INTS_255)), v128.and(b, v128.load(INTS_255)));
    const lower = i16x8.narrow_i32x4_s(v128.and(c, v128.load(INTS_255)), v128.and(d, v128.load(INTS_255)));
    const rows = i8x16.narrow_i16x8_u(upper, lower);
    v128.store64_lane(y + x, rows, 0);
    v128.store64_lane(y + yStride + x, rows, 1);

    const left = i16x8.add(i8x16.relaxed_swizzle(a, v128.load(CHROMA)), i8x16.relaxed_swizzle(c, v128.load(CHROMA)));
    const right = i16x8.add(i8x16.relaxed_swizzle(b, v128.load(CHROMA)), i8x16.relaxed_swizzle(d, v128.load(CHROMA)));
    const even = i32x4.shuffle(left, right, 0, 2, 4, 6);
    const odd = i32x4.shuffle(left, right, 1, 3, 5, 7);
    const before = i32x4.shuffle(carry, odd, 3, 4, 5, 6);
    carry = odd;
    const sum = i16x8.add(i16x8.add(i16x8.shl(even, 1), odd), i16x8.add(before, v128.load(WORDS_4)));
    const bytes = i8x16.narrow_i16x8_u(i16x8.shr_u(sum, 3), sum);
    const planes = i8x16.relaxed_swizzle(bytes, v128.load(PLANES));
    v128.store32_lane(u + (x >> 1), planes, 0);
    v128.store32_lane(v + (x >> 1), planes, 1);
  }
}
