import type { Command, Option } from "commander";

/** An option as a shell offers it. */
export interface OfferedOption {
  /** `-o`, `--output`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** The values that it may have; empty for any. */
  readonly choices: readonly string[];
}

/** A command as a shell offers it. */
export interface OfferedCommand {
  /** From the program's name on: `kinora`, `kinora keys`, `kinora keys list`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly OfferedOption[];
  /** What its first argument may be, where that is one of a few words. */
  readonly choices: readonly string[];
}

const offered = ({ short, long, description, required, optional, argChoices }: Option): OfferedOption => ({
  flags: [short, long].filter((flag) => flag !== undefined),
  description,
  takesValue: required || optional,
  choices: argChoices ?? [],
});

/** A command and all below it, the outermost first. */
export const offeredCommands = (command: Command, above: readonly string[] = []): readonly OfferedCommand[] => {
  const path = [...above, command.name()];
  const help = command.createHelp();
  const own: OfferedCommand = {
    path: path.join(" "),
    commands: command.commands.map((one) => ({ name: one.name(), description: one.description() })),
    options: help.visibleOptions(command).map(offered),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
  return [own, ...command.commands.flatMap((one) => offeredCommands(one, path))];
};
