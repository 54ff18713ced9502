import { execFileSync } from "node:child_process";

const isThere = (command: string): boolean => {
  try {
    execFileSync(command, [command === "chromium" ? "--version" : "-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** Whether a test that needs a Debian tool must be skipped here. CI sets KINORA_REQUIRE_SERVICES=1: then nothing may be. */
export const mustSkipWithout = (command: "chromium" | "ffprobe" | "ffmpeg"): boolean => {
  if (isThere(command)) return false;
  if (process.env["KINORA_REQUIRE_SERVICES"] === "1") throw new Error(`${command} is required here and was not found`);
  return true;
};
