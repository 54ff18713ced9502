// Pictures to textures: colour conversion, sharpening and mirrored borders. Run once a clip.
import { ALL_BUT_Y, BLUES, GREENS, REDS, TAPS_0, TAPS_1, TAPS_2, TAPS_3, WORDS_1, WORDS_16, WORDS_235, WORDS_32 } from "./constants";

/**
 * RGB (3 x 8 bit, packed) to YUVA texels, BT.709 limited range, alpha 255. Y is also written to `luma`, 16 bit with 6
 * fractional bits, for `sharpen`. Four pixels at a time, of which the last ones of a row may lie beyond it: `rgb`, `luma` and
 * the texture need 16 bytes of slack, and rows are done in order.
 */
export function fromRgb(rgb: usize, width: i32, height: i32, texture: usize, stride: usize, luma: usize): void {
  const whole = width & ~3;
  for (let row = 0; row < height; row++) {
    let out = texture + <usize>row * stride;
    for (let x = 0; x < whole; x += 4) {
      const bytes = v128.load(rgb);
      v128.store(out, fourTexels(bytes, luma));
      rgb += 12;
      luma += 8;
      out += 16;
    }
    for (let x = whole; x < width; x++) {
      const bytes = v128.load(rgb);
      const kept = load<u64>(luma + 2);
      v128.store32_lane(out, fourTexels(bytes, luma), 0);
      store<u64>(luma + 2, kept);
      rgb += 3;
      luma += 2;
      out += 4;
    }
  }
}

/** The first four RGB pixels of 16 bytes as texels; their Y goes to `luma`. */
// @ts-ignore: decorator
@inline
function fourTexels(bytes: v128, luma: usize): v128 {
  const r = f32x4.convert_i32x4_u(i8x16.relaxed_swizzle(bytes, v128.load(REDS)));
  const g = f32x4.convert_i32x4_u(i8x16.relaxed_swizzle(bytes, v128.load(GREENS)));
  const b = f32x4.convert_i32x4_u(i8x16.relaxed_swizzle(bytes, v128.load(BLUES)));
  const light = f32x4.add(f32x4.add(f32x4.mul(f32x4.splat(0.2126), r), f32x4.mul(f32x4.splat(0.7152), g)), f32x4.mul(f32x4.splat(0.0722), b));
  const y = f32x4.add(f32x4.splat(16), f32x4.mul(light, f32x4.splat(<f32>(219.0 / 255.0))));
  const u = f32x4.add(f32x4.splat(128.5), f32x4.mul(f32x4.sub(b, light), f32x4.splat(<f32>(224.0 / 255.0 / 1.8556))));
  const v = f32x4.add(f32x4.splat(128.5), f32x4.mul(f32x4.sub(r, light), f32x4.splat(<f32>(224.0 / 255.0 / 1.5748))));
  const fine = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(y, f32x4.splat(64)), f32x4.splat(0.5)));
  v128.store64_lane(luma, i16x8.narrow_i32x4_s(fine, fine), 0);
  const first = v128.or(i32x4.trunc_sat_f32x4_s(f32x4.add(y, f32x4.splat(0.5))), i32x4.shl(i32x4.trunc_sat_f32x4_s(u), 8));
  return v128.or(v128.or(first, i32x4.shl(i32x4.trunc_sat_f32x4_s(v), 16)), i32x4.splat(0xff000000));
}

// A gaussian of sigma 1.0 texel, 7 taps, in 1/4096.
// @ts-ignore: decorator
@inline
function gauss(centre: i32, one: i32, two: i32, three: i32): i32 {
  return (centre * 1634 + one * 992 + two * 221 + three * 18 + 2048) >> 12;
}

// @ts-ignore: decorator
@inline
function clampIndex(index: i32, size: i32): i32 {
  return min(max(index, 0), size - 1);
}

/** Unsharp mask on Y: `amount` (of 256) times the difference to the blurred `luma`. `scratch` is as large as `luma`. */
export function sharpen(luma: usize, scratch: usize, width: i32, height: i32, texture: usize, stride: usize, amount: i32): void {
  const line = <usize>(width << 1);
  // Eight at a time, where all seven taps lie inside the row.
  const end = width - 11;
  for (let row = 0; row < height; row++) {
    const from = luma + <usize>row * line;
    const to = scratch + <usize>row * line;
    let x = 0;
    for (; x < min(3, width); x++) store<i16>(to + (x << 1), <i16>blurAcross(from, x, width));
    for (; x <= end; x += 8) {
      const at = from + (x << 1);
      v128.store(to + (x << 1), gauss8(at - 6, at - 4, at - 2, at, at + 2, at + 4, at + 6));
    }
    for (; x < width; x++) store<i16>(to + (x << 1), <i16>blurAcross(from, x, width));
  }
  for (let row = 0; row < height; row++) {
    const own = luma + <usize>row * line;
    const out = texture + <usize>row * stride;
    const a = scratch + <usize>clampIndex(row - 3, height) * line;
    const b = scratch + <usize>clampIndex(row - 2, height) * line;
    const c = scratch + <usize>clampIndex(row - 1, height) * line;
    const d = scratch + <usize>row * line;
    const e = scratch + <usize>clampIndex(row + 1, height) * line;
    const f = scratch + <usize>clampIndex(row + 2, height) * line;
    const g = scratch + <usize>clampIndex(row + 3, height) * line;
    let x = 0;
    for (; x <= width - 8; x += 8) {
      const at = <usize>(x << 1);
      sharpen8(v128.load(own + at), gauss8(a + at, b + at, c + at, d + at, e + at, f + at, g + at), amount, out + <usize>(x << 2));
    }
    for (; x < width; x++) {
      const value = <i32>load<i16>(own + (x << 1));
      const blurred = blurDown(scratch + (x << 1), row, width, height);
      store<u8>(out + <usize>(x << 2), <u8>min(max((value + (((value - blurred) * amount) >> 8) + 32) >> 6, 16), 235));
    }
  }
}

/** The same as `gauss`, for eight neighbours: the seven taps are at seven addresses. */
// @ts-ignore: decorator
@inline
function gauss8(a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, g: usize): v128 {
  const centre = v128.load(d), round = v128.load(WORDS_1);
  const middle = v128.load(TAPS_0);
  let low = i32x4.dot_i16x8_s(lowPairs(centre, round), middle);
  let high = i32x4.dot_i16x8_s(highPairs(centre, round), middle);
  const c1 = v128.load(c), e1 = v128.load(e);
  low = i32x4.add(low, i32x4.dot_i16x8_s(lowPairs(c1, e1), v128.load(TAPS_1)));
  high = i32x4.add(high, i32x4.dot_i16x8_s(highPairs(c1, e1), v128.load(TAPS_1)));
  const b2 = v128.load(b), f2 = v128.load(f);
  low = i32x4.add(low, i32x4.dot_i16x8_s(lowPairs(b2, f2), v128.load(TAPS_2)));
  high = i32x4.add(high, i32x4.dot_i16x8_s(highPairs(b2, f2), v128.load(TAPS_2)));
  const a3 = v128.load(a), g3 = v128.load(g);
  low = i32x4.add(low, i32x4.dot_i16x8_s(lowPairs(a3, g3), v128.load(TAPS_3)));
  high = i32x4.add(high, i32x4.dot_i16x8_s(highPairs(a3, g3), v128.load(TAPS_3)));
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, 12), i32x4.shr_s(high, 12));
}

// @ts-ignore: decorator
@inline
function lowPairs(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function highPairs(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Y of eight texels at `out`, sharpened. */
// @ts-ignore: decorator
@inline
function sharpen8(own: v128, blurred: v128, amount: i32, out: usize): void {
  const difference = i16x8.sub(own, blurred);
  const factor = i16x8.splat(<i16>amount);
  const low = i32x4.shr_s(i32x4.extmul_low_i16x8_s(difference, factor), 8);
  const high = i32x4.shr_s(i32x4.extmul_high_i16x8_s(difference, factor), 8);
  const sum = i16x8.add_sat_s(i16x8.add_sat_s(own, i16x8.narrow_i32x4_s(low, high)), v128.load(WORDS_32));
  const y = i16x8.min_s(i16x8.max_s(i16x8.shr_s(sum, 6), v128.load(WORDS_16)), v128.load(WORDS_235));
  const keep = v128.load(ALL_BUT_Y);
  v128.store(out, v128.or(v128.and(v128.load(out), keep), i32x4.extend_low_i16x8_u(y)));
  v128.store(out, v128.or(v128.and(v128.load(out, 16), keep), i32x4.extend_high_i16x8_u(y)), 16);
}

// @ts-ignore: decorator
@inline
function blurAcross(line: usize, x: i32, width: i32): i32 {
  if (x >= 3 && x < width - 3) {
    const at = line + (x << 1);
    return gauss(<i32>load<i16>(at), <i32>load<i16>(at, 2) + <i32>load<i16>(at - 2), <i32>load<i16>(at, 4) + <i32>load<i16>(at - 4), <i32>load<i16>(at, 6) + <i32>load<i16>(at - 6));
  }
  return gauss(at16(line, x, width, 1), at16(line, x - 1, width, 1) + at16(line, x + 1, width, 1), at16(line, x - 2, width, 1) + at16(line, x + 2, width, 1), at16(line, x - 3, width, 1) + at16(line, x + 3, width, 1));
}

// @ts-ignore: decorator
@inline
function blurDown(column: usize, y: i32, width: i32, height: i32): i32 {
  if (y >= 3 && y < height - 3) {
    const line = <usize>(width << 1);
    const at = column + <usize>y * line;
    return gauss(<i32>load<i16>(at), <i32>load<i16>(at + line) + <i32>load<i16>(at - line), <i32>load<i16>(at + 2 * line) + <i32>load<i16>(at - 2 * line), <i32>load<i16>(at + 3 * line) + <i32>load<i16>(at - 3 * line));
  }
  return gauss(at16(column, y, height, width), at16(column, y - 1, height, width) + at16(column, y + 1, height, width), at16(column, y - 2, height, width) + at16(column, y + 2, height, width), at16(column, y - 3, height, width) + at16(column, y + 3, height, width));
}

function at16(base: usize, index: i32, size: i32, step: i32): i32 {
  return <i32>load<i16>(base + ((clampIndex(index, size) * step) << 1));
}

/** Fills the border of a texture with the mirror image of its inside. Borders are narrower than the inside. */
export function mirrorBorder(texture: usize, stride: usize, width: i32, height: i32, padX: i32, padY: i32): void {
  for (let row = padY; row < padY + height; row++) {
    const line = texture + <usize>row * stride;
    for (let i = 0; i < padX; i++) {
      store<u32>(line + <usize>((padX - 1 - i) << 2), load<u32>(line + <usize>((padX + i) << 2)));
      store<u32>(line + <usize>((padX + width + i) << 2), load<u32>(line + <usize>((padX + width - 1 - i) << 2)));
    }
  }
  for (let i = 0; i < padY; i++) {
    memory.copy(texture + <usize>(padY - 1 - i) * stride, texture + <usize>(padY + i) * stride, stride);
    memory.copy(texture + <usize>(padY + height + i) * stride, texture + <usize>(padY + height - 1 - i) * stride, stride);
  }
}
