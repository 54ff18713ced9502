import { tmpdir } from "node:os";
import type { Config } from "../../config/config.ts";
import type { Finding } from "./finding.ts";

/**
 * Checks what a gateway needs of this machine: a data folder with room, its master key, encoders, a decoder, picture codecs. Opens no
 * gateway, so it also works beside one, and where none can be opened.
 */
export const checkInstallation = async (
  { dataDir }: Pick<Config, "dataDir">,
  signal: AbortSignal,
): Promise<readonly Finding[]> => {
  // Loaded when they are asked for: a server's start has no use for them.
  const [{ checkDataFolder }, { checkMasterKey }, { checkEncoders }, { checkPictureCodecs }] = await Promise.all([
    import("./check-data-folder.ts"),
    import("./check-master-key.ts"),
    import("./check-encoders.ts"),
    import("./check-picture-codecs.ts"),
  ]);
  return [
    await checkDataFolder(dataDir),
    ...(await checkMasterKey(dataDir, process.platform)),
    ...(await checkEncoders(tmpdir(), signal)),
    await checkPictureCodecs(),
  ];
};
