/**
 * The line between render workers and the thread that takes frames, in shared memory: a ring of slots that workers fill
 * in step and the taker frees. All waits are on these few numbers.
 */
const STOPPED = 0;
const TAKEN = 1;
const FIRST_SLOT = 2;

/** How many frames may be in the making at once. */
export const SLOTS = 3;

/** A line on which no frame may be painted yet. */
export function newControl(): Int32Array<SharedArrayBuffer> {
  const control = new Int32Array(new SharedArrayBuffer((FIRST_SLOT + SLOTS) * Int32Array.BYTES_PER_ELEMENT));
  control[TAKEN] = -SLOTS;
  return control;
}

/** Taker: what frames are painted from is there; the first ones may be painted. */
export function open(control: Int32Array): void {
  Atomics.store(control, TAKEN, 0);
  Atomics.notify(control, TAKEN);
}

export const slotOf = (frame: number): number => frame % SLOTS;

/** Worker: waits until the slot of a frame is free; false when the line has stopped. */
export function waitForSlot(control: Int32Array, frame: number): boolean {
  for (;;) {
    if (Atomics.load(control, STOPPED) === 1) return false;
    const taken = Atomics.load(control, TAKEN);
    if (frame - taken < SLOTS) return true;
    Atomics.wait(control, TAKEN, taken);
  }
}

/** Worker: its share of the frame is painted. */
export function share(control: Int32Array, frame: number): void {
  const slot = FIRST_SLOT + slotOf(frame);
  Atomics.add(control, slot, 1);
  Atomics.notify(control, slot);
}

/** Taker: waits until every worker has painted its share of a frame. */
export async function waitForFrame(control: Int32Array, frame: number, workers: number): Promise<void> {
  const slot = FIRST_SLOT + slotOf(frame);
  for (;;) {
    const shares = Atomics.load(control, slot);
    if (shares >= workers) return;
    await Atomics.waitAsync(control, slot, shares).value;
  }
}

/** Taker: the frame's slot may be painted again. */
export function free(control: Int32Array, frame: number): void {
  Atomics.store(control, FIRST_SLOT + slotOf(frame), 0);
  Atomics.add(control, TAKEN, 1);
  Atomics.notify(control, TAKEN);
}

/** Taker: workers end as soon as they look. */
export function stop(control: Int32Array): void {
  Atomics.store(control, STOPPED, 1);
  Atomics.notify(control, TAKEN);
}
