// Where the camera looks from the corners of cells: the same as `depthSeen` and `look` of camera-view.ts, four at a time.

/** Rounds at the most, and the change of depth below which there is no other: those of camera-view.ts. */
const ROUNDS: i32 = 5;
const SETTLED: f32 = 0.001;

/** The depth at four places in px of the frame; outside it, that of its edge. */
// @ts-ignore: decorator
@inline
function depthAt(depth: usize, columns: i32, rows: i32, x: v128, y: v128): v128 {
  const none = f32x4.splat(0);
  const u = f32x4.min(f32x4.max(f32x4.mul(x, f32x4.splat(0.125)), none), f32x4.splat(<f32>columns));
  const v = f32x4.min(f32x4.max(f32x4.mul(y, f32x4.splat(0.125)), none), f32x4.splat(<f32>rows));
  const column = i32x4.min_s(i32x4.trunc_sat_f32x4_s(u), i32x4.splat(columns - 1));
  const row = i32x4.min_s(i32x4.trunc_sat_f32x4_s(v), i32x4.splat(rows - 1));
  const at = i32x4.shl(i32x4.add(i32x4.mul(row, i32x4.splat(columns + 1)), column), 2);
  const below = <usize>((columns + 1) << 2);
  const a0 = depth + <usize>i32x4.extract_lane(at, 0);
  const a1 = depth + <usize>i32x4.extract_lane(at, 1);
  const a2 = depth + <usize>i32x4.extract_lane(at, 2);
  const a3 = depth + <usize>i32x4.extract_lane(at, 3);
  const upper01 = v128.load64_lane(a1, v128.load64_zero(a0), 1);
  const upper23 = v128.load64_lane(a3, v128.load64_zero(a2), 1);
  const lower01 = v128.load64_lane(a1 + below, v128.load64_zero(a0 + below), 1);
  const lower23 = v128.load64_lane(a3 + below, v128.load64_zero(a2 + below), 1);
  const wayX = f32x4.sub(u, f32x4.convert_i32x4_s(column));
  const wayY = f32x4.sub(v, f32x4.convert_i32x4_s(row));
  const upper = between(i32x4.shuffle(upper01, upper23, 0, 2, 4, 6), i32x4.shuffle(upper01, upper23, 1, 3, 5, 7), wayX);
  const lower = between(i32x4.shuffle(lower01, lower23, 0, 2, 4, 6), i32x4.shuffle(lower01, lower23, 1, 3, 5, 7), wayX);
  return between(upper, lower, wayY);
}

// @ts-ignore: decorator
@inline
function between(a: v128, b: v128, way: v128): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.sub(b, a), way));
}

/** Along one axis: what is `away` px from the focus of the view. `axis` holds focus, shift of what is far, and how much more of what is near. */
// @ts-ignore: decorator
@inline
function look(away: v128, depth: v128, zoom: v128, axis: usize): v128 {
  const shift = f32x4.add(v128.load32_splat(axis, 4), f32x4.mul(v128.load32_splat(axis, 8), depth));
  return f32x4.add(f32x4.add(v128.load32_splat(axis), f32x4.div(away, zoom)), shift);
}

/**
 * Writes (x, y) in px of the picture for the `columns + 1` corners of line `line`, up to three pairs more behind them. `depth` is a
 * map of (columns + 1) x (rows + 1) f32. `view` is 8 f32: zoom of what is far, how much more of what is near, the axis across, the axis down.
 */
export function lookThrough(depth: usize, columns: i32, rows: i32, view: usize, line: i32, out: usize): void {
  const zoomFar = v128.load32_splat(view);
  const zoomMore = v128.load32_splat(view, 4);
  const across = view + 8;
  const down = view + 20;
  const half = f32x4.splat(0.5);
  const settled = f32x4.splat(SETTLED);
  const y = f32x4.splat(<f32>(line << 3));
  const awayY = f32x4.sub(f32x4.add(y, half), v128.load32_splat(down));
  for (let column = 0; column <= columns; column += 4) {
    const x = f32x4.add(f32x4.splat(<f32>(column << 3)), f32x4(0, 8, 16, 24));
    const awayX = f32x4.sub(f32x4.add(x, half), v128.load32_splat(across));
    let seen = depthAt(depth, columns, rows, x, y);
    let viewX = x;
    let viewY = y;
    for (let round = 0; round <= ROUNDS; round++) {
      const zoom = f32x4.add(zoomFar, f32x4.mul(zoomMore, seen));
      viewX = look(awayX, seen, zoom, across);
      viewY = look(awayY, seen, zoom, down);
      if (round == ROUNDS) break;
      const next = depthAt(depth, columns, rows, f32x4.sub(viewX, half), f32x4.sub(viewY, half));
      const isSettled = !v128.any_true(f32x4.ge(f32x4.abs(f32x4.sub(next, seen)), settled));
      seen = next;
      if (isSettled) {
        const last = f32x4.add(zoomFar, f32x4.mul(zoomMore, seen));
        viewX = look(awayX, seen, last, across);
        viewY = look(awayY, seen, last, down);
        break;
      }
    }
    v128.store(out, i32x4.shuffle(viewX, viewY, 0, 4, 1, 5));
    v128.store(out, i32x4.shuffle(viewX, viewY, 2, 6, 3, 7), 16);
    out += 32;
  }
}
