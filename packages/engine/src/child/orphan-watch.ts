import { workerData } from "node:worker_threads";

/**
 * A thread that ends its process when the parent is gone: the main thread may be busy for a second and cannot hear that
 * its channel closed. The kernel then gives the process another parent.
 */
const LOOK_EVERY_MS = 300;
const { parentPid } = workerData as { readonly parentPid: number };

setInterval(() => {
  if (process.ppid !== parentPid) process.kill(process.pid, "SIGKILL");
}, LOOK_EVERY_MS);
