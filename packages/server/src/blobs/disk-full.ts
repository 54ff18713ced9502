import { Failure } from "@kinora/contract";
import { errorCode } from "./error-code.ts";

/** An error of the file system, as a failure where the disk is full. */
export const diskFull = (error: unknown): unknown =>
  errorCode(error) === "ENOSPC"
    ? new Failure("disk_full", {
        detail: "No space is left for the data folder: free some, then try again.",
        cause: error,
      })
    : error;
