import type * as Constants from "node-av/constants";
import type * as Lib from "node-av/lib";

export type NodeAv = typeof Lib & typeof Constants;

/** node-av is optional: its binary (FFmpeg with x264, GPL) does not exist for every platform. Throws when it is not there. */
export async function loadNodeAv(): Promise<NodeAv> {
  const [lib, constants] = await Promise.all([import("node-av/lib"), import("node-av/constants")]);
  lib.Log.setLevel(constants.AV_LOG_QUIET); // what goes wrong is told by a Failure, not printed
  return { ...lib, ...constants };
}
