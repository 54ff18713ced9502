import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora import`: an AOG configuration, of any version. */
export const addImport: AddCommand = (program, context, exit) => {
  const command = program
    .command("import")
    .description("take over what is ours of an AOG configuration file")
    .argument("<file>", "an .aog file of any version, or - for standard input")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora import aog.aog")
    .action(async (file: string, options: Record<string, never>) => {
      const { importConfiguration } = await import("../aog-files.ts");
      exit(await importConfiguration(file, options, context));
    });
};

/** `kinora export`: this installation as an AOG configuration. */
export const addExport: AddCommand = (program, context) => {
  const command = program
    .command("export")
    .description("print this installation as an AOG configuration, without keys")
    .option("-o, --output <file>", "write it to a file instead")
    .option("--json", "print one JSON object on stdout: the configuration, or with -o the file's name");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora export -o kinora.aog")
    .action(async (options: { readonly output?: string; readonly json?: boolean }) => {
      const { exportConfiguration } = await import("../aog-files.ts");
      await exportConfiguration(options, context);
    });
};
