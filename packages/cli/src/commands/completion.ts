import { Argument, type Command } from "commander";
import type { AddCommand } from "../add-command.ts";
import { printJson } from "../command-context.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

const scriptFor = async (shell: Shell, program: Command): Promise<string> => {
  const [{ offeredCommands }, { bashScript, zshScript }, { fishScript }] = await Promise.all([
    import("../completion/command-tree.ts"),
    import("../completion/bash-script.ts"),
    import("../completion/fish-script.ts"),
  ]);
  const write = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
  return write(offeredCommands(program));
};

/** `kinora completion bash|zsh|fish`: a script that lets the shell complete kinora's commands, options and their values. */
export const addCompletion: AddCommand = (program, { stdout }) => {
  program
    .command("completion")
    .description("print a script with which a shell completes commands and options")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .option("--json", "print one JSON object on stdout: shell, script")
    .addHelpText(
      "after",
      `
Examples:
  echo 'eval "$(kinora completion bash)"' >> ~/.bashrc
  echo 'eval "$(kinora completion zsh)"' >> ~/.zshrc
  kinora completion fish > ~/.config/fish/completions/kinora.fish`,
    )
    .action(async (shell: Shell, { json }: { readonly json?: boolean }) => {
      const script = await scriptFor(shell, program);
      if (json === true) printJson(stdout, { shell, script });
      else stdout.write(script);
    });
};
