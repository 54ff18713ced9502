import { readFile } from "node:fs/promises";

/**
 * The functions of kernel.wasm. Pointers are byte offsets into the memory, strides are bytes. A cell is 8 × 8 pixels of
 * the frame; `nodes` are rows of (u, v) f32 texel coordinates, `gains` rows of f32, both one per cell corner. `from` and
 * `to` are cells of one row of cells, of which the first `rows` (1 to 8) pixel rows are done.
 */
export interface Kernel {
  warp(
    target: number,
    targetStride: number,
    texture: number,
    stride: number,
    nodes: number,
    nodeStride: number,
    from: number,
    to: number,
    rows: number,
  ): void;
  warpOver(
    target: number,
    targetStride: number,
    texture: number,
    stride: number,
    nodes: number,
    nodeStride: number,
    from: number,
    to: number,
    rows: number,
  ): void;
  warpMix(
    target: number, targetStride: number, texture: number, stride: number, nodes: number, nodeStride: number,
    from: number, to: number, rows: number, weight: number,
  ): void; // prettier-ignore
  warpLight(
    target: number, targetStride: number, texture: number, stride: number, nodes: number, nodeStride: number,
    gains: number, gainStride: number, from: number, to: number, rows: number,
  ): void; // prettier-ignore
  copyStill(
    target: number,
    targetStride: number,
    source: number,
    sourceStride: number,
    from: number,
    to: number,
    rows: number,
  ): void;
  stillOver(
    target: number,
    targetStride: number,
    source: number,
    sourceStride: number,
    from: number,
    to: number,
    rows: number,
  ): void;
  shade(
    target: number,
    targetStride: number,
    gains: number,
    gainStride: number,
    from: number,
    to: number,
    rows: number,
  ): void;
  enliven(
    target: number, targetStride: number, tones: number, tonesStride: number, from: number, to: number, rows: number,
  ): void; // prettier-ignore
  packRows(source: number, stride: number, y: number, yStride: number, u: number, v: number, width: number): void;
  lookThrough(depth: number, columns: number, rows: number, view: number, line: number, out: number): void;
  fromRgb(rgb: number, width: number, height: number, texture: number, stride: number, luma: number): void;
  enlarge(
    source: number, sourceStride: number, sourceHeight: number, across: number, down: number,
    texture: number, stride: number, width: number, height: number, luma: number, lines: number,
  ): void; // prettier-ignore
  sharpen(
    luma: number,
    scratch: number,
    width: number,
    height: number,
    texture: number,
    stride: number,
    amount: number,
  ): void;
  mirrorBorder(texture: number, stride: number, width: number, height: number, padX: number, padY: number): void;
  capsules(
    target: number, targetStride: number, top: number, rows: number, records: number, order: number, count: number,
    plane: number, width: number, height: number,
  ): void; // prettier-ignore
  petals(
    target: number, targetStride: number, top: number, rows: number, records: number, order: number, count: number,
    plane: number, width: number, height: number,
  ): void; // prettier-ignore
  mist(out: number, step: number, count: number, tile: number, shape: number): void;
  veil(
    target: number, targetStride: number, density: number, densityStride: number, sheets: number, ends: number,
    nodes: number, nodeStride: number, colours: number, plane: number, width: number,
    from: number, to: number, rows: number,
  ): void; // prettier-ignore
}

/** Compiled once, instantiated in every thread over one shared memory. Built by tools/build-kernel.js. */
export async function compileKernel(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(new URL("kernel.wasm", import.meta.url)));
}

export function openKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort: kernelAborted } });
  return instance.exports as unknown as Kernel;
}

function kernelAborted(): never {
  throw new Error("the kernel aborted");
}
