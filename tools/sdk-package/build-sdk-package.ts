import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { build } from "vite";
import { sdkDeclarations } from "./write-declarations.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sdk = join(root, "packages/sdk");

/** Of the workspace's manifest, not for those who install it: where its sources are, and what builds them. */
const OURS: readonly string[] = ["private", "dependencies", "devDependencies", "exports"];

/** `@kinora/sdk` as people install it: plain modules with declarations of their own, and no dependency. */
const manifestOf = (source: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(source).filter(([name]) => !OURS.includes(name))),
  sideEffects: false,
  exports: {
    ".": { types: "./index.d.ts", default: "./index.js" },
    "./ai": { types: "./ai/index.d.ts", default: "./ai/index.js" },
    "./package.json": "./package.json",
  },
  files: ["**/*.js", "**/*.d.ts", "NOTICE"],
});

const bundle = (folder: string) =>
  build({
    configFile: false,
    root: sdk,
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      minify: false,
      lib: { entry: { index: join(sdk, "src/index.ts"), "ai/index": join(sdk, "src/ai/index.ts") }, formats: ["es"] },
      rolldownOptions: { output: { chunkFileNames: "[name].js" } },
    },
  });

const write = async (path: string, text: string, parser: "typescript" | "json"): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await format(text, { parser, printWidth: 120 }));
};

/** Builds the package into a folder, which is emptied first: `npm run build:sdk [-- FOLDER]`, then `npm pack FOLDER`. */
const buildSdkPackage = async (folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await bundle(folder);
  for (const [place, text] of sdkDeclarations()) await write(join(folder, place), text, "typescript");
  const source = JSON.parse(await readFile(join(sdk, "package.json"), "utf8")) as Record<string, unknown>;
  await write(join(folder, "package.json"), JSON.stringify(manifestOf(source)), "json");
  await copyFile(join(sdk, "README.md"), join(folder, "README.md"));
  for (const name of ["LICENSE", "NOTICE"]) await copyFile(join(root, name), join(folder, name));
};

await buildSdkPackage(resolve(process.argv[2] ?? join(sdk, "dist")));
