import type { KinoraOptions } from "@kinora/server";
import type { CommandContext } from "./command-context.ts";
import type { ReachOptions } from "./reach-options.ts";
import { withoutUndefined } from "./without-undefined.ts";

/** Who serves the data folder. */
export type FolderServer =
  | {
      /** This process, until `close`. */
      readonly kind: "running";
      readonly url: string;
      readonly token: string;
      readonly whenIdle: () => Promise<void>;
      readonly close: () => Promise<void>;
    }
  | { readonly kind: "owned_elsewhere"; readonly url: string; readonly token: string };

interface FolderOptions extends Pick<ReachOptions, "dataDir">, Pick<KinoraOptions, "comingWork"> {
  readonly onlyFolder?: boolean;
}

/**
 * Opens a gateway over the data folder in this process, on a free port of this machine alone, or says who has the folder.
 * It logs nothing unless debugging: standard error belongs to the command. `comingWork` starts the embedded engine ahead.
 * `onlyFolder`: records and files lie in the folder, whatever database and storage are configured.
 */
export const openFolderServer = async (
  { dataDir, comingWork, onlyFolder = false }: FolderOptions,
  { environment, signal }: Pick<CommandContext, "environment" | "signal">,
): Promise<FolderServer> => {
  const { createKinora, loadConfig, silentLog } = await import("@kinora/server");
  const config = await loadConfig(dataDir === undefined ? {} : { data_dir: dataDir });
  const elsewhere = onlyFolder ? { databaseUrl: undefined, blobs: undefined } : {};
  const own = { ...config, ...elsewhere, host: "127.0.0.1", port: 0, publicUrl: undefined };
  const kinora = await createKinora(own, {
    signal,
    ...withoutUndefined({ comingWork }),
    ...(environment.isDebugging ? {} : { log: silentLog }),
  });
  if (kinora.kind === "running") return kinora;
  const { url, token } = kinora.owner;
  return { kind: "owned_elsewhere", url, token };
};
