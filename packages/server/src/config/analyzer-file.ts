import { randomUUID } from "node:crypto";
import { chmod, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AnalyzerKind, AnalyzerModel, AnalyzerModels } from "@kinora/contract";
import { makeFolder } from "../owner/make-folder.ts";
import { readConfigFile } from "./load-config.ts";

export interface NamedAnalyzer {
  readonly kind: AnalyzerKind;
  readonly model: AnalyzerModel;
}

/** Writes one kind's model into `kinora.json` of a data folder, in place of the one before; a folder that is missing is made. */
export const saveAnalyzer = async (dataDir: string, { kind, model }: NamedAnalyzer): Promise<void> => {
  await makeFolder(dataDir);
  await changeAnalyzers(dataDir, (models) => ({ ...models, [kind]: model }));
};

/** Takes one kind's model out of `kinora.json` again. The model's own file stays. */
export const forgetAnalyzer = (dataDir: string, kind: AnalyzerKind): Promise<void> =>
  changeAnalyzers(dataDir, (models) => Object.fromEntries(Object.entries(models).filter(([named]) => named !== kind)));

/** The file is replaced whole or not at all; its other entries and who may read it stay as they are. */
async function changeAnalyzers(dataDir: string, change: (models: AnalyzerModels) => AnalyzerModels): Promise<void> {
  const named = join(dataDir, "kinora.json");
  const entries = await readConfigFile(named);
  const analyzers = change((entries["analyzers"] ?? {}) as AnalyzerModels);
  // Where it is a link, the file behind it is written.
  const path = await realpath(named).catch(() => named);
  const mode = await stat(path).then(
    (found) => found.mode,
    () => 0o600,
  );
  const temporary = join(dirname(path), `kinora.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify({ ...entries, analyzers }, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(temporary, mode);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
