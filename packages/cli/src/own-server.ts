import type { CommandContext } from "./command-context.ts";
import type { ReachOptions } from "./reach-options.ts";

/** Who serves the data folder. */
export type FolderServer =
  | {
      readonly kind: "owned";
      readonly url: string;
      readonly token: string;
      readonly whenIdle: (signal: AbortSignal) => Promise<void>;
      readonly close: () => Promise<void>;
    }
  | { readonly kind: "owned_elsewhere"; readonly url: string; readonly token: string };

export const openOwnServer = async (_reach: ReachOptions, _context: CommandContext): Promise<FolderServer> => {
  throw new Error("not yet");
};
