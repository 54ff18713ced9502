import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { brightnessModel, notNumbersModel } from "../../packages/engine/src/testing/onnx-model.ts";
import { onnxRuntimeFolder } from "../../packages/engine/src/testing/onnx-runtime-folder.ts";
import { MOUNTAIN, openWorkbench, SHORT_CLIP, type Workbench } from "./kinora-process.ts";

const runtime = onnxRuntimeFolder();
const testWithRuntime = test.skipIf(runtime === undefined);

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
  await mkdir(bench.dataDir);
  await writeFile(join(bench.folder, "depth.onnx"), brightnessModel());
});
afterEach(() => bench[Symbol.asyncDispose]());

const run = async (...args: string[]): Promise<{ exit: number | string; stdout: string; stderr: string }> => {
  const kinora = bench.start(...args);
  return { exit: await kinora.end, ...kinora.said };
};

const configured = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(bench.dataDir, "kinora.json"), "utf8")) as unknown;

testWithRuntime(
  "an analyzer is tried, kept beside the other settings, used, and stood in for with a warning when it breaks",
  async () => {
    await symlink(join(runtime ?? "", "node_modules"), join(bench.dataDir, "node_modules"));
    await writeFile(join(bench.dataDir, "kinora.json"), '{"fallback": "off"}');
    const file = join(bench.folder, "depth.onnx");

    const added = await run("models", "add-analyzer", "depth", "depth.onnx", "--json");
    const said = { kind: "depth", file, pixels: null, looks_at: "about 518 x 518, in the picture's shape" };
    expect(added).toMatchObject({ exit: 0, stdout: `${JSON.stringify(said)}\n` });
    expect(await configured()).toEqual({ fallback: "off", analyzers: { depth: { file } } });
    const listed = await run("models", "list-analyzers", "--json");
    expect(JSON.parse(listed.stdout)).toEqual({ data: [{ kind: "depth", file, pixels: null }] });

    const made = await run("animate", MOUNTAIN, ...SHORT_CLIP, "--json");
    expect(JSON.parse(made.stdout)).toMatchObject({ warnings: [], provider: "local" });

    await rm(file);
    const standIn = await run("animate", MOUNTAIN, ...SHORT_CLIP, "--json");
    const message = `The depth analyzer could not be used, and Kinora's own analysis stands in. There is no model file ${file}: check the path.`;
    expect(standIn.exit).toBe(0);
    expect(JSON.parse(standIn.stdout)).toMatchObject({
      warnings: [{ option: "analyzers", code: "analyzer_failed", message }],
    });
    expect(standIn.stderr).toContain(`Note: ${message}\n`);

    expect(await run("models", "remove-analyzer", "depth")).toMatchObject({
      exit: 0,
      stdout: `depth: ${file} is not used any more\n`,
    });
    expect(await configured()).toEqual({ fallback: "off", analyzers: {} });
  },
  180_000,
);

testWithRuntime("an analyzer that does not work is not configured, and the reason is said", async () => {
  await symlink(join(runtime ?? "", "node_modules"), join(bench.dataDir, "node_modules"));
  await writeFile(join(bench.folder, "nan.onnx"), notNumbersModel());
  expect(await run("models", "add-analyzer", "depth", "nan.onnx")).toEqual({
    exit: 2,
    stdout: "",
    stderr: "The model answers values that are no numbers (NaN or infinity).\n",
  });
  expect((await run("models", "list-analyzers")).stderr).toBe(
    "There are none: see kinora models add-analyzer --help.\n",
  );
});

test("without the runtime the command that installs it is said, and nothing is configured", async () => {
  const added = await run("models", "add-analyzer", "depth", "depth.onnx");
  // Beside a repository that has it, there is nothing to refuse.
  if (added.exit === 0) return;
  expect(added).toEqual({
    exit: 2,
    stdout: "",
    stderr: `Analyzers run with onnxruntime-node, which is not installed here: npm install --ignore-scripts --prefix ${JSON.stringify(bench.dataDir)} onnxruntime-node\n`,
  });
  expect(await run("models", "remove-analyzer", "depth")).toMatchObject({
    exit: 2,
    stderr: "There is no depth analyzer: see kinora models list-analyzers.\n",
  });
});

test("an address is no model: nothing is downloaded", async () => {
  expect(await run("models", "add-analyzer", "depth", "https://example.com/depth.onnx")).toEqual({
    exit: 2,
    stdout: "",
    stderr: "https://example.com/depth.onnx is an address: download the model and name the file.\n",
  });
});
