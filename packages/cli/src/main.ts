import { askSecret } from "./ask-secret.ts";
import { endWithLauncher } from "./end-with-launcher.ts";
import { readEnvironment } from "./environment.ts";
import { listenForInterruption } from "./interruption.ts";
import { runCommand } from "./run-command.ts";

/** The `kinora` command of this process. */
export const main = async (): Promise<void> => {
  const environment = readEnvironment();
  endWithLauncher(environment.wasLaunched);
  // Whoever reads the output may stop early (`| head`): that is no error.
  process.stdout.on("error", () => process.exit());
  const signal = listenForInterruption(process, ({ exitCode }) => process.exit(exitCode));
  process.exitCode = await runCommand(process.argv.slice(2), {
    environment,
    workingDir: process.cwd(),
    stdin: process.stdin,
    askSecret: (question) =>
      askSecret(question, {
        input: process.stdin,
        output: process.stderr,
        signal,
        interrupt: () => process.kill(process.pid, "SIGINT"),
      }),
    stdout: process.stdout,
    stderr: process.stderr,
    signal,
  });
};
