import { once } from "node:events";
import { Failure } from "@kinora/contract";
import { createKinora, loadConfig } from "@kinora/server";
import { boundYoungGeneration } from "./bound-young-generation.ts";
import { type CommandContext, printJson } from "./command-context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { withoutUndefined } from "./without-undefined.ts";

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Serves until SIGINT, SIGTERM or SIGHUP; what is unfinished then goes on at the next start. */
export const serve = async (
  { host, port, dataDir, json }: ServeOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const { signal, stdout, stderr } = context;
  boundYoungGeneration();
  const config = await loadConfig(withoutUndefined({ host, port, data_dir: dataDir }));
  const kinora = await createKinora(config, { signal, standsBy: true });
  if (kinora.kind === "owned_elsewhere") {
    const { pid, url } = kinora.owner;
    throw new Failure("bad_option", {
      detail: `Process ${pid} has the data folder ${config.dataDir} and serves it at ${url}: use that one, end it, or give another --data-dir.`,
    });
  }
  const { url } = kinora;
  if (json === true) printJson(stdout, { url, data_dir: config.dataDir, pid: process.pid });
  else stdout.write(`Kinora is ready: the API and the page are at ${url}/ and the data is in ${config.dataDir}\n`);
  const lost = signal.aborted
    ? false
    : await Promise.race([once(signal, "abort").then(() => false), kinora.lost.then(() => true)]);
  if (lost) {
    await kinora.close();
    throw new Failure("data_folder_busy", {
      detail: "Another Kinora took the database over while it could not be reached: start again to stand by.",
    });
  }
  stderr.write("Stopping: what is unfinished goes on at the next start. Press Ctrl-C again to end at once.\n");
  await kinora.close();
  return EXIT.done;
};
