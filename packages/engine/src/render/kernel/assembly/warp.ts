// Backward warps of one row of cells: each pixel of the frame asks a texture for its colour.
import { ALPHAS, WORDS_128 } from "./constants";
import { edge, ramp, sample4 } from "./sample";

/** Pixels of cells `from` to `to` become samples of the texture. `rows` (1 to 8) rows are written at `target`. */
export function warp(target: usize, targetStride: usize, texture: usize, stride: i32, nodes: usize, nodeStride: usize, from: i32, to: i32, rows: i32): void {
  const strides = i32x4.splat(stride);
  for (let row = 0; row < rows; row++) {
    const fraction = <f32>row * 0.125;
    let out = target + <usize>row * targetStride + <usize>(from << 5);
    let node = nodes + <usize>(from << 3);
    let u = edge(node, node + nodeStride, 0, fraction);
    let v = edge(node, node + nodeStride, 4, fraction);
    for (let cell = from; cell < to; cell++) {
      node += 8;
      const nextU = edge(node, node + nodeStride, 0, fraction);
      const nextV = edge(node, node + nodeStride, 4, fraction);
      const du = (nextU - u) * 0.125;
      const dv = (nextV - v) * 0.125;
      v128.store(out, sample4(ramp(u, du), ramp(v, dv), texture, strides));
      v128.store(out, sample4(ramp(u + 4 * du, du), ramp(v + 4 * dv, dv), texture, strides), 16);
      u = nextU;
      v = nextV;
      out += 32;
    }
  }
}

/** As `warp`, but the (premultiplied) samples are laid over what is there. */
export function warpOver(target: usize, targetStride: usize, texture: usize, stride: i32, nodes: usize, nodeStride: usize, from: i32, to: i32, rows: i32): void {
  const strides = i32x4.splat(stride);
  for (let row = 0; row < rows; row++) {
    const fraction = <f32>row * 0.125;
    let out = target + <usize>row * targetStride + <usize>(from << 5);
    let node = nodes + <usize>(from << 3);
    let u = edge(node, node + nodeStride, 0, fraction);
    let v = edge(node, node + nodeStride, 4, fraction);
    for (let cell = from; cell < to; cell++) {
      node += 8;
      const nextU = edge(node, node + nodeStride, 0, fraction);
      const nextV = edge(node, node + nodeStride, 4, fraction);
      const du = (nextU - u) * 0.125;
      const dv = (nextV - v) * 0.125;
      v128.store(out, over(sample4(ramp(u, du), ramp(v, dv), texture, strides), v128.load(out)));
      v128.store(out, over(sample4(ramp(u + 4 * du, du), ramp(v + 4 * dv, dv), texture, strides), v128.load(out, 16)), 16);
      u = nextU;
      v = nextV;
      out += 32;
    }
  }
}

/** As `warp`, but what is there is mixed with the samples: `weight` of 256 parts are the samples. */
export function warpMix(target: usize, targetStride: usize, texture: usize, stride: i32, nodes: usize, nodeStride: usize, from: i32, to: i32, rows: i32, weight: i32): void {
  const strides = i32x4.splat(stride);
  const weights = i16x8.splat(<i16>weight);
  for (let row = 0; row < rows; row++) {
    const fraction = <f32>row * 0.125;
    let out = target + <usize>row * targetStride + <usize>(from << 5);
    let node = nodes + <usize>(from << 3);
    let u = edge(node, node + nodeStride, 0, fraction);
    let v = edge(node, node + nodeStride, 4, fraction);
    for (let cell = from; cell < to; cell++) {
      node += 8;
      const nextU = edge(node, node + nodeStride, 0, fraction);
      const nextV = edge(node, node + nodeStride, 4, fraction);
      const du = (nextU - u) * 0.125;
      const dv = (nextV - v) * 0.125;
      v128.store(out, mix(v128.load(out), sample4(ramp(u, du), ramp(v, dv), texture, strides), weights));
      v128.store(out, mix(v128.load(out, 16), sample4(ramp(u + 4 * du, du), ramp(v + 4 * dv, dv), texture, strides), weights), 16);
      u = nextU;
      v = nextV;
      out += 32;
    }
  }
}

/**
 * Adds light: `gain - 1` times the samples of a difference texture (Y as it is, U and V biased by 128) to what is there.
 * `gains` holds one f32 per cell corner, 0 to 2; `gainStride` bytes a row.
 */
export function warpLight(target: usize, targetStride: usize, texture: usize, stride: i32, nodes: usize, nodeStride: usize, gains: usize, gainStride: usize, from: i32, to: i32, rows: i32): void {
  const strides = i32x4.splat(stride);
  for (let row = 0; row < rows; row++) {
    const fraction = <f32>row * 0.125;
    for (let cell = from; cell < to; cell++) {
      const out = target + <usize>row * targetStride + <usize>(cell << 5);
      const node = nodes + <usize>(cell << 3);
      const gain = gains + <usize>(cell << 2);
      const u = edge(node, node + nodeStride, 0, fraction);
      const v = edge(node, node + nodeStride, 4, fraction);
      const g = edge(gain, gain + gainStride, 0, fraction) - 1;
      const du = (edge(node + 8, node + 8 + nodeStride, 0, fraction) - u) * 0.125;
      const dv = (edge(node + 8, node + 8 + nodeStride, 4, fraction) - v) * 0.125;
      const dg = (edge(gain + 4, gain + 4 + gainStride, 0, fraction) - 1 - g) * 0.125;
      v128.store(out, light(v128.load(out), sample4(ramp(u, du), ramp(v, dv), texture, strides), ramp(g, dg)));
      v128.store(out, light(v128.load(out, 16), sample4(ramp(u + 4 * du, du), ramp(v + 4 * dv, dv), texture, strides), ramp(g + 4 * dg, dg)), 16);
    }
  }
}

/** Four premultiplied pixels over four others. */
// @ts-ignore: decorator
@inline
export function over(front: v128, back: v128): v128 {
  const alpha = i8x16.relaxed_swizzle(front, v128.load(ALPHAS));
  const through = v128.not(alpha);
  // x * (255 - alpha) / 255, rounded: (p + 128 + ((p + 128) >> 8)) >> 8.
  const low = i16x8.add(i16x8.extmul_low_i8x16_u(back, through), v128.load(WORDS_128));
  const high = i16x8.add(i16x8.extmul_high_i8x16_u(back, through), v128.load(WORDS_128));
  const a = i16x8.shr_u(i16x8.add(low, i16x8.shr_u(low, 8)), 8);
  const b = i16x8.shr_u(i16x8.add(high, i16x8.shr_u(high, 8)), 8);
  return i8x16.add_sat_u(front, i8x16.narrow_i16x8_u(a, b));
}

// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, weight: v128): v128 {
  const rest = i16x8.sub(i16x8.splat(256), weight);
  const low = i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(a), rest), i16x8.mul(i16x8.extend_low_i8x16_u(b), weight));
  const high = i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(a), rest), i16x8.mul(i16x8.extend_high_i8x16_u(b), weight));
  return i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(low, i16x8.splat(128)), 8), i16x8.shr_u(i16x8.add(high, i16x8.splat(128)), 8));
}

/** `gain` holds four 16.16 factors, each within -1 to 1: in Q7, times a byte, they just fit 16 bits. */
// @ts-ignore: decorator
@inline
function light(under: v128, difference: v128, gain: v128): v128 {
  const bias = i16x8(0, 128, 128, 0, 0, 128, 128, 0);
  const factors = i32x4.shr_s(gain, 9); // Q7
  const low = i8x16.shuffle(factors, factors, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5, 4, 5, 4, 5, 4, 5);
  const high = i8x16.shuffle(factors, factors, 8, 9, 8, 9, 8, 9, 8, 9, 12, 13, 12, 13, 12, 13, 12, 13);
  const a = i16x8.sub(i16x8.extend_low_i8x16_u(difference), bias);
  const b = i16x8.sub(i16x8.extend_high_i8x16_u(difference), bias);
  const x = i16x8.shr_s(i16x8.add(i16x8.mul(a, low), i16x8.splat(64)), 7);
  const y = i16x8.shr_s(i16x8.add(i16x8.mul(b, high), i16x8.splat(64)), 7);
  return i8x16.narrow_i16x8_u(i16x8.add(i16x8.extend_low_i8x16_u(under), x), i16x8.add(i16x8.extend_high_i8x16_u(under), y));
}
