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
