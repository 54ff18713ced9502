import { createKinora, createLog, loadConfig } from "@kinora/server";
import type { Workbench } from "./kinora-process.ts";

/** A server in this process. */
export interface ServerHere extends AsyncDisposable {
  readonly url: string;
}

/**
 * What `kinora serve` does, in this process over a workbench's folder: for tests of what the server answers, whose code is
 * then seen by the measure of coverage. What dies, or is looked at from outside, wants `startServer`. `variables` are set for
 * the rest of the test file.
 */
export const serveHere = async (
  bench: Workbench,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServerHere> => {
  Object.assign(process.env, { KINORA_DATA_DIR: bench.dataDir, KINORA_LOG_LEVEL: "warn", ...variables });
  const config = await loadConfig({ data_dir: bench.dataDir, port: "0" });
  const kinora = await createKinora(config, { log: await createLog(config.log) });
  if (kinora.kind !== "running") throw new Error("A fresh folder has no other owner.");
  return { url: kinora.url, [Symbol.asyncDispose]: () => kinora.close() };
};
