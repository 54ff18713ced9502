// What needs no sampling: layers that stand still, at the frame's own size.
import { edge, ramp } from "./sample";
import { over } from "./warp";

/** Pixels of cells `from` to `to` become those of `source`, a picture as wide as the frame. */
export function copyStill(target: usize, targetStride: usize, source: usize, sourceStride: usize, from: i32, to: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(target + <usize>row * targetStride + <usize>(from << 5), source + <usize>row * sourceStride + <usize>(from << 5), <usize>((to - from) << 5));
  }
}

/** As `copyStill`, but the (premultiplied) pixels are laid over what is there. */
export function stillOver(target: usize, targetStride: usize, source: usize, sourceStride: usize, from: i32, to: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    let out = target + <usize>row * targetStride + <usize>(from << 5);
    let at = source + <usize>row * sourceStride + <usize>(from << 5);
    for (let cell = from; cell < to; cell++) {
      v128.store(out, over(v128.load(at), v128.load(out)));
      v128.store(out, over(v128.load(at, 16), v128.load(out, 16)), 16);
      out += 32;
      at += 32;
    }
  }
}

/** Multiplies light by a gain per cell corner: Y around black (16), U and V around neutral (128). Gains lie in 0 to 1.9. */
export function shade(target: usize, targetStride: usize, gains: usize, gainStride: usize, from: i32, to: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const fraction = <f32>row * 0.125;
    for (let cell = from; cell < to; cell++) {
      const out = target + <usize>row * targetStride + <usize>(cell << 5);
      const gain = gains + <usize>(cell << 2);
      const g = edge(gain, gain + gainStride, 0, fraction);
      const dg = (edge(gain + 4, gain + 4 + gainStride, 0, fraction) - g) * 0.125;
      v128.store(out, scale(v128.load(out), ramp(g, dg)));
      v128.store(out, scale(v128.load(out, 16), ramp(g + 4 * dg, dg)), 16);
    }
  }
}

/** `gain` holds four 16.16 factors, 0 to 1.9. */
// @ts-ignore: decorator
@inline
function scale(pixels: v128, gain: v128): v128 {
  const zero = i16x8(16, 128, 128, 255, 16, 128, 128, 255);
  const factors = i32x4.shr_s(gain, 2); // Q14: 1.9 is 31130
  const low = i8x16.shuffle(factors, factors, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5, 4, 5, 4, 5, 4, 5);
  const high = i8x16.shuffle(factors, factors, 8, 9, 8, 9, 8, 9, 8, 9, 12, 13, 12, 13, 12, 13, 12, 13);
  // q15mulr of (x * 2) by Q14 gives x * gain, rounded.
  const a = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(i16x8.extend_low_i8x16_u(pixels), zero), 1), low);
  const b = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(i16x8.extend_high_i8x16_u(pixels), zero), 1), high);
  return i8x16.narrow_i16x8_u(i16x8.add(a, zero), i16x8.add(b, zero));
}

/**
 * Brings back the contrast that mixing two pictures takes: `tone + gain * (pixel - tone)`. `tones` holds four f32 per cell
 * corner: gain (0 to 1.9), and the tone's Y, U and V.
 */
export function enliven(target: usize, targetStride: usize, tones: usize, tonesStride: usize, from: i32, to: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const fraction = <f32>row * 0.125;
    let out = target + <usize>row * targetStride + <usize>(from << 5);
    let tone = tones + <usize>(from << 4);
    for (let cell = from; cell < to; cell++) {
      const next = tone + 16;
      const g = edge(tone, tone + tonesStride, 0, fraction);
      const y = edge(tone, tone + tonesStride, 4, fraction);
      const u = edge(tone, tone + tonesStride, 8, fraction);
      const v = edge(tone, tone + tonesStride, 12, fraction);
      const dg = (edge(next, next + tonesStride, 0, fraction) - g) * 0.125;
      const dy = (edge(next, next + tonesStride, 4, fraction) - y) * 0.125;
      const du = (edge(next, next + tonesStride, 8, fraction) - u) * 0.125;
      const dv = (edge(next, next + tonesStride, 12, fraction) - v) * 0.125;
      v128.store(out, away(v128.load(out), ramp(g, dg), ramp(y, dy), ramp(u, du), ramp(v, dv)));
      v128.store(out, away(v128.load(out, 16), ramp(g + 4 * dg, dg), ramp(y + 4 * dy, dy), ramp(u + 4 * du, du), ramp(v + 4 * dv, dv)), 16);
      tone = next;
      out += 32;
    }
  }
}

/** Four opaque pixels, moved away from a tone by a gain; gain, y, u and v are four 16.16 numbers each. */
// @ts-ignore: decorator
@inline
function away(pixels: v128, gain: v128, y: v128, u: v128, v: v128): v128 {
  // Tones in Q6, two channels in a lane: (y, u) and (v, 255).
  const yu = v128.or(v128.and(i32x4.shr_u(y, 10), i32x4.splat(0xffff)), v128.and(i32x4.shl(u, 6), i32x4.splat(0xffff0000)));
  const va = v128.or(v128.and(i32x4.shr_u(v, 10), i32x4.splat(0xffff)), i32x4.splat(16320 << 16));
  const lowTone = i8x16.shuffle(yu, va, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const highTone = i8x16.shuffle(yu, va, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const factors = i32x4.shr_s(gain, 2); // Q14
  const low = i8x16.shuffle(factors, factors, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5, 4, 5, 4, 5, 4, 5);
  const high = i8x16.shuffle(factors, factors, 8, 9, 8, 9, 8, 9, 8, 9, 12, 13, 12, 13, 12, 13, 12, 13);
  const a = i16x8.sub(i16x8.shl(i16x8.extend_low_i8x16_u(pixels), 6), lowTone);
  const b = i16x8.sub(i16x8.shl(i16x8.extend_high_i8x16_u(pixels), 6), highTone);
  // q15mulr by Q14 gives half of the product.
  const left = i16x8.add_sat_s(lowTone, i16x8.shl(i16x8.q15mulr_sat_s(a, low), 1));
  const right = i16x8.add_sat_s(highTone, i16x8.shl(i16x8.q15mulr_sat_s(b, high), 1));
  const half = i16x8.splat(32);
  return i8x16.narrow_i16x8_u(i16x8.shr_s(i16x8.add_sat_s(left, half), 6), i16x8.shr_s(i16x8.add_sat_s(right, half), 6));
}
