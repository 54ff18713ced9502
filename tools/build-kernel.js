// Compiles the engine's kernel (AssemblyScript) to packages/engine/src/render/kernel/kernel.wasm. npm runs it as `prepare`,
// so it must work under the system's Node 20 as well as ours, and says nothing when all is well.
import { mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const kernel = fileURLToPath(new URL("../packages/engine/src/render/kernel/", import.meta.url));
const sources = join(kernel, "assembly");
const target = join(kernel, "kernel.wasm");

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

function isFresh() {
  const builtAt = changedAt(target);
  if (builtAt === undefined) return false;
  const inputs = readdirSync(sources).map((name) => join(sources, name));
  return [...inputs, fileURLToPath(import.meta.url)].every((path) => changedAt(path) < builtAt);
}

function compiler() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("assemblyscript/package.json")), "bin/asc.js");
  } catch {
    return undefined;
  }
}

/** Writes beside the target and renames, so that a reader never sees half a file and two builds do not hurt each other. */
function build(asc) {
  const scratch = mkdtempSync(join(kernel, ".build-"));
  try {
    const out = join(scratch, "kernel.wasm");
    const options = [
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--importMemory",
      "--sharedMemory",
      "--maximumMemory",
      "65536",
    ];
    const features = ["--enable", "simd", "--enable", "threads", "--enable", "relaxed-simd"];
    const run = spawnSync(
      process.execPath,
      [asc, join(sources, "index.ts"), "--outFile", out, ...options, ...features],
      { encoding: "utf8" },
    );
    if (run.status !== 0) return `${run.stdout}${run.stderr}${run.error?.message ?? ""}`;
    renameSync(out, target);
    return undefined;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (!isFresh()) {
  const asc = compiler();
  const fault =
    asc === undefined ? "assemblyscript is not installed: run `npm install` without --omit=dev." : build(asc);
  if (fault !== undefined) {
    process.stderr.write(`The engine's kernel could not be built.\n${fault}\n`);
    process.exitCode = 1;
  }
}
