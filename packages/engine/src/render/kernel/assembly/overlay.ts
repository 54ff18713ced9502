// What is laid over the picture: small soft shapes, and veils of mist or light. All blending is towards a colour, in Y, U
// and V alike, by a weight of 15 bits.

/** Over this much of the plane's levels what is behind a thing vanishes: matches OCCLUSION_SOFT in overlay/plane.ts. */
const SOFT: f32 = 40;
/** f32 values a shape has. */
const RECORD: usize = 64;

/** Weight of four pixels by what stands in front: `z` is four bytes of the plane (0 far, 255 never seen through). */
// @ts-ignore: decorator
@inline
function seen(z: v128, end: f32, perLevel: f32): v128 {
  const clear = f32x4.mul(f32x4.sub(f32x4.splat(end), f32x4.convert_i32x4_u(z)), f32x4.splat(perLevel));
  return f32x4.min(f32x4.max(clear, f32x4.splat(0)), f32x4.splat(1));
}

/** Four bytes as four 32 bit lanes. */
// @ts-ignore: decorator
@inline
function bytes4(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
}

/** Four pixels moved towards `colour` (two pixels of 16 bit YUVA) by four weights, 0 to 1; `light` is added to the colour's Y. */
// @ts-ignore: decorator
@inline
function lay(under: v128, colour: v128, light: v128, weight: v128): v128 {
  const w = i32x4.trunc_sat_f32x4_s(f32x4.mul(weight, f32x4.splat(32767)));
  const y = i32x4.trunc_sat_f32x4_s(light);
  const lowWeight = i8x16.shuffle(w, w, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5, 4, 5, 4, 5, 4, 5);
  const highWeight = i8x16.shuffle(w, w, 8, 9, 8, 9, 8, 9, 8, 9, 12, 13, 12, 13, 12, 13, 12, 13);
  const none = i32x4.splat(0);
  const lowLight = i8x16.shuffle(y, none, 0, 1, 16, 16, 16, 16, 16, 16, 4, 5, 16, 16, 16, 16, 16, 16);
  const highLight = i8x16.shuffle(y, none, 8, 9, 16, 16, 16, 16, 16, 16, 12, 13, 16, 16, 16, 16, 16, 16);
  const low = i16x8.extend_low_i8x16_u(under);
  const high = i16x8.extend_high_i8x16_u(under);
  const a = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.add(colour, lowLight), low), lowWeight);
  const b = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.add(colour, highLight), high), highWeight);
  return i8x16.narrow_i16x8_u(i16x8.add(low, a), i16x8.add(high, b));
}

// @ts-ignore: decorator
@inline
function colourOf(record: usize): v128 {
  const y = <i16>load<f32>(record, 32);
  const u = <i16>load<f32>(record, 36);
  const v = <i16>load<f32>(record, 40);
  return i16x8(y, u, v, 255, y, u, v, 255);
}

/** Where a shape's row begins in the plane: shifted as its record says, kept inside. */
// @ts-ignore: decorator
@inline
function planeLine(record: usize, plane: usize, width: i32, height: i32, y: i32): usize {
  const row = min(max(y + <i32>load<f32>(record, 52), 0), height - 1);
  return plane + <usize>(row * width);
}

/**
 * Capsules: soft discs drawn out along a line. `order` is a list of i32, which records to draw. A record is 16 f32: start x, y
 * and way x, y (px of the frame), radius, hardness (1 a soft dome, more a flatter disc), alpha, taper (1: nothing at both
 * ends), Y, U, V, the plane's level from which it is hidden, shift x, y to its place in the plane, 2 unused.
 * `target` is a row of cells that begins at line `top`; the plane is `width` × `height` bytes, as wide as the target.
 */
export function capsules(target: usize, stride: usize, top: i32, rows: i32, records: usize, order: usize, count: i32, plane: usize, width: i32, height: i32): void {
  for (let index = 0; index < count; index++) {
    const record = records + <usize>load<i32>(order + (<usize>index << 2)) * RECORD;
    const x0 = load<f32>(record);
    const y0 = load<f32>(record, 4);
    const dx = load<f32>(record, 8);
    const dy = load<f32>(record, 12);
    const radius = load<f32>(record, 16);
    const end = load<f32>(record, 44);
    const colour = colourOf(record);
    const length = dx * dx + dy * dy;
    const along: f32 = length > 0.0001 ? <f32>1 / length : 0;
    const hardness = f32x4.splat(load<f32>(record, 20));
    const inner = f32x4.splat(1 / (radius * radius));
    const alpha = f32x4.splat(load<f32>(record, 24));
    const taper = f32x4.splat(load<f32>(record, 28));
    const shiftX = <i32>load<f32>(record, 48);
    const lowest = min(y0, y0 + dy) - radius;
    const highest = max(y0, y0 + dy) + radius;
    const first = max(<i32>Mathf.floor(lowest - <f32>top), 0);
    const last = min(<i32>Mathf.ceil(highest - <f32>top), rows);
    for (let row = first; row < last; row++) {
      const py = <f32>(top + row) + 0.5;
      // The part of the line within reach of this row.
      let from: f32 = 0;
      let to: f32 = 1;
      if (abs(dy) > 0.01) {
        const a = (py - radius - y0) / dy;
        const b = (py + radius - y0) / dy;
        from = min(max(min(a, b), 0), 1);
        to = min(max(max(a, b), 0), 1);
      }
      const xa = x0 + dx * from;
      const xb = x0 + dx * to;
      const left = max(<i32>Mathf.floor(min(xa, xb) - radius), 0) & ~3;
      const right = min(<i32>Mathf.ceil(max(xa, xb) + radius), width);
      const line = planeLine(record, plane, width, height, top + row);
      const ry = f32x4.splat(py - y0);
      for (let x = left; x < right; x += 4) {
        const rx = f32x4.add(f32x4.splat(<f32>x + 0.5 - x0), f32x4(0, 1, 2, 3));
        const dot = f32x4.mul(f32x4.add(f32x4.mul(rx, f32x4.splat(dx)), f32x4.mul(ry, f32x4.splat(dy))), f32x4.splat(along));
        const t = f32x4.min(f32x4.max(dot, f32x4.splat(0)), f32x4.splat(1));
        const ex = f32x4.sub(rx, f32x4.mul(t, f32x4.splat(dx)));
        const ey = f32x4.sub(ry, f32x4.mul(t, f32x4.splat(dy)));
        const away = f32x4.mul(f32x4.add(f32x4.mul(ex, ex), f32x4.mul(ey, ey)), inner);
        const dome = f32x4.mul(f32x4.max(f32x4.sub(f32x4.splat(1), away), f32x4.splat(0)), hardness);
        const middle = f32x4.sub(f32x4.add(t, t), f32x4.splat(1));
        const ends = f32x4.sub(f32x4.splat(1), f32x4.mul(taper, f32x4.mul(middle, middle)));
        const z = bytes4(line + <usize>min(max(x + shiftX, 0), width - 4));
        const flat = f32x4.min(dome, f32x4.splat(1));
        // Soft at the rim and at the top: smoothstep.
        const body = f32x4.mul(f32x4.mul(flat, flat), f32x4.sub(f32x4.splat(3), f32x4.add(flat, flat)));
        const weight = f32x4.mul(f32x4.mul(body, alpha), f32x4.mul(ends, seen(z, end, 1 / SOFT)));
        const out = target + <usize>row * stride + <usize>(x << 2);
        v128.store(out, lay(v128.load(out), colour, f32x4.splat(0), weight));
      }
    }
  }
}

/**
 * Petals: flat egg shapes in any position. A record is 16 f32: middle x, y; u = a·x + b·y and v = c·x + d·y with |(u, v)| = 1 on
 * the rim (a, b, c, d); alpha; how much Y rises along u + v; Y, U, V; the plane's level; shift x, y; reach in px; hardness of the rim.
 */
export function petals(target: usize, stride: usize, top: i32, rows: i32, records: usize, order: usize, count: i32, plane: usize, width: i32, height: i32): void {
  for (let index = 0; index < count; index++) {
    const record = records + <usize>load<i32>(order + (<usize>index << 2)) * RECORD;
    const cx = load<f32>(record);
    const cy = load<f32>(record, 4);
    const a = load<f32>(record, 8);
    const c = load<f32>(record, 16);
    const end = load<f32>(record, 44);
    const reach = load<f32>(record, 56);
    const colour = colourOf(record);
    const shiftX = <i32>load<f32>(record, 48);
    const first = max(<i32>Mathf.floor(cy - reach - <f32>top), 0);
    const last = min(<i32>Mathf.ceil(cy + reach - <f32>top), rows);
    const left = max(<i32>Mathf.floor(cx - reach), 0) & ~3;
    const right = min(<i32>Mathf.ceil(cx + reach), width);
    for (let row = first; row < last; row++) {
      const py = <f32>(top + row) + 0.5 - cy;
      const bu = load<f32>(record, 12) * py;
      const dv = load<f32>(record, 20) * py;
      const line = planeLine(record, plane, width, height, top + row);
      for (let x = left; x < right; x += 4) {
        const rx = f32x4.add(f32x4.splat(<f32>x + 0.5 - cx), f32x4(0, 1, 2, 3));
        const u = f32x4.add(f32x4.mul(rx, f32x4.splat(a)), f32x4.splat(bu));
        const v = f32x4.add(f32x4.mul(rx, f32x4.splat(c)), f32x4.splat(dv));
        // Narrower towards one end, as a petal is at its base.
        const w = f32x4.mul(v, f32x4.sub(f32x4.splat(1.25), f32x4.mul(u, f32x4.splat(0.4))));
        const inside = f32x4.sub(f32x4.sub(f32x4.splat(1), f32x4.mul(u, u)), f32x4.mul(w, w));
        const rim = f32x4.min(f32x4.max(f32x4.mul(inside, f32x4.splat(load<f32>(record, 60))), f32x4.splat(0)), f32x4.splat(1));
        const light = f32x4.mul(f32x4.add(u, v), f32x4.splat(load<f32>(record, 28)));
        const z = bytes4(line + <usize>min(max(x + shiftX, 0), width - 4));
        const weight = f32x4.mul(f32x4.mul(rim, f32x4.splat(load<f32>(record, 24))), seen(z, end, 1 / SOFT));
        const out = target + <usize>row * stride + <usize>(x << 2);
        v128.store(out, lay(v128.load(out), colour, light, weight));
      }
    }
  }
}

/** Side of the noise tile: matches TILE_SIDE in overlay/noise-tile.ts. */
const TILE: i32 = 256;

/** The bilinear value of the tile, which repeats, at a place in texels: 0 to 1. */
// @ts-ignore: decorator
@inline
function noise(tile: usize, u: f32, v: f32): f32 {
  const fu = Mathf.floor(u);
  const fv = Mathf.floor(v);
  const x = <i32>fu & (TILE - 1);
  const y = <i32>fv & (TILE - 1);
  const nextX = (x + 1) & (TILE - 1);
  const upper = tile + <usize>(y * TILE);
  const lower = tile + <usize>(((y + 1) & (TILE - 1)) * TILE);
  const tx = u - fu;
  const ty = v - fv;
  const a = <f32>load<u8>(upper + x);
  const b = <f32>load<u8>(upper + nextX);
  const c = <f32>load<u8>(lower + x);
  const d = <f32>load<u8>(lower + nextX);
  const first = a + (b - a) * tx;
  return (first + (c + (d - c) * tx - first) * ty) * <f32>(1.0 / 255.0);
}

/**
 * A line of mist: `count` densities, 4 bytes each, `step` bytes apart. `shape` is 14 f32: u, v of the first in texels of the tile; step of u a
 * node; how far (texels) it is bent out of place, and where the bending noise stands (u, v); where coarse and fine noise
 * stand (u, v each); the noise that is still clear air; density per noise above it; share of it that lies in thin wisps;
 * share of the fine noise.
 */
export function mist(out: usize, step: usize, count: i32, tile: usize, shape: usize): void {
  let u = load<f32>(shape);
  const v = load<f32>(shape, 4);
  const stepU = load<f32>(shape, 8);
  const bend = load<f32>(shape, 12);
  const bendU = load<f32>(shape, 16);
  const bendV = load<f32>(shape, 20);
  const coarseU = load<f32>(shape, 24);
  const coarseV = load<f32>(shape, 28);
  const fineU = load<f32>(shape, 32);
  const fineV = load<f32>(shape, 36);
  const clear = load<f32>(shape, 40);
  const gain = load<f32>(shape, 44);
  const wisps = load<f32>(shape, 48);
  const detail = load<f32>(shape, 52);
  for (let node = 0; node < count; node++) {
    const bentU = u + bend * (noise(tile, u * 0.5 + bendU, v * 0.5 + bendV) - 0.5);
    const bentV = v + bend * (noise(tile, u * 0.5 + bendV + 97, v * 0.5 + bendU + 31) - 0.5);
    const coarse = noise(tile, bentU + coarseU, bentV + coarseV);
    const fine = noise(tile, 2 * bentU + fineU, 2 * bentV + fineV);
    const plain: f32 = coarse + (fine - coarse) * detail;
    const ridge: f32 = 1 - min(abs(coarse - fine) * 4, <f32>1);
    const value: f32 = plain + (plain * ridge * ridge * <f32>1.4 - plain) * wisps;
    const dense = max<f32>(value - clear, 0);
    // No edge where the air clears.
    store<f32>(out, dense * dense / (dense + 0.15) * gain);
    out += step;
    u += stepU;
  }
}

/** Thresholds of 6 bits for four pixels of a row, twice (low and high half of what `veiled` blends): ordered dither, so that thin veils show no bands. */
// @ts-ignore: decorator
@inline
function ditherLow(row: i32): v128 {
  switch (row & 3) {
    case 0: return i16x8(2, 2, 2, 2, 34, 34, 34, 34);
    case 1: return i16x8(50, 50, 50, 50, 18, 18, 18, 18);
    case 2: return i16x8(14, 14, 14, 14, 46, 46, 46, 46);
    default: return i16x8(62, 62, 62, 62, 30, 30, 30, 30);
  }
}

// @ts-ignore: decorator
@inline
function ditherHigh(row: i32): v128 {
  switch (row & 3) {
    case 0: return i16x8(10, 10, 10, 10, 42, 42, 42, 42);
    case 1: return i16x8(58, 58, 58, 58, 26, 26, 26, 26);
    case 2: return i16x8(6, 6, 6, 6, 38, 38, 38, 38);
    default: return i16x8(54, 54, 54, 54, 22, 22, 22, 22);
  }
}

/** Four bytes of the plane at 16.16 places, as 32 bit lanes. */
// @ts-ignore: decorator
@inline
function planeAt(plane: usize, px: v128, py: v128, widths: v128): v128 {
  const at = i32x4.add(i32x4.mul(py, widths), px);
  let levels = v128.load8_lane(plane + <usize>i32x4.extract_lane(at, 0), i32x4.splat(0), 0);
  levels = v128.load8_lane(plane + <usize>i32x4.extract_lane(at, 1), levels, 4);
  levels = v128.load8_lane(plane + <usize>i32x4.extract_lane(at, 2), levels, 8);
  return v128.load8_lane(plane + <usize>i32x4.extract_lane(at, 3), levels, 12);
}

/** How much of one sheet is before four pixels. `start` and `slope` hold all sheets' densities, a lane each. */
// @ts-ignore: decorator
@inline
function sheetOver(z: v128, ends: usize, start: f32, slope: f32, xs: v128): v128 {
  return f32x4.mul(seen(z, load<f32>(ends), load<f32>(ends, 4)), f32x4.add(f32x4.splat(start), f32x4.mul(xs, f32x4.splat(slope))));
}

/**
 * A veil over cells `from` to `to` of a row of cells. `density` holds f32 per node and sheet (4 sheets a node, `sheets` of
 * them used), two lines `densityStride` bytes apart; `ends` holds two f32 a sheet: the plane's level from which the sheet is
 * hidden, and how much of it appears per level below that. `nodes` are (u, v) f32 in px of the plane, which is `width` bytes
 * wide; `colours` YUVA of one cell after the other. Two rows share their weights; `rows` is even.
 */
export function veil(target: usize, stride: usize, density: usize, densityStride: usize, sheets: i32, ends: usize, nodes: usize, nodeStride: usize, colours: usize, plane: usize, width: i32, from: i32, to: i32, rows: i32): void {
  const widths = i32x4.splat(width);
  const zero = i32x4.splat(0);
  for (let row = 0; row < rows; row += 2) {
    const fraction = (<f32>row + 0.5) * 0.125;
    const low0 = ditherLow(row);
    const high0 = ditherHigh(row);
    const low1 = ditherLow(row + 1);
    const high1 = ditherHigh(row + 1);
    for (let cell = from; cell < to; cell++) {
      const own = density + <usize>(cell << 4);
      const left = between(own, own + densityStride, fraction);
      const slope = f32x4.mul(f32x4.sub(between(own + 16, own + 16 + densityStride, fraction), left), f32x4.splat(0.125));
      if (!v128.any_true(v128.or(f32x4.gt(left, zero), f32x4.ne(slope, zero)))) continue;
      const out = target + <usize>row * stride + <usize>(cell << 5);
      const node = nodes + <usize>(cell << 3);
      const u = lerp(node, nodeStride, fraction);
      const v = lerp(node + 4, nodeStride, fraction);
      const du = (lerp(node + 8, nodeStride, fraction) - u) * 0.125;
      const dv = (lerp(node + 12, nodeStride, fraction) - v) * 0.125;
      const pixel = i16x8.extend_low_i8x16_u(v128.load32_splat(colours + <usize>(cell << 2)));
      for (let half = 0; half < 2; half++) {
        const xs = f32x4.add(f32x4.splat(<f32>(half << 2)), f32x4(0, 1, 2, 3));
        const px = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.splat(u), f32x4.mul(xs, f32x4.splat(du))));
        const py = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.splat(v), f32x4.mul(xs, f32x4.splat(dv))));
        const z = planeAt(plane, px, py, widths);
        let thick = sheetOver(z, ends, f32x4.extract_lane(left, 0), f32x4.extract_lane(slope, 0), xs);
        if (sheets > 1) thick = f32x4.add(thick, sheetOver(z, ends + 8, f32x4.extract_lane(left, 1), f32x4.extract_lane(slope, 1), xs));
        if (sheets > 2) thick = f32x4.add(thick, sheetOver(z, ends + 16, f32x4.extract_lane(left, 2), f32x4.extract_lane(slope, 2), xs));
        // Thickness to opacity: what is twice as thick hides twice as much only while it hides little.
        const weight = f32x4.div(thick, f32x4.add(thick, f32x4.splat(1)));
        const w = i32x4.trunc_sat_f32x4_s(f32x4.mul(weight, f32x4.splat(32767)));
        const lowWeight = i8x16.shuffle(w, w, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5, 4, 5, 4, 5, 4, 5);
        const highWeight = i8x16.shuffle(w, w, 8, 9, 8, 9, 8, 9, 8, 9, 12, 13, 12, 13, 12, 13, 12, 13);
        const at = out + <usize>(half << 4);
        v128.store(at, veiled(v128.load(at), pixel, lowWeight, highWeight, low0, high0));
        const below = at + stride;
        v128.store(below, veiled(v128.load(below), pixel, lowWeight, highWeight, low1, high1));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function lerp(node: usize, stride: usize, fraction: f32): f32 {
  const a = load<f32>(node);
  return a + (load<f32>(node + stride) - a) * fraction;
}

// @ts-ignore: decorator
@inline
function between(top: usize, bottom: usize, fraction: f32): v128 {
  const a = v128.load(top);
  return f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(bottom), a), f32x4.splat(fraction)));
}

/** As `lay`, with dither. */
// @ts-ignore: decorator
@inline
function veiled(under: v128, colour: v128, lowWeight: v128, highWeight: v128, lowThreshold: v128, highThreshold: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(under);
  const high = i16x8.extend_high_i8x16_u(under);
  const a = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(colour, low), 6), lowWeight);
  const b = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(colour, high), 6), highWeight);
  const x = i16x8.shr_s(i16x8.add(a, lowThreshold), 6);
  const y = i16x8.shr_s(i16x8.add(b, highThreshold), 6);
  return i8x16.narrow_i16x8_u(i16x8.add(low, x), i16x8.add(high, y));
}
