import { LIMITS } from "../app/limits.ts";

/** The seconds of `Prefer: wait=N` (RFC 7240), at most what this server grants; undefined without a wish. */
export const preferredWaitSeconds = (prefer: string | readonly string[] | undefined): number | undefined => {
  const wishes = [prefer ?? []].flat().join(",");
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?/iu.exec(wishes)?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), LIMITS.wait_max_seconds);
};
