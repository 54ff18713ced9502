/** How long an orderly end may take once nobody waits for it any more. */
const ORDERLY_END_MS = 3_000;

/**
 * Where an older Node launched this process (bin/relaunch.js), the channel to it closes when it dies, however it died:
 * then this process ends too, orderly if it can and by force if it must.
 */
export const endWithLauncher = (wasLaunched: boolean): void => {
  if (!wasLaunched || process.channel === undefined) return;
  process.once("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), ORDERLY_END_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // Listening alone must not keep the command alive.
  process.channel.unref();
};
