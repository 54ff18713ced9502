// Writes packages/providers/src/adapters.ts: every adapter that has a folder there. npm runs it as `prepare`, so it must work
// under the system's Node 20 as well as ours; the file is not kept in git, so a new adapter is its folder and nothing else.
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const providers = fileURLToPath(new URL("../packages/providers/src/", import.meta.url));
const target = `${providers}adapters.ts`;

/** `openai-videos` exports `openaiVideos`. */
const exportOf = (folder) => folder.replace(/-(\w)/gu, (_, letter) => letter.toUpperCase());

// local/ is the embedded engine, opened in its own way; kit/ is what all share.
const folders = readdirSync(providers)
  .filter((name) => !["kit", "local"].includes(name) && existsSync(`${providers}${name}/provider.ts`))
  .sort();
const text = [
  "// Written by tools/list-adapters.js from the folders beside it.",
  ...folders.map((folder) => `export { ${exportOf(folder)} } from "./${folder}/provider.ts";`),
  "",
].join("\n");

if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  // Renamed into place, so that a reader never sees half a file.
  writeFileSync(`${target}.${process.pid}`, text);
  renameSync(`${target}.${process.pid}`, target);
}
