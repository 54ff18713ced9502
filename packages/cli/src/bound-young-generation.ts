import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Both halves. Larger ones are no quicker for what this server does, and each collection stops the event loop for longer. */
const ENOUGH_BYTES = 32 * 2 ** 20;

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_size ?? 0;

/**
 * Keeps V8's young generation small in this process; by itself it grows to 128 MB on a large machine, and stays. Its maximum
 * is read when the process starts (`--max-semi-space-size` of the command line), how fast it grows at each collection: so
 * it grows as it likes until it has enough.
 */
export const boundYoungGeneration = (): void => {
  const observer = new PerformanceObserver(() => {
    if (youngBytes() < ENOUGH_BYTES) return;
    setFlagsFromString("--semi-space-growth-factor=1");
    observer.disconnect();
  });
  observer.observe({ entryTypes: ["gc"] });
};
