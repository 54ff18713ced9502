import type { FloatMap } from "../scene.ts";
import { CELL_PX, type FrameGeometry, nodeCount } from "./frame-geometry.ts";

/** One value per corner of a cell, row-major, `columns + 1` a row. */
export type NodeMap = Float32Array;

/** The bilinear value of a map at a place, 0 to 1 both ways; outside it, that of its edge. */
export function valueAt(map: FloatMap, x: number, y: number): number {
  const u = Math.min(Math.max(x * map.width - 0.5, 0), map.width - 1);
  const v = Math.min(Math.max(y * map.height - 0.5, 0), map.height - 1);
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  const x1 = Math.min(x0 + 1, map.width - 1);
  const y1 = Math.min(y0 + 1, map.height - 1);
  const fx = u - x0;
  const fy = v - y0;
  const upper = map.data[y0 * map.width + x0]! * (1 - fx) + map.data[y0 * map.width + x1]! * fx;
  const lower = map.data[y1 * map.width + x0]! * (1 - fx) + map.data[y1 * map.width + x1]! * fx;
  return upper * (1 - fy) + lower * fy;
}

/** A map of the picture, read at the corners of the frame's cells. */
export function toNodes(map: FloatMap, frame: FrameGeometry): NodeMap {
  const nodes = new Float32Array(nodeCount(frame));
  let index = 0;
  for (let row = 0; row <= frame.rows; row += 1) {
    for (let column = 0; column <= frame.columns; column += 1) {
      nodes[index] = valueAt(map, (column * CELL_PX + 0.5) / frame.width, (row * CELL_PX + 0.5) / frame.height);
      index += 1;
    }
  }
  return nodes;
}

/** The bilinear value of a node map at a place in px of the frame; outside it, that of its edge. */
export function nodeValueAt(nodes: NodeMap, { columns, rows }: FrameGeometry, x: number, y: number): number {
  const u = Math.min(Math.max(x / CELL_PX, 0), columns);
  const v = Math.min(Math.max(y / CELL_PX, 0), rows);
  const column = Math.min(Math.floor(u), columns - 1);
  const row = Math.min(Math.floor(v), rows - 1);
  const at = row * (columns + 1) + column;
  const below = at + columns + 1;
  const fx = u - column;
  const fy = v - row;
  const upper = nodes[at]! + (nodes[at + 1]! - nodes[at]!) * fx;
  const lower = nodes[below]! + (nodes[below + 1]! - nodes[below]!) * fx;
  return upper + (lower - upper) * fy;
}

/** The least value of each node and its eight neighbours: what is left moves no cell that touches the outside. */
export function shrinkNodes(nodes: NodeMap, { columns, rows }: Pick<FrameGeometry, "columns" | "rows">): NodeMap {
  const perRow = columns + 1;
  const across = nodes.map((value, node) => {
    const column = node % perRow;
    const left = column > 0 ? nodes[node - 1]! : value;
    const right = column < columns ? nodes[node + 1]! : value;
    return Math.min(left, value, right);
  });
  return across.map((value, node) => {
    const above = node >= perRow ? across[node - perRow]! : value;
    const below = node < rows * perRow ? across[node + perRow]! : value;
    return Math.min(above, value, below);
  });
}

/** Blurs a map by two box filters of `radius` map pixels: a smooth tent, edges held. */
export function blurMap(map: FloatMap, radius: number): FloatMap {
  const across = (data: Float32Array): Float32Array => boxPass(data, map.width, map.height, radius, 1, map.width);
  const down = (data: Float32Array): Float32Array => boxPass(data, map.height, map.width, radius, map.width, 1);
  return { width: map.width, height: map.height, data: down(across(down(across(map.data)))) };
}

/** Running means along lines of `length` values `step` apart; lines start `lineStep` apart. */
function boxPass(
  data: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): Float32Array {
  const out = new Float32Array(data.length);
  const size = 2 * radius + 1;
  for (let line = 0; line < lines; line += 1) {
    const base = line * lineStep;
    const last = base + (length - 1) * step;
    let sum = (radius + 1) * data[base]!;
    for (let index = 1; index <= radius; index += 1) sum += data[base + Math.min(index, length - 1) * step]!;
    for (let index = 0; index < length; index += 1) {
      const at = base + index * step;
      out[at] = sum / size;
      const ahead = index + radius + 1 < length ? at + (radius + 1) * step : last;
      const behind = index >= radius ? at - radius * step : base;
      sum += data[ahead]! - data[behind]!;
    }
  }
  return out;
}
