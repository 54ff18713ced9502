import { Failure } from "@kinora/contract";

const PAGE = 65_536;
const MAX_PAGES = 65_536;
/** The kernel's own static data lies below. */
const START = 4_096;

/** A list of blocks to be laid into one shared memory. Offsets are known before the memory exists. */
export interface Arena {
  /** The byte offset of a new block, 64-aligned. */
  reserve(bytes: number): number;
  /** A shared memory that holds all blocks reserved so far, zeroed. */
  open(): WebAssembly.Memory;
}

export function createArena(): Arena {
  let end = START;
  return {
    reserve(bytes) {
      const offset = end;
      end = Math.ceil((end + bytes) / 64) * 64;
      return offset;
    },
    open() {
      // A sampler reads one texel row beyond its last one at weight zero: one page of slack.
      const pages = Math.ceil(end / PAGE) + 1;
      if (pages > MAX_PAGES) {
        throw new Failure("engine_failed", {
          detail: "The clip needs more than 4 GiB of memory: ask for a smaller resolution.",
        });
      }
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    },
  };
}
