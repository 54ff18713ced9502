import { resolve } from "node:path";
import { type AnalyzerKind, Failure, type PixelScale } from "@kinora/contract";
import { type Config, forgetAnalyzer, loadConfig, saveAnalyzer, tryAnalyzer } from "@kinora/server";
import { type CommandContext, printJson } from "./command-context.ts";
import { tableText } from "./table-text.ts";

interface FolderOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

const configOf = ({ dataDir }: FolderOptions): Promise<Config> =>
  loadConfig(dataDir === undefined ? {} : { data_dir: dataDir });

const RUNNING_SERVER = "A server that runs already takes note when it is started again.\n";

interface AddAnalyzerOptions extends FolderOptions {
  readonly kind: AnalyzerKind;
  readonly file: string;
  readonly pixels?: PixelScale;
}

/** Lets the model look at a test picture first: one that does not work is not configured. */
export const addAnalyzer = async (
  { kind, file, pixels, dataDir, json }: AddAnalyzerOptions,
  { workingDir, signal, stdout, stderr }: CommandContext,
): Promise<void> => {
  if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(file)) {
    throw new Failure("bad_option", { detail: `${file} is an address: download the model and name the file.` });
  }
  const config = await configOf({ ...(dataDir === undefined ? {} : { dataDir }) });
  const path = resolve(workingDir, file);
  const model = pixels === undefined ? { file: path } : { file: path, pixels };
  const input = await tryAnalyzer(config, { kind, model }, signal);
  await saveAnalyzer(config.dataDir, { kind, model });
  if (json === true) printJson(stdout, { kind, file: path, pixels: pixels ?? null, looks_at: input });
  else stdout.write(`${kind}: ${path} (looks at ${input})\n`);
  stderr.write(RUNNING_SERVER);
};

export const listAnalyzers = async (options: FolderOptions, { stdout, stderr }: CommandContext): Promise<void> => {
  const { analyzers } = await configOf(options);
  const data = Object.entries(analyzers).map(([kind, { file, pixels }]) => ({ kind, file, pixels: pixels ?? null }));
  if (options.json === true) printJson(stdout, { data });
  else if (data.length === 0) stderr.write("There are none: see kinora models add-analyzer --help.\n");
  else {
    const rows = data.map(({ kind, file, pixels }) => [kind, pixels ?? "usual", file]);
    stdout.write(tableText([["KIND", "PIXELS", "FILE"], ...rows]));
  }
};

export const removeAnalyzer = async (
  kind: AnalyzerKind,
  options: FolderOptions,
  { stdout, stderr }: CommandContext,
): Promise<void> => {
  const { analyzers, dataDir } = await configOf(options);
  const model = analyzers[kind];
  if (model === undefined) {
    throw new Failure("bad_option", { detail: `There is no ${kind} analyzer: see kinora models list-analyzers.` });
  }
  await forgetAnalyzer(dataDir, kind);
  if (options.json === true) printJson(stdout, { kind, file: model.file, removed: true });
  else stdout.write(`${kind}: ${model.file} is not used any more\n`);
  stderr.write(RUNNING_SERVER);
};
