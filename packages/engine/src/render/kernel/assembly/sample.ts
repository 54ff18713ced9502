// Bilinear sampling of a texture of YUVA texels (4 x 8 bit), four pixels at a time.

/** Four bilinear samples at the 16.16 texel coordinates `x`, `y`, as 16 bytes YUVA. `stride` is in bytes, splat. */
// @ts-ignore: decorator
@inline
export function sample4(x: v128, y: v128, texture: usize, stride: v128): v128 {
  // Weights with 7 bit fractions: their products sum to exactly 2^14.
  const fx = v128.and(i32x4.shr_u(x, 9), i32x4.splat(127));
  const fy = v128.and(i32x4.shr_u(y, 9), i32x4.splat(127));
  const w11 = i32x4.mul(fx, fy);
  const w10 = i32x4.sub(i32x4.shl(fx, 7), w11);
  const w01 = i32x4.sub(i32x4.shl(fy, 7), w11);
  const w00 = i32x4.sub(i32x4.sub(i32x4.splat(16384), i32x4.shl(fx, 7)), w01);
  const upper = v128.or(w00, i32x4.shl(w10, 16));
  const lower = v128.or(w01, i32x4.shl(w11, 16));
  const at = i32x4.add(i32x4.mul(i32x4.shr_s(y, 16), stride), i32x4.shl(i32x4.shr_s(x, 16), 2));
  const row = i32x4.extract_lane(stride, 0);

  const a0 = texture + <usize>i32x4.extract_lane(at, 0);
  const a1 = texture + <usize>i32x4.extract_lane(at, 1);
  const a2 = texture + <usize>i32x4.extract_lane(at, 2);
  const a3 = texture + <usize>i32x4.extract_lane(at, 3);
  const s0 = blend(a0, a0 + row, i8x16.shuffle(upper, upper, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3), i8x16.shuffle(lower, lower, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3));
  const s1 = blend(a1, a1 + row, i8x16.shuffle(upper, upper, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7), i8x16.shuffle(lower, lower, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7));
  const s2 = blend(a2, a2 + row, i8x16.shuffle(upper, upper, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11), i8x16.shuffle(lower, lower, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11));
  const s3 = blend(a3, a3 + row, i8x16.shuffle(upper, upper, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15), i8x16.shuffle(lower, lower, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15));
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(s0, s1), i16x8.narrow_i32x4_s(s2, s3));
}

/** The weighted sum of two texels at `upper` and two at `lower`: one pixel, a channel per 32 bit lane. */
// @ts-ignore: decorator
@inline
function blend(upper: usize, lower: usize, upperWeights: v128, lowerWeights: v128): v128 {
  // Bytes Y0 U0 V0 A0 Y1 U1 V1 A1 become 16 bit pairs (Y0,Y1) (U0,U1) (V0,V1) (A0,A1).
  const pairs = i8x16(0, -1, 4, -1, 1, -1, 5, -1, 2, -1, 6, -1, 3, -1, 7, -1);
  const a = i8x16.swizzle(v128.load64_zero(upper), pairs);
  const b = i8x16.swizzle(v128.load64_zero(lower), pairs);
  const sum = i32x4.add(i32x4.dot_i16x8_s(a, upperWeights), i32x4.dot_i16x8_s(b, lowerWeights));
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(8192)), 14);
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
  const scaled = f32x4.add(f32x4.splat(from), f32x4.mul(f32x4.splat(step), f32x4(0, 1, 2, 3)));
  return i32x4.trunc_sat_f32x4_s(f32x4.mul(scaled, f32x4.splat(65536)));
}
