/** A region as a grid of cells: 1 is inside. */
export interface RegionGrid {
  readonly width: number;
  readonly height: number;
  readonly inside: Uint8Array;
}

type Point = readonly [x: number, y: number];

/** Shorter borders are specks that only make the picture restless. */
const LEAST_POINTS = 12;
const TOLERANCE_CELLS = 0.9;

/**
 * The borders of a region as an SVG path in cells, simplified so that stairs become lines. Every border is a closed loop with
 * the region on its right.
 */
export const outlineOf = (grid: RegionGrid): string =>
  loopsOf(grid)
    .filter((loop) => loop.length >= LEAST_POINTS)
    .map((loop) => simplify(loop))
    .map((loop) => `M${loop.map(([x, y]) => `${x} ${y}`).join("L")}Z`)
    .join("");

/** Directed edges between inside and outside, joined end to end. A corner where two loops touch takes either way on. */
function loopsOf({ width, height, inside }: RegionGrid): Point[][] {
  const at = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x] === 1;
  const stride = width + 1;
  const edges = new Map<number, number[]>();
  const join = ([x0, y0]: Point, [x1, y1]: Point): void => {
    const from = y0 * stride + x0;
    const ends = edges.get(from) ?? [];
    ends.push(y1 * stride + x1);
    edges.set(from, ends);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!at(x, y)) continue;
      if (!at(x, y - 1)) join([x, y], [x + 1, y]);
      if (!at(x + 1, y)) join([x + 1, y], [x + 1, y + 1]);
      if (!at(x, y + 1)) join([x + 1, y + 1], [x, y + 1]);
      if (!at(x - 1, y)) join([x, y + 1], [x, y]);
    }
  }
  return walk(edges, stride);
}

function walk(edges: Map<number, number[]>, stride: number): Point[][] {
  const loops: Point[][] = [];
  for (const [start, ends] of edges) {
    while (ends.length > 0) loops.push(loopFrom(start, edges, stride));
  }
  return loops;
}

/** Takes edges until none goes on: back at the start. */
function loopFrom(start: number, edges: Map<number, number[]>, stride: number): Point[] {
  const loop: Point[] = [];
  let node = start;
  for (let next = edges.get(node)?.pop(); next !== undefined; next = edges.get(node)?.pop()) {
    loop.push([node % stride, Math.floor(node / stride)]);
    node = next;
  }
  return loop;
}

/** Ramer-Douglas-Peucker on a closed loop: its first point and the one farthest from it always stay. */
function simplify(loop: readonly Point[]): readonly Point[] {
  const [first = [0, 0]] = loop;
  let far = 0;
  loop.forEach((point, index) => {
    if (distance(point, first) > distance(loop[far] ?? first, first)) far = index;
  });
  const open = [...loop, first];
  return [...thin(open.slice(0, far + 1)), ...thin(open.slice(far))];
}

/** The points of a line that its simpler form needs, without the last. */
function thin(line: readonly Point[]): Point[] {
  const [from = [0, 0]] = line;
  const to = line.at(-1) ?? from;
  let far = 0;
  let most = 0;
  for (let index = 1; index < line.length - 1; index += 1) {
    const off = offLine(line[index] ?? from, from, to);
    if (off > most) [far, most] = [index, off];
  }
  if (most <= TOLERANCE_CELLS) return [from];
  return [...thin(line.slice(0, far + 1)), ...thin(line.slice(far))];
}

const distance = ([x0, y0]: Point, [x1, y1]: Point): number => Math.hypot(x1 - x0, y1 - y0);

function offLine([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return Math.hypot(x - x0, y - y0);
  return Math.abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length;
}
