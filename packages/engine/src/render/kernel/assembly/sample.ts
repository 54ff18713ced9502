// Bilinear sampling of a texture of YUVA texels (4 x 8 bit), four pixels at a time.
import { BESIDES, BIAS, BY_127, COUNT, FLOATS_65536, INTS_127, INTS_256, LOW_WORDS } from "./constants";

/**
 * Four bilinear samples at the 16.16 texel coordinates `x`, `y`, as 16 bytes YUVA. `stride` is in bytes, splat.
 *
 * Across by weights of 7 bits that sum to 127, down by one of 15 bits. Relaxed SIMD leaves open what happens beyond its
 * bounds, and these numbers stay within them (weights are never above 127, no factor is -32768): every machine gives the same.
 * Bytes are put in order by shuffles of whole lanes or by a mask in memory: V8 builds the mask of any other shuffle anew.
 */
// @ts-ignore: decorator
@inline
export function sample4(x: v128, y: v128, texture: usize, stride: v128): v128 {
  const part = v128.and(x, v128.load(LOW_WORDS));
  const way = i32x4.shr_u(i32x4.add(i32x4.sub(part, i32x4.shr_u(part, 7)), v128.load(INTS_256)), 9); // 0 to 127
  const pair = i32x4.add(i32x4.sub(i32x4.shl(way, 8), way), v128.load(INTS_127)); // bytes 127 - way, way
  const across = v128.or(pair, i32x4.shl(pair, 16));
  const share = i32x4.shr_u(i32x4.shl(y, 16), 17);
  const down = v128.or(share, i32x4.shl(share, 16));
  const at = i32x4.add(i32x4.mul(i32x4.shr_s(y, 16), stride), i32x4.shl(i32x4.shr_s(x, 16), 2));
  const row = i32x4.extract_lane(stride, 0);

  const a0 = texture + <usize>i32x4.extract_lane(at, 0);
  const a1 = texture + <usize>i32x4.extract_lane(at, 1);
  const a2 = texture + <usize>i32x4.extract_lane(at, 2);
  const a3 = texture + <usize>i32x4.extract_lane(at, 3);
  const s01 = blend(a0, a1, row, i32x4.shuffle(across, across, 0, 0, 1, 1), i32x4.shuffle(down, down, 0, 0, 1, 1));
  const s23 = blend(a2, a3, row, i32x4.shuffle(across, across, 2, 2, 3, 3), i32x4.shuffle(down, down, 2, 2, 3, 3));
  return v128.xor(i8x16.narrow_i16x8_s(s01, s23), v128.load(BIAS));
}

/** Two pixels, each the weighted sum of two texels and two in the row below: 16 bit channels, 128 less than they are. */
// @ts-ignore: decorator
@inline
function blend(first: usize, second: usize, row: usize, across: v128, down: v128): v128 {
  const upper = i16x8.relaxed_dot_i8x16_i7x16_s(besides(v128.load64_lane(second, v128.load64_zero(first), 1)), across);
  const lower = i16x8.relaxed_dot_i8x16_i7x16_s(besides(v128.load64_lane(second + row, v128.load64_zero(first + row), 1)), across);
  const sum = i16x8.add(upper, i16x8.relaxed_q15mulr_s(i16x8.sub(lower, upper), down));
  return i16x8.relaxed_q15mulr_s(sum, v128.load(BY_127));
}

/** Texels Y0 U0 V0 A0 Y1 U1 V1 A1, of two pixels, to signed pairs Y0 Y1 U0 U1 V0 V1 A0 A1. */
// @ts-ignore: decorator
@inline
function besides(texels: v128): v128 {
  return v128.xor(i8x16.relaxed_swizzle(texels, v128.load(BESIDES)), v128.load(BIAS));
}

// A cell is 8 x 8 pixels of the frame. A node row holds (u, v) pairs of f32 texel coordinates, one pair per cell corner.

/** Texel coordinate component (`axis` 0 = u, 4 = v) at row `fraction` of the edge between two node rows. */
// @ts-ignore: decorator
@inline
export function edge(top: usize, bottom: usize, axis: usize, fraction: f32): f32 {
  const a = load<f32>(top + axis);
  return a + (load<f32>(bottom + axis) - a) * fraction;
}

/** 16.16 coordinates of pixels 0 to 3 of a run that starts at `from` and grows by `step` a pixel. */
// @ts-ignore: decorator
@inline
export function ramp(from: f32, step: f32): v128 {
  const scaled = f32x4.add(f32x4.splat(from), f32x4.mul(f32x4.splat(step), v128.load(COUNT)));
  return i32x4.relaxed_trunc_f32x4_s(f32x4.mul(scaled, v128.load(FLOATS_65536)));
}
