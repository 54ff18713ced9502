import { workerData } from "node:worker_threads";
import { createFramePainter, type FrameSlot } from "./frame-painter.ts";
import { share, slotOf, waitForSlot } from "./frame-line.ts";
import { openKernel } from "./kernel/kernel.ts";
import type { Layers } from "./layers.ts";
import type { PainterRoom } from "./painting.ts";
import type { Recipe } from "./recipe.ts";

/** Rows of cells are dealt out in packs, so many to each worker: all get of the busy and of the calm parts. */
const PACKS_PER_WORKER = 5;

/** What a render worker is started with. */
export interface WorkerOrder {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly recipe: Recipe;
  readonly layers: Layers;
  readonly room: PainterRoom;
  readonly slots: readonly FrameSlot[];
  readonly frames: number;
  readonly worker: number;
  readonly workers: number;
}

function run({ module, memory, control, recipe, layers, room, slots, frames, worker, workers }: WorkerOrder): void {
  const painter = createFramePainter({ kernel: openKernel(module, memory), memory, recipe, layers, room });
  const rowsPerPack = Math.ceil(recipe.frame.rows / (PACKS_PER_WORKER * workers));
  for (let frame = 0; frame < frames && waitForSlot(control, frame); frame += 1) {
    painter.begin(frame);
    for (let row = 0; row < recipe.frame.rows; row += 1) {
      if (Math.floor(row / rowsPerPack) % workers === worker) painter.paintRow(row, slots[slotOf(frame)]!);
    }
    share(control, frame);
  }
}

run(workerData as WorkerOrder);
