import { execFileSync } from "node:child_process";
import { delimiter, join } from "node:path";

/** A Node on PATH that is too old to run Kinora by itself; undefined where there is none. */
export const findOldNode = (path: string): string | undefined =>
  path
    .split(delimiter)
    .map((folder) => join(folder, "node"))
    .find((node) => {
      try {
        const major = Number(/^v(\d+)/u.exec(execFileSync(node, ["--version"], { encoding: "utf8" }))?.[1]);
        return major >= 18 && major < 22;
      } catch {
        return false;
      }
    });
