import { join } from "node:path";
import { Failure } from "@kinora/contract";
import type { BlobStore } from "@kinora/domain";
import type { Config } from "../config/config.ts";
import type { Log } from "../telemetry/log.ts";
import { openFileBlobs } from "./files/open-file-blobs.ts";

/**
 * The store of files that is configured: the data folder, or S3. Throws Failure `storage_misconfigured` where only a person can mend
 * it; a server that does not answer now may answer later.
 */
export const openBlobs = async (
  { dataDir, blobs }: Pick<Config, "dataDir" | "blobs">,
  log: Log,
): Promise<BlobStore> => {
  if (blobs === undefined) return openFileBlobs(join(dataDir, "blobs"));
  // Loaded only where it is used: Amazon's library takes its time.
  const { openS3Blobs } = await import("./s3/open-s3-blobs.ts");
  const store = await openS3Blobs({ place: blobs, folder: join(dataDir, "copies") });
  try {
    await store.check();
  } catch (cause) {
    if (cause instanceof Failure && cause.code === "storage_unreachable") log.warn("storage.no_answer", { cause });
    else {
      await store.close?.();
      throw cause;
    }
  }
  return store;
};
