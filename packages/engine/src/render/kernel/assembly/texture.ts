// Pictures to textures: colour conversion, sharpening and mirrored borders. Run once a clip, so plain loops.

/**
 * RGB (3 x 8 bit, packed) to YUVA texels, BT.709 limited range, alpha 255. Y is also written to `luma`, 16 bit with 6
 * fractional bits, for `sharpen`.
 */
export function fromRgb(rgb: usize, width: i32, height: i32, texture: usize, stride: usize, luma: usize): void {
  for (let row = 0; row < height; row++) {
    let out = texture + <usize>row * stride;
    for (let x = 0; x < width; x++) {
      const r = <f32>load<u8>(rgb);
      const g = <f32>load<u8>(rgb, 1);
      const b = <f32>load<u8>(rgb, 2);
      const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      const y = 16 + light * <f32>(219.0 / 255.0);
      store<i16>(luma, <i16>(y * 64 + 0.5));
      store<u8>(out, <u8>(y + 0.5));
      store<u8>(out, <u8>(128.5 + (b - light) * <f32>(224.0 / 255.0 / 1.8556)), 1);
      store<u8>(out, <u8>(128.5 + (r - light) * <f32>(224.0 / 255.0 / 1.5748)), 2);
      store<u8>(out, 255, 3);
      rgb += 3;
      luma += 2;
      out += 4;
    }
  }
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
  for (let row = 0; row < height; row++) {
    const line = luma + <usize>(row * width * 2);
    const out = scratch + <usize>(row * width * 2);
    for (let x = 0; x < width; x++) store<i16>(out + (x << 1), <i16>blurAcross(line, x, width));
  }
  for (let row = 0; row < height; row++) {
    for (let x = 0; x < width; x++) {
      const own = <i32>load<i16>(luma + ((row * width + x) << 1));
      const blurred = blurDown(scratch + (x << 1), row, width, height);
      const y = (own + (((own - blurred) * amount) >> 8) + 32) >> 6;
      store<u8>(texture + <usize>row * stride + <usize>(x << 2), <u8>min(max(y, 16), 235));
    }
  }
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
