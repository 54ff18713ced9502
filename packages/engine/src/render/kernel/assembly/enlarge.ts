// A picture of YUVA pixels at another, mostly larger, size: separable, six taps each way. Run once a clip.
import { INTS_128, PAIRS } from "./constants";

/** Taps of one output place: the first source index (i32), and three pairs of weights (i16, Q14), 16 bytes in all. */
const TAP_BYTES: usize = 16;
/** Source rows that are kept, resampled across: more than the taps that one output row needs. */
const KEPT: i32 = 8;

/**
 * Resamples `source` (YUVA pixels) to `width` × `height` texels at `texture`. `across` and `down` hold the taps of each output
 * column and row; all six source indices of a place lie inside the picture, or weigh nothing. Y is also written to `luma`,
 * 16 bit with 6 fractional bits, for `sharpen`. `lines` has room for 8 rows of 8 bytes a texel. With an odd
 * width one texel more is written, to the right of each row.
 */
export function enlarge(source: usize, sourceStride: usize, sourceHeight: i32, across: usize, down: usize, texture: usize, stride: usize, width: i32, height: i32, luma: usize, lines: usize): void {
  const lineBytes = <usize>(((width + 1) & ~1) << 3);
  let ready = 0;
  for (let row = 0; row < height; row++) {
    const taps = down + <usize>row * TAP_BYTES;
    const first = load<i32>(taps);
    if (ready < first) ready = first;
    while (ready < first + 6) {
      const from = min(ready, sourceHeight - 1);
      lineAcross(source + <usize>from * sourceStride, across, lines + <usize>(ready % KEPT) * lineBytes, width);
      ready++;
    }
    lineDown(first, taps, lines, lineBytes, texture + <usize>row * stride, luma + <usize>row * <usize>(width << 1), width);
  }
}

/** One source row at the width of the output: four 16 bit channels a texel, 6 fractional bits. */
// @ts-ignore: decorator
@inline
function lineAcross(row: usize, across: usize, out: usize, width: i32): void {
  for (let x = 0; x < width; x++) {
    const at = row + <usize>(load<i32>(across) << 2);
    const a = i8x16.relaxed_swizzle(v128.load64_zero(at), v128.load(PAIRS));
    const b = i8x16.relaxed_swizzle(v128.load64_zero(at, 8), v128.load(PAIRS));
    const c = i8x16.relaxed_swizzle(v128.load64_zero(at, 16), v128.load(PAIRS));
    let sum = i32x4.dot_i16x8_s(a, v128.load32_splat(across, 4));
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(b, v128.load32_splat(across, 8)));
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(c, v128.load32_splat(across, 12)));
    sum = i32x4.shr_s(i32x4.add(sum, v128.load(INTS_128)), 8);
    v128.store64_lane(out, i16x8.narrow_i32x4_s(sum, sum), 0);
    across += TAP_BYTES;
    out += 8;
  }
}

/** One output row from six kept lines, two texels at a time. */
// @ts-ignore: decorator
@inline
function lineDown(first: i32, taps: usize, lines: usize, lineBytes: usize, texture: usize, luma: usize, width: i32): void {
  const l0 = lines + <usize>(first % KEPT) * lineBytes;
  const l1 = lines + <usize>((first + 1) % KEPT) * lineBytes;
  const l2 = lines + <usize>((first + 2) % KEPT) * lineBytes;
  const l3 = lines + <usize>((first + 3) % KEPT) * lineBytes;
  const l4 = lines + <usize>((first + 4) % KEPT) * lineBytes;
  const l5 = lines + <usize>((first + 5) % KEPT) * lineBytes;
  const w01 = v128.load32_splat(taps, 4);
  const w23 = v128.load32_splat(taps, 8);
  const w45 = v128.load32_splat(taps, 12);
  const half = i32x4.splat(8192);
  for (let x = 0; x < width; x += 2) {
    const at = <usize>(x << 3);
    const a = v128.load(l0 + at), b = v128.load(l1 + at);
    const c = v128.load(l2 + at), d = v128.load(l3 + at);
    const e = v128.load(l4 + at), f = v128.load(l5 + at);
    const low = i32x4.add(i32x4.add(i32x4.dot_i16x8_s(lower(a, b), w01), i32x4.dot_i16x8_s(lower(c, d), w23)), i32x4.dot_i16x8_s(lower(e, f), w45));
    const high = i32x4.add(i32x4.add(i32x4.dot_i16x8_s(upper(a, b), w01), i32x4.dot_i16x8_s(upper(c, d), w23)), i32x4.dot_i16x8_s(upper(e, f), w45));
    const both = i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, half), 14), i32x4.shr_s(i32x4.add(high, half), 14));
    v128.store16_lane(luma, both, 0);
    v128.store16_lane(luma, both, 4, 2);
    const bytes = i16x8.shr_s(i16x8.add_sat_s(both, i16x8.splat(32)), 6);
    v128.store64_lane(texture, i8x16.narrow_i16x8_u(bytes, bytes), 0);
    luma += 4;
    texture += 8;
  }
}

/** The four channels of the left texel of two lines, in pairs. */
// @ts-ignore: decorator
@inline
function lower(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
}

/** The same of the right texel. */
// @ts-ignore: decorator
@inline
function upper(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
}
