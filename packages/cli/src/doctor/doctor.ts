import type { Finding } from "@kinora/server";
import { type CommandContext, printJson } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { checkAnalyzers } from "./check-analyzers.ts";
import { checkEngine } from "./check-engine.ts";
import { checkGateway } from "./check-gateway.ts";
import { findingText } from "./finding-text.ts";

interface DoctorOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Checks everything, says each finding as soon as it is there, and ends with 1 when something does not work. */
export const doctor = async (options: DoctorOptions, context: CommandContext): Promise<ExitCode> => {
  const findings: Finding[] = [];
  for await (const finding of examine(options, context)) {
    findings.push(finding);
    if (options.json !== true) context.stdout.write(findingText(finding));
  }
  const isHealthy = findings.every(({ verdict }) => verdict !== "fail");
  if (options.json === true) printJson(context.stdout, { ok: isHealthy, findings });
  return isHealthy ? EXIT.done : EXIT.broken;
};

async function* examine({ dataDir }: DoctorOptions, context: CommandContext): AsyncGenerator<Finding> {
  yield { id: "Node", verdict: "ok", says: `Node ${process.versions.node} runs Kinora.` };
  const { checkInstallation, checkStorage, loadConfig } = await import("@kinora/server");
  const config = await loadConfig(withoutUndefined({ data_dir: dataDir }));
  yield* await checkInstallation(config, context.signal);
  yield* await checkStorage(config);
  yield* checkAnalyzers(config, context);
  yield* await checkGateway(config.dataDir, context);
  yield await checkEngine(context);
}
