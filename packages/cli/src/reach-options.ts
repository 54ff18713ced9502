import type { Command } from "commander";

/** Which server a command works with. */
export interface ReachOptions {
  readonly server?: string;
  readonly dataDir?: string;
}

export const addReachOptions = (command: Command): Command =>
  command
    .option("--server <url>", "work with this server (KINORA_SERVER)")
    .option("--data-dir <folder>", "work with the owner of this data folder (KINORA_DATA_DIR)");
