// Builds the studio (packages/studio) to packages/studio/dist, unless what lies there is newer than all it is made of. npm runs
// it as `prepare`, so it must work under the system's Node 20 as well as ours, and says nothing when all is well.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const studio = join(root, "packages/studio");
const target = join(studio, "dist");

const SOURCES = ["packages/studio", "packages/contract/src", "packages/sdk/src", "tools/build-studio.js"];
const LEFT_OUT = new Set(["dist", "node_modules"]);

function newestIn(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  const names = readdirSync(path).filter((name) => !LEFT_OUT.has(name) && !name.startsWith(".build-"));
  return Math.max(0, ...names.map((name) => newestIn(join(path, name))));
}

function isFresh() {
  const builtAt = statSync(join(target, "index.html"), { throwIfNoEntry: false })?.mtimeMs;
  return builtAt !== undefined && SOURCES.every((path) => newestIn(join(root, path)) < builtAt);
}

async function bundler() {
  try {
    return await import("vite");
  } catch {
    return undefined;
  }
}

/** Builds beside the target and renames, so that a reader never sees half a studio. */
async function build(vite) {
  // A test that builds it has NODE_ENV=test, with which React is its development build, and half as large again.
  process.env.NODE_ENV = "production";
  const scratch = mkdtempSync(join(studio, ".build-"));
  try {
    await vite.build({ root: studio, logLevel: "warn", build: { outDir: scratch, emptyOutDir: true } });
    if (existsSync(target)) renameSync(target, join(scratch, "before"));
    renameSync(scratch, target);
    rmSync(join(target, "before"), { recursive: true, force: true });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (!isFresh()) {
  const vite = await bundler();
  if (vite === undefined)
    console.error("The studio is not built: vite is missing. Run npm install with its dev dependencies.");
  else await build(vite);
}
