import { posix, win32 } from "node:path";
import type { Environment, Flags, Place } from "./config.ts";

/** Where the platform keeps a user's data: XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows. */
const platformFolder = (env: Environment, { platform, homeDir }: Place): string => {
  if (platform === "win32") {
    return win32.join(given(env["LOCALAPPDATA"]) ?? win32.join(homeDir, "AppData", "Local"), "Kinora");
  }
  if (platform === "darwin") return posix.join(homeDir, "Library", "Application Support", "Kinora");
  return posix.join(given(env["XDG_DATA_HOME"]) ?? posix.join(homeDir, ".local", "share"), "kinora");
};

const given = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

/** The data folder as an absolute path. It is found before `kinora.json` is read, since that file lies in it. */
export const dataFolderOf = (flags: Flags, env: Environment, place: Place): string => {
  const asked = given(flags.data_dir) ?? given(env["KINORA_DATA_DIR"]);
  const path = place.platform === "win32" ? win32 : posix;
  return path.resolve(place.workingDir, asked ?? platformFolder(env, place));
};
